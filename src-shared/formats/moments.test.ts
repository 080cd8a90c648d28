import { describe, expect, it } from 'vitest'
import type { ImportedProcess } from './importer.ts'
import { awaitParts, readParts, type FileReading } from './file-reading.ts'
import { KnownStarts } from './known-starts.ts'
import { LineBytes } from './line-bytes.ts'
import { byNumberOrName, inMoments } from './moments.ts'
import { MOST_NOTES, SkippedNotes } from './skipped-notes.ts'

const process = (pid: number, startTime = 0, name = 'a', command = 'a'): ImportedProcess => ({
  process: { pid, startTime },
  name,
  command,
  capture() {
    throw new Error('nobody asks')
  }
})

describe('processes in the order of a text', () => {
  const pids = (...all: readonly ImportedProcess[]): number[][] =>
    inMoments(all).map(({ processes }) => processes.map((each) => each.process.pid))

  it('are of one moment until one of them comes again', () => {
    expect(pids(process(1), process(2), process(1), process(3), process(2), process(2))).toEqual([
      [1, 2],
      [1, 3, 2],
      [2]
    ])
    expect(pids(process(1), process(1, 5))).toEqual([[1, 1]])
    expect(inMoments([])).toEqual([{ takenAt: null, processes: [] }])
  })

  it('without numbers are told apart by name and command', () => {
    const keys = [process(0, 0, 'a', 'a -x'), process(0, 0, 'a', 'a -y'), process(0, 9, 'a', 'a -x'), process(7)].map(
      byNumberOrName
    )
    expect(keys[0]).toBe(keys[2])
    expect(new Set(keys).size).toBe(3)
    expect(byNumberOrName(process(7, 1, 'a'))).toBe(byNumberOrName(process(7, 2, 'b')))
  })
})

it('starts are known until they are forgotten, whether asked in between or not', () => {
  const starts = new KnownStarts()
  starts.add(0x1000n)
  expect([starts.has(0x1000n), starts.has(0x2000n)]).toEqual([true, false])
  starts.add(0x2000n)
  expect(starts.has(0x2000n)).toBe(true)
  starts.clear()
  expect([starts.has(0x1000n), starts.has(0x2000n)]).toEqual([false, false])
  starts.add(0x3000n)
  starts.clear()
  expect(starts.has(0x3000n)).toBe(false)
})

it('lines are joined in order, however many there are', () => {
  const bytes = new LineBytes()
  expect(bytes.finish()).toHaveLength(0)
  const lines = Array.from({ length: 25_001 }, (_, at) => `ä${at}`)
  for (const line of lines) bytes.add(line)
  expect(new TextDecoder().decode(bytes.finish())).toBe(`${lines.join('\n')}\n`)
})

it('a reading by parts is the same where these come at once or later', async () => {
  const bytes = Uint8Array.from({ length: 10 }, (_, at) => at)
  function* reading(): FileReading<number[]> {
    const first = yield { from: 2, length: 2 }
    const second = yield { from: first[1]!, length: 100 }
    return [...first, ...second]
  }
  const read = ({ from, length }: { from: number; length: number }): Uint8Array => bytes.subarray(from, from + length)
  expect(readParts(reading(), read)).toEqual([2, 3, 3, 4, 5, 6, 7, 8, 9])
  expect(await awaitParts(reading(), (range) => Promise.resolve(read(range)))).toEqual([2, 3, 3, 4, 5, 6, 7, 8, 9])
})

describe('notes of what was skipped', () => {
  it('name what it was and where it is', () => {
    const notes = new SkippedNotes()
    notes.line(3, `  ${'x'.repeat(100)}  `)
    notes.fault(4, 'not page-aligned', '  1 2  ')
    notes.fault(5, 'empty', 'x')
    notes.fault(6, 'the row above once more', 'x')
    notes.entry('a/b', 'it is encrypted')
    notes.file('cut off')
    notes.limit('no permissions')
    expect(notes.list).toEqual([
      { kind: 'line', line: 3, detail: 'x'.repeat(80) },
      { kind: 'line', line: 4, detail: 'not page-aligned: 1 2' },
      { kind: 'entry', line: null, detail: 'a/b: it is encrypted' },
      { kind: 'file', line: null, detail: 'cut off' },
      { kind: 'limit', line: null, detail: 'no permissions' }
    ])
  })

  it('are a thousand at most, behind those that were there', () => {
    const list = [{ kind: 'file', line: null, detail: 'first' } as const]
    const notes = new SkippedNotes([...list])
    for (let at = 0; at < MOST_NOTES + 5; at++) notes.line(at, 'x')
    expect(notes.list).toHaveLength(MOST_NOTES)
    expect([notes.list[0], notes.list.at(-1)?.line]).toEqual([list[0], MOST_NOTES - 2])
  })
})
