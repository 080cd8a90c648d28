import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FileQuestion } from '../workers/file-job.ts'
import type { WorkerAnswer } from '../workers/worker-job.ts'
import { OpenedFiles, type SlowFile } from './opened-files.ts'

/** Threads that answer on request. */
function heldThreads() {
  const threads: {
    readonly asked: FileQuestion[]
    readonly receive: (answer: WorkerAnswer) => void
    readonly lost: () => void
    isClosed: boolean
  }[] = []
  const files = new OpenedFiles((receive, lost = () => undefined) => {
    const thread = { asked: [] as FileQuestion[], receive, lost, isClosed: false }
    threads.push(thread)
    return { send: ({ question }) => thread.asked.push(question), close: () => (thread.isClosed = true) }
  })
  const slow: (readonly SlowFile[])[] = []
  files.onSlow = (names) => slow.push(names)
  return { files, threads, slow }
}
const file = (name: string) => ({ name, bytes: new Uint8Array(1) })
const answer = { source: {}, moments: [null], momentNotes: [''], notes: [] }

describe('opened files', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('does not let one wait for another', async () => {
    const { files, threads } = heldThreads()
    void files.open(file('never'))
    const later = files.open(file('later'))
    threads[1]!.receive({ id: 1, ok: true, value: answer })
    expect((await later).opened).toBe(answer)
  })

  it('reports what takes longer than two seconds, and when that is over', async () => {
    const { files, threads, slow } = heldThreads()
    const opening = files.open(file('large'))
    await vi.advanceTimersByTimeAsync(1900)
    expect(slow).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(slow.at(-1)).toEqual([{ id: 'file-1', name: 'large' }])
    threads[0]!.receive({ id: 1, ok: true, value: answer })
    await opening
    expect(slow.at(-1)).toEqual([])
  })

  it('ends the thread of one that is stopped, and rejects what waits for it', async () => {
    const { files, threads, slow } = heldThreads()
    const opening = files.open(file('large'))
    const reported = expect(opening).rejects.toMatchObject({ failure: { kind: 'cancelled', target: 'large' } })
    await vi.advanceTimersByTimeAsync(2100)
    files.close('file-1')
    await reported
    expect(threads[0]!.isClosed).toBe(true)
    expect(slow.at(-1)).toEqual([])
    await expect(files.list('file-1', 0)).rejects.toMatchObject({ failure: { kind: 'gone' } })
  })

  it('answers whoever waits for a thread that breaks down, and whoever asks later', async () => {
    const { files, threads } = heldThreads()
    const opening = files.open(file('large'))
    threads[0]!.receive({ id: 1, ok: true, value: answer })
    const { id } = await opening
    const listing = files.list(id, 0)
    threads[0]!.lost()
    await expect(listing).rejects.toMatchObject({ failure: { kind: 'too-large', target: 'large' } })
    await expect(files.list(id, 0)).rejects.toMatchObject({ failure: { kind: 'too-large' } })
  })
})
