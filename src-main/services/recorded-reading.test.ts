import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CaptureService, ListWithNumbers } from '#main/capture/capture-service.ts'
import type { TimelinePart } from '#shared/history/timeline.ts'
import { textListOf } from '#shared/memory/text-list.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { recordedReading, type RecordedReading } from './recorded-reading.ts'

const PROCESS = { pid: 42, startTime: 7 }
const CAPTURE = captureOfText('1000-2000 rw-p 00000000 00:00 0\nRss: 4 kB\n', { process: PROCESS, takenAt: 1000 })
const DEPTH = { detail: 'smaps', evidence: 'inside' } as const

/** A list of the process and its children; without the process when it is gone. */
function listOf(children: readonly string[], isThere = true): ListWithNumbers {
  const rows = [...(isThere ? [{ ...PROCESS, ppid: 1, name: 'p' }] : [])]
  children.forEach((name, at) => rows.push({ pid: 100 + at, startTime: 9, ppid: 42, name }))
  const list = {
    count: rows.length,
    pid: Int32Array.from(rows, ({ pid }) => pid),
    ppid: Int32Array.from(rows, ({ ppid }) => ppid),
    startTime: Float64Array.from(rows, ({ startTime }) => startTime),
    traits: new Uint8Array(rows.length),
    name: textListOf(rows.map(({ name }) => name))
  }
  const none = new Float64Array(0)
  const names = ['rss', 'anon', 'file', 'shmem', 'swap', 'pageTables', 'threads']
  const numbers = {
    count: 0,
    takenAt: 1000,
    pid: new Int32Array(0),
    startTime: none,
    numbers: Object.fromEntries(names.map((name) => [name, none]))
  }
  return { list, numbers } as unknown as ListWithNumbers
}

const root = mkdtempSync(join(tmpdir(), 'vmatlas-reading-'))
mkdirSync(join(root, '42'))
writeFileSync(join(root, 'uptime'), '100.0 100.0\n')
let answer: ListWithNumbers
let asked: unknown[]
let reading: RecordedReading

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  answer = listOf([])
  const captures = {
    list: () => Promise.resolve(answer),
    capture: (...[process, depth]: Parameters<CaptureService['capture']>) => {
      asked.push([process, depth])
      return Promise.resolve(CAPTURE)
    }
  }
  reading = recordedReading(captures, () => undefined, null, root)
})
afterEach(() => {
  reading.stop()
  vi.useRealTimers()
})

const timeline = (): Promise<TimelinePart> => reading.api.timeline(PROCESS, { metric: 'rss', known: null })

it('captures the process that was watched last where no page asks, as deep as it was asked for', async () => {
  reading.keep(CAPTURE, DEPTH)
  await vi.advanceTimersByTimeAsync(8000)
  expect(asked).toEqual([])
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked).toEqual([[PROCESS, { detail: 'smaps', evidence: 'inside' }]])
  await vi.advanceTimersByTimeAsync(12_000)
  expect((await timeline()).numbers).toHaveLength(3)
})

it('leaves alone what only a privileged helper can read', async () => {
  reading.keep(CAPTURE, null)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(asked).toEqual([])
})

it('records which children a watched process starts, and that it is not known why it ended', async () => {
  reading.keep(CAPTURE, null)
  await reading.list()
  answer = listOf(['worker'])
  await reading.list()
  answer = listOf(['worker'], false)
  await reading.list()
  await reading.list()
  const { events } = await timeline()
  expect(events.map(({ kind, count, label }) => [kind, count, label])).toEqual([
    ['fork', 1, 'worker'],
    ['exit', 1, '']
  ])
  rmSync(root, { recursive: true, force: true })
})
