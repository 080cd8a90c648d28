import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, it } from 'vitest'
import type { WorkerResponse } from './worker-messages.ts'

const root = mkdtempSync(join(tmpdir(), 'vmatlas-worker-'))
const worker = new Worker(new URL('./capture.worker.ts', import.meta.url), {
  workerData: {
    root,
    pageSize: 4096,
    readAheadPath: new URL('../source/read-ahead.worker.ts', import.meta.url).pathname
  }
})
afterAll(async () => {
  await worker.terminate()
  rmSync(root, { recursive: true })
})

const fields = ['9', '(long)', 'S', ...new Array<string>(49).fill('0')]
mkdirSync(join(root, '9/task'), { recursive: true })
writeFileSync(join(root, '9/stat'), `${fields.join(' ')}\n`)
writeFileSync(
  join(root, '9/smaps'),
  Array.from({ length: 20_000 }, (_, index) => {
    const start = 0x10000000 + index * 0x2000
    return `${start.toString(16)}-${(start + 0x1000).toString(16)} rw-p 00000000 00:00 0 \nRss:                   4 kB\n`
  }).join('')
)

let lastId = 0
function capture(cancel: Int32Array): Promise<WorkerResponse> {
  const id = ++lastId
  return new Promise((resolve) => {
    const listen = (message: WorkerResponse): void => {
      if (message.id !== id || !('ok' in message)) return
      worker.off('message', listen)
      resolve(message)
    }
    worker.on('message', listen)
    worker.postMessage({ kind: 'capture', id, process: { pid: 9, startTime: 0 }, detail: 'smaps', cancel })
  })
}

it('stops a reading that is no longer wanted, and completes the next one', async () => {
  const cancel = new Int32Array(new SharedArrayBuffer(4))
  cancel[0] = 1
  expect(await capture(cancel)).toMatchObject({ ok: false, failure: { kind: 'cancelled', target: 'process 9' } })
  const whole = await capture(new Int32Array(new SharedArrayBuffer(4)))
  expect(whole).toMatchObject({ ok: true, value: { table: { rowCount: 20_000 } } })
})
