/** Events that rows do not show: those who see them must add them. */
export const RECORDED_EVENT_KINDS = ['mark', 'fork', 'exit'] as const
export type RecordedEventKind = (typeof RECORDED_EVENT_KINDS)[number]

/** Something that happened up to a moment, as a file keeps it with that moment. */
export interface RecordedEvent {
  readonly kind: RecordedEventKind
  /** Milliseconds since 1970; null where it is not known. */
  readonly at: number | null
  /** How many: children of a fork, else 1. */
  readonly count: number
  /** The user's note, a child's name, or why it ended (see EndReason); untrusted. */
  readonly label: string
}
