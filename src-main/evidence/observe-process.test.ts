import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Capture } from '#shared/memory/capture.ts'
import type { EvidenceDepth } from '#shared/memory/category.ts'
import { fieldValue, findField } from '#shared/memory/mapping-table.ts'
import { partedCapture } from '#shared/memory/parted-capture.ts'
import { purposeOf } from '#shared/memory/purpose.ts'
import { captureProcess, type CaptureRequest } from '#main/capture/capture-process.ts'
import { FULL_PACE } from '#main/source/read-mappings.ts'
import { FindingsMemory } from './run-findings.ts'
import { SpanSet } from './span-set.ts'
import { label } from '#shared/classify/label.ts'

/** A real program with threads, a garbage-collected heap and blocks of malloc (an ArrayBuffer of 40 MB is one). */
const PROGRAM = 'kept = Buffer.from(new ArrayBuffer(40e6)).fill(7); setInterval(() => {}, 1e6); console.log("ready")'

let child: ChildProcess
beforeAll(async () => {
  child = spawn(process.execPath, ['-e', `globalThis.${PROGRAM}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout!.once('data', resolve))
})
afterAll(() => child.kill())

function captured(evidence: EvidenceDepth, more: Partial<CaptureRequest> = {}): Capture {
  return captureProcess({
    process: { pid: child.pid!, startTime: 0 },
    detail: 'smaps',
    pace: FULL_PACE,
    root: '/proc',
    pageSize: 4096,
    rowsHint: 1024,
    expectsMotion: false,
    evidence,
    looksIntoOthers: true,
    ...more
  })
}

/** Resident kB by purpose. */
function residentBy(capture: Capture): Map<string, number> {
  const { table, classification } = partedCapture(capture)
  const rss = findField(table, 'Rss')!
  const sums = new Map<string, number>()
  for (let row = 0; row < table.rowCount; row++) {
    const { key } = purposeOf(classification, row)
    sums.set(key, (sums.get(key) ?? 0) + (fieldValue(table, rss, row) ?? 0))
  }
  return sums
}

describe('looking for what the memory of a living Node is', () => {
  it('reports what there was no time for, and continues where it stopped', () => {
    const found = new FindingsMemory()
    const hasBlock = (capture: Capture): boolean => (residentBy(capture).get('malloc-block') ?? 0) > 38_000
    const none = captured('inside', { lookMs: () => 0, found })
    expect(none.looking?.cut).toEqual(expect.arrayContaining(['v8', 'blocks', 'stacks']))
    expect(hasBlock(none)).toBe(false)
    const whole = captured('inside', { lookMs: () => 20_000, found })
    expect(whole.looking?.cut).toEqual([])
    expect(hasBlock(whole)).toBe(true)
    // What was found is not looked for again, so it is there though there is no time at all.
    expect(hasBlock(captured('inside', { lookMs: () => 0, found }))).toBe(true)
  })

  it('inside, threads have their stacks, and a large block of malloc has its header', () => {
    const capture = captured('inside')
    const keys = capture.classification.purposes.map(({ key }) => key)
    expect(capture.looking).toMatchObject({ depth: 'inside', couldLookInside: true })
    expect(keys.filter((key) => key === 'stack-of').length).toBeGreaterThanOrEqual(3)
    expect(residentBy(capture).get('malloc-block')).toBeGreaterThan(30_000)
    const all = [...residentBy(capture).values()].reduce((sum, kb) => sum + kb, 0)
    expect((residentBy(capture).get('anonymous') ?? 0) / all).toBeLessThan(0.1)
  })

  it('by files alone, nothing is reported that only its memory shows', () => {
    const { classification, looking } = captured('files')
    expect(looking?.couldLookInside).toBeNull()
    expect(classification.evidences.filter(({ depth }) => depth === 'inside')).toEqual([])
    expect(classification.runtimes.join()).toMatch(/glibc 2\.\d+/)
  })

  it('by mappings alone, no file is opened', () => {
    const { classification, looking } = captured('maps')
    expect(looking).toMatchObject({ cost: { filesMs: 0, insideMs: 0 } })
    expect(classification.evidences.filter(({ depth }) => depth !== 'maps')).toEqual([])
  })
})

it('of what has no mappings, nothing could have been looked into', async () => {
  // The shell becomes sleep, which never asks for the end of what the shell started: that stays, as a zombie without memory.
  const shell = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const pid = Number(String(await new Promise<Buffer>((resolve) => shell.stdout.once('data', resolve))))
    const isZombie = (): boolean => readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ')
    await vi.waitUntil(isZombie, { timeout: 10_000 })
    const capture = captured('inside', { process: { pid, startTime: 0 } })
    expect(capture.table.rowCount).toBe(0)
    expect(capture.looking).toMatchObject({ depth: 'inside', couldLookInside: null })
  } finally {
    shell.kill()
  }
})

it('what is claimed first keeps its range', () => {
  const [first, second] = [0, 1].map(() => label('runtime', 'inferred', 'leftover', { purpose: 'runtime' }))
  const spans = new SpanSet()
  spans.add(10, 20, first!)
  spans.add(0, 30, second!)
  spans.add(25, 40, first!)
  expect(spans.spans.map(({ start, end, label: own }) => [start, end, own === first])).toEqual([
    [0, 10, false],
    [10, 20, true],
    [20, 30, false],
    [30, 40, true]
  ])
})
