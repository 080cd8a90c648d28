import type { Answer } from '#shared/contract/dispatch.ts'
import { failureOf } from '#shared/contract/failure.ts'

/** What is sent to a worker: a question under a number, or, without one, something to keep, which is not answered. */
export interface WorkerQuestion<Question> {
  readonly id: number | null
  readonly question: Question
}

/** The answer to the question of that number. */
export type WorkerAnswer = Answer & { readonly id: number }

/** What a worker does, without the worker. */
export interface WorkerJob<Question> {
  /** @returns the answer's value. What it throws becomes the answer, as a failure */
  execute(question: Question): unknown
  /** What failures are about, in a word. */
  targetOf(question: Question): string
  /** Buffers that only the answer uses: they are transferred instead of copied. */
  buffersOf?(value: unknown): Transferable[]
}

/** Carries out what was sent. @returns null where no answer is wanted */
export function answerOf<Question>(
  job: WorkerJob<Question>,
  { id, question }: WorkerQuestion<Question>
): WorkerAnswer | null {
  if (id === null) {
    job.execute(question)
    return null
  }
  try {
    return { id, ok: true, value: job.execute(question) }
  } catch (error) {
    return { id, ok: false, failure: failureOf(error, job.targetOf(question)) }
  }
}

/** What a worker sends through: `postMessage` of its global scope. */
export type Post = (answer: WorkerAnswer, options: StructuredSerializeOptions) => void

/** Sends an answer; one that can't be sent, such as more than a message may hold, is reported in words: a page must not wait for ever. */
export function sendAnswer<Question>(
  job: WorkerJob<Question>,
  asked: WorkerQuestion<Question>,
  answer: WorkerAnswer,
  post: Post
): void {
  try {
    post(answer, { transfer: answer.ok ? (job.buffersOf?.(answer.value) ?? []) : [] })
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const failure = { kind: 'too-large', target: job.targetOf(asked.question), detail } as const
    post({ id: answer.id, ok: false, failure }, {})
  }
}

/** Makes this thread do a job. */
export function doInWorker<Question>(job: WorkerJob<Question>): void {
  addEventListener('message', ({ data }: MessageEvent<WorkerQuestion<Question>>) => {
    const answer = answerOf(job, data)
    if (answer !== null) sendAnswer(job, data, answer, (whole, options) => self.postMessage(whole, options))
  })
}
