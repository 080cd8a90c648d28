/** Errors as data over every border. The closed list; words for each kind stand in the locales (`failure.<kind>`). */
export const FAILURE_KINDS = [
  'gone',
  'denied',
  'unsupported',
  'truncated',
  'bad-input',
  'too-large',
  'cancelled',
  'disk',
  'lost',
  'bug'
] as const
export type FailureKind = (typeof FAILURE_KINDS)[number]

export interface Failure {
  readonly kind: FailureKind
  /** To which process or file it happened, e.g. `process 4711`, a file name. Untrusted text. */
  readonly subject: string
  /** What exactly, in plain English, for the details line; never a stack trace. */
  readonly detail: string
}

/** Thrown inside a host and by the renderer's inspector; crosses borders as its `failure`. */
export class FailureError extends Error {
  readonly failure: Failure
  constructor(kind: FailureKind, subject: string, detail: string) {
    super(`${subject}: ${detail}`)
    this.name = 'FailureError'
    this.failure = { kind, subject, detail }
  }
}

/** What is known of any thrown value; everything not foreseen is a bug and says so. */
export function failureOf(error: unknown, subject: string): Failure {
  if (error instanceof FailureError) return error.failure
  return { kind: 'bug', subject, detail: error instanceof Error ? error.message : String(error) }
}
