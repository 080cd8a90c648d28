import { describe, expect, it } from 'vitest'
import { muslGroups } from './musl-memory.ts'
import { muslMainRange, muslStacks } from './musl-threads.ts'
import type { ProcessMemory } from './process-memory.ts'
import type { LivingThread } from './threads.ts'

const PAGE = 4096
const START = 0x7f0000000000
const META = 0x560000001000

/** Memory whose pages are all there; words that are not listed are 0. */
function memoryOf(known: ReadonlyMap<number, number>): ProcessMemory {
  const word = (address: number): number => known.get(address) ?? 0
  const made: Pick<ProcessMemory, 'word' | 'words' | 'nextResident'> = {
    word,
    words: (address, count) => Float64Array.from({ length: count }, (_, at) => word(address + at * 8)),
    nextResident: (from) => from
  }
  return made as ProcessMemory
}

/** A group of this many pages, with its meta, whose lower bits are those of a class of size. */
const group = (at: number, meta: number, pages: number): [number, number][] => [
  [START + at * PAGE, meta],
  [meta + 16, START + at * PAGE],
  [meta + 32, pages * PAGE + 0x7e3]
]
const groupsOf = (words: [number, number][], left = 100): number[][] =>
  muslGroups(memoryOf(new Map(words)), START, START + 64 * PAGE, { left }).map((range) =>
    range.map((address) => (address - START) / PAGE)
  )

describe('groups of musl’s malloc', () => {
  it('are as long as they were mapped, and one range where they touch', () => {
    const words = [...group(2, META, 4), ...group(6, META + 40, 3), ...group(20, META + 80, 1)]
    expect(groupsOf(words)).toEqual([
      [2, 9],
      [20, 21]
    ])
  })

  it('are none where the meta points elsewhere, or the group lies in a slot of another', () => {
    const elsewhere = group(2, META, 4).map(([at, value]): [number, number] => [
      at,
      at === META + 16 ? value + PAGE : value
    ])
    expect(groupsOf(elsewhere)).toEqual([])
    expect(groupsOf(group(2, META, 0))).toEqual([])
  })

  it('are not looked for beyond the budget', () => {
    expect(groupsOf(group(20, META, 4), 10)).toEqual([])
  })
})

const TOP = START + 40 * PAGE
const thread = (tid: number, stackPointer: number | null): LivingThread => ({
  tid,
  name: '',
  isJava: false,
  stackPointer
})

/** Descriptors in a ring; the second thread's stack has 16 pages behind a guard of 2, and 0x200 bytes at its end of its own. */
function ring(change: Partial<Record<number, number>> = {}): Map<number, number> {
  const [main, own] = [0x560000005040, TOP - 0x140]
  const words = new Map<number, number>([
    [main, main],
    [main + 16, own],
    [main + 24, own],
    [main + 48, 100],
    [own, own],
    [own + 16, main],
    [own + 24, main],
    [own + 48, 101 + 7 * 2 ** 32],
    [own + 72, TOP - 18 * PAGE],
    [own + 80, 18 * PAGE],
    [own + 88, TOP - 0x200]
  ])
  for (const [at, value] of Object.entries(change)) words.set(own + Number(at), value!)
  return words
}

describe('stacks of musl’s threads', () => {
  const found = (words: Map<number, number>, pointer: number | null = TOP - 3 * PAGE) => [
    ...muslStacks(memoryOf(words), [thread(100, null), thread(101, pointer)], 100).stacks
  ]

  it('are what their descriptors say, with the guard', () => {
    expect(found(ring())).toEqual([[101, { range: [TOP - 18 * PAGE, TOP], own: 0x200 }]])
  })

  it('lead to what the main thread has', () => {
    const threads = [thread(100, null), thread(101, TOP - 3 * PAGE)]
    const main = (pid: number) => muslStacks(memoryOf(ring()), threads, pid).main
    expect(main(100)).toBe(0x560000005040)
    // Another program's number: a thread without a mapping of its own is not a main thread for that.
    expect(main(101)).toBeNull()
    expect(muslMainRange(0x7f0000080f80, 0x70000)).toEqual([0x7f0000010000, 0x7f0000082000])
  })

  it('are not read from something that is not a descriptor', () => {
    expect(found(ring({ 48: 102 }))).toEqual([])
    expect(found(ring({ 24: START }))).toEqual([])
    expect(found(ring({ 72: 0 }))).toEqual([])
    expect(found(ring({ 88: TOP + PAGE }))).toEqual([])
    expect(found(ring(), null)).toEqual([])
  })
})
