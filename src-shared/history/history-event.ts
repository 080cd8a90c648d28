/** What may happen to a process between two moments. */
export const EVENT_KINDS = [
  'appeared',
  'vanished',
  'permissions',
  'library',
  'thread-started',
  'thread-ended',
  'exec',
  'fork',
  'exit',
  'near-limit',
  'mark'
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** All of one kind that happened up to a moment, since the one before it. */
export interface HistoryEvent {
  readonly kind: EventKind
  /** Milliseconds since 1970; null where the source does not report. */
  readonly at: number | null
  /** Number of the first moment whose rows show it. */
  readonly moment: number
  /** How many mappings, threads, children. */
  readonly count: number
  /** A name to show with it: of the library, the program, the user's words; empty where there is none. Untrusted. */
  readonly label: string
  /** First addresses of the mappings that it is about, the largest ones where there are many. */
  readonly starts: readonly number[]
}
