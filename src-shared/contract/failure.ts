/** Errors as data over every border: the closed list of kinds. The locales have the words for each (`failure.<kind>`). */
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
  /** The process or file it happened to, e.g. `process 4711`, a file name. Untrusted text. */
  readonly target: string
  /** What happened exactly, in plain English, for the details line; never a stack trace. */
  readonly detail: string
}

/** Thrown inside a host and by the renderer's inspector; crosses borders as its `failure`. */
export class FailureError extends Error {
  readonly failure: Failure
  constructor(kind: FailureKind, target: string, detail: string) {
    super(`${target}: ${detail}`)
    this.name = 'FailureError'
    this.failure = { kind, target, detail }
  }
}

/** Describes any thrown value. What is not a FailureError is reported as a bug. */
export function failureOf(error: unknown, target: string): Failure {
  if (error instanceof FailureError) return error.failure
  return { kind: 'bug', target, detail: error instanceof Error ? error.message : String(error) }
}
