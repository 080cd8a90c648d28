import { afterEach, describe, expect, it, vi } from 'vitest'
import { heapParts, type HeapPart } from '#shared/jvm/heap-info.ts'
import { mappingName } from '#shared/memory/mapping-table.ts'
import { purposeOf } from '#shared/memory/purpose.ts'
import { askJvm } from '#main/capture/ask-jvm.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { insideJvm } from '#test/support/inside-jvm.ts'
import { javas, startJava } from '#test/support/java.ts'
import { readJvmHeap } from './jvm-heap.ts'
import type { JvmProcess } from './jvm-process.ts'
import { readZHeap } from './jvm-z-heap.ts'

let kill = (): void => undefined
afterEach(() => kill())

/** What is told of the heap of a JVM by its structures. */
const spacesOf = (pid: number): string =>
  insideJvm(pid, (jvm, _, table) => readJvmHeap(jvm)?.spaces ?? readZHeap(jvm, table)?.spaces ?? '')

const UNITS: Readonly<Record<string, number>> = { bytes: 1 / 1024, KiB: 1, MiB: 1024, GiB: 1024 ** 2 }
const kbOf = (text: string): number => parseFloat(text) * UNITS[text.split(' ')[1]!]!

/** Sums of all amounts `used / committed`, kB. */
function amountsIn(spaces: string): { readonly used: number; readonly committed: number } {
  const found = [...spaces.matchAll(/([\d.]+ (?:bytes|KiB|MiB|GiB)) \/ ([\d.]+ (?:bytes|KiB|MiB|GiB))/g)]
  const sum = (at: 1 | 2): number => found.reduce((all, each) => all + kbOf(each[at]!), 0)
  return { used: sum(1), committed: sum(2) }
}

/**
 * What is shown of the heap, and what the JVM reports about it between two equal readings: collectors that run beside the program may
 * just be giving memory back.
 */
async function bothOf(pid: number, words: RegExp): Promise<{ spaces: string; parts: readonly HeapPart[] }> {
  return vi.waitUntil(
    async () => {
      const before = spacesOf(pid)
      const parts = heapParts(await askJvm({ pid, startTime: 0 }, '/proc'))
      const [first, then] = [before, spacesOf(pid)].map(amountsIn)
      const isSame = first!.committed === then!.committed && Math.abs(first!.used - then!.used) <= 1024
      return isSame && words.test(before) ? { spaces: before, parts } : false
    },
    { timeout: 40_000, interval: 500 }
  )
}

const EPSILON = ['-XX:+UnlockExperimentalVMOptions', '-XX:+UseEpsilonGC']

describe.each(javas())('the heap of %s', (java) => {
  it.each([
    [['-XX:+UseG1GC'], /^G1 /, 'garbage-first heap'],
    [['-XX:+UseSerialGC'], /^Serial: /, null],
    [['-XX:+UseParallelGC'], /^Parallel: /, null],
    [['-XX:+UseShenandoahGC'], /^Shenandoah .*, \d+ × 256 KiB: .*\d+ regular/, 'Shenandoah heap'],
    [EPSILON, /^Epsilon /, 'space'],
    [['-XX:+UseZGC'], /^Z .*: \d+ small [\d.]+ MiB/, 'ZHeap']
  ])(
    'with %s is what the JVM reports at the same moment',
    async (flags, words, name) => {
      const child = await startJava(java, ...flags)
      kill = () => child.kill('SIGKILL')
      const { spaces, parts } = await bothOf(child.pid, words)
      // Of collectors with generations each space is told, and the class space, which is none of theirs.
      const own = parts.filter((part) =>
        name === null ? part.level === 1 && part.name !== 'class space' : part.name === name
      )
      expect(own.length).toBe(name === null ? 4 : 1)
      const told = amountsIn(spaces)
      const sum = (amount: 'usedKb' | 'committedKb'): number => own.reduce((all, part) => all + (part[amount] ?? 0), 0)
      // Answering takes some memory, and amounts are told in three digits.
      const isNear = (own: number, said: number): boolean => Math.abs(own - said) <= Math.max(3072, said * 0.02)
      expect([told.used, isNear(told.used, sum('usedKb')), sum('usedKb')]).toEqual([told.used, true, sum('usedKb')])
      if (name !== null) expect(Math.abs(told.committed - sum('committedKb'))).toBeLessThanOrEqual(1024)
    },
    60_000
  )

  it('with ZGC, its pages are of all sizes, and its file is the heap with that evidence', async () => {
    const child = await startJava(java, '-XX:+UseZGC')
    kill = () => child.kill('SIGKILL')
    const { spaces } = await bothOf(child.pid, /: \d+ small/)
    const sizes = [...spaces.matchAll(/\d+ (?:small|medium|large) ([\d.]+ MiB)/g)].map((found) => kbOf(found[1]!))
    const inUse = kbOf(/^Z ([\d.]+ MiB)/.exec(spaces)![1]!)
    expect(Math.abs(sizes.reduce((sum, kb) => sum + kb, 0) - inUse)).toBeLessThanOrEqual(1024)
    const generations = [...spaces.matchAll(/(?:young|old) ([\d.]+ (?:bytes|KiB|MiB))/g)].map((found) =>
      kbOf(found[1]!)
    )
    // Before JDK 21 there are none.
    if (generations.length > 0)
      expect(Math.abs(generations.reduce((sum, kb) => sum + kb, 0) - inUse)).toBeLessThanOrEqual(1024)
    const { table, classification } = captureLive(child.pid)
    const rows = Array.from({ length: table.rowCount }, (_, row) => row)
    const heap = rows.filter((row) => mappingName(table, row).startsWith('/memfd:java_heap'))
    expect(heap.length).toBeGreaterThan(0)
    for (const row of heap) {
      expect(purposeOf(classification, row).key).toBe('java-heap')
      expect(classification.evidences[classification.evidence[row]!]).toMatchObject({
        key: 'vm-structs-z-heap',
        depth: 'inside'
      })
    }
  }, 60_000)
})

it('of ZGC without generations in a JDK that has both, nothing is told: its structures are others', () => {
  const flags: Readonly<Record<string, boolean>> = { UseZGC: true, ZGenerational: false }
  const variable = vi.fn()
  const jvm = { flag: (name: string) => flags[name] ?? null, variable } as unknown as JvmProcess
  expect(readZHeap(jvm, captureLive(process.pid, 'maps', 'maps').table)).toBeNull()
  expect(variable).not.toHaveBeenCalled()
})
