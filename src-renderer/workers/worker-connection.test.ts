import { expect, it, vi } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import { connectWorker } from './worker-connection.ts'
import { answerOf, sendAnswer, type WorkerAnswer, type WorkerQuestion, type WorkerJob } from './worker-job.ts'

type Question = number | 'keep' | 'break'

/** Doubles numbers once that was allowed. */
class Doubling implements WorkerJob<Question> {
  isKept = false
  readonly targetOf = (): string => 'numbers'
  readonly buffersOf = (): Transferable[] => []

  execute(question: Question): number | null {
    if (question === 'break') throw new FailureError('gone', 'it', 'it is gone')
    if (question === 'keep') {
      this.isKept = true
      return null
    }
    if (!this.isKept) throw new Error('nothing was kept')
    return 2 * question
  }
}

/** A worker that a test speaks for. */
class HeldWorker extends EventTarget {
  readonly sent: unknown[] = []
  isEnded = false
  postMessage(asked: unknown): void {
    this.sent.push(asked)
  }
  terminate(): void {
    this.isEnded = true
  }
  answer(data: WorkerAnswer): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }
  fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }))
  }
}

function connected(start: () => HeldWorker): {
  send: (asked: WorkerQuestion<Question>) => void
  close(): void
  got: unknown[]
} {
  const got: unknown[] = []
  const connect = connectWorker(
    () => start() as unknown as Worker,
    () => new Doubling()
  )
  const connection = connect(
    ({ id, ...answer }) => got.push([id, answer.ok ? answer.value : answer.failure.detail]),
    () => got.push('lost')
  )
  return { send: (asked) => connection.send(asked), close: () => connection.close(), got }
}
const KEEP = { id: null, question: 'keep' } as const

it('a job answers questions, reports what went wrong, and keeps what is only to be kept', () => {
  const job = new Doubling()
  expect(answerOf(job, { id: 1, question: 4 })).toMatchObject({ id: 1, ok: false, failure: { target: 'numbers' } })
  expect(answerOf(job, KEEP)).toBeNull()
  expect(answerOf(job, { id: 2, question: 4 })).toEqual({ id: 2, ok: true, value: 8 })
  expect(answerOf(job, { id: 3, question: 'break' })).toMatchObject({ id: 3, failure: { kind: 'gone', target: 'it' } })
})

it('an answer that can not be sent is reported in words', () => {
  const post = vi.fn().mockImplementationOnce(() => {
    throw new RangeError('too much')
  })
  sendAnswer(new Doubling(), { id: 7, question: 1 }, { id: 7, ok: true, value: 1 }, post)
  expect(post.mock.calls.at(-1)).toEqual([
    { id: 7, ok: false, failure: { kind: 'too-large', target: 'numbers', detail: 'too much' } },
    {}
  ])
})

it('the page does the job where no worker can be started', () => {
  const { send, got } = connected(() => {
    throw new Error('no workers here')
  })
  send(KEEP)
  send({ id: 1, question: 3 })
  expect(got).toEqual([[1, 6]])
})

it('the page does what is outstanding where the worker’s script can not be loaded', () => {
  const worker = new HeldWorker()
  const { send, got } = connected(() => worker)
  send(KEEP)
  send({ id: 1, question: 3 })
  expect([worker.sent.length, got]).toEqual([2, []])
  worker.fail('')
  send({ id: 2, question: 4 })
  expect(got).toEqual([
    [1, 6],
    [2, 8]
  ])
})

it('a worker that breaks down is lost: the page does not break on the same', () => {
  const worker = new HeldWorker()
  const { send, close, got } = connected(() => worker)
  send({ id: 1, question: 3 })
  worker.answer({ id: 1, ok: true, value: 6 })
  send({ id: 2, question: 4 })
  worker.fail('out of memory')
  expect(got).toEqual([[1, 6], 'lost'])
  close()
  expect(worker.isEnded).toBe(true)
})

it('questions that a broken worker leaves are answered, and those after it', () => {
  const worker = new HeldWorker()
  const got: unknown[] = []
  const connect = connectWorker<Question>(
    () => worker as unknown as Worker,
    () => new Doubling()
  )
  const connection = connect(({ id, ok }) => got.push([id, ok]))
  connection.send(KEEP)
  connection.send({ id: 1, question: 1 })
  connection.send({ id: 2, question: 2 })
  worker.answer({ id: 1, ok: true, value: 2 })
  worker.fail('out of memory')
  connection.send({ id: 3, question: 3 })
  expect(got).toEqual([
    [1, true],
    [2, false],
    [3, false]
  ])
  expect(worker.sent).toHaveLength(3)
})
