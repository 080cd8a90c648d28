import type { Category } from '#shared/memory/category.ts'

/** Memory whose purpose is known, because the program or its runtime reports it. */
export interface TruthRange {
  readonly start: number
  /** First address after it. */
  readonly end: number
  /** Categories that are right for it. */
  readonly right: readonly Category[]
  readonly name: string
  /** How much of it is in memory, where that was counted. */
  readonly residentBytes?: number
}

/** Categories that mean the same for memory of this kind: a block of malloc is heap, whichever arena it counts to. */
const ALSO_RIGHT: Readonly<Record<string, readonly Category[]>> = { heap: ['arena'], arena: ['heap'] }

/** The lines `T start end category name` that the programs print. */
export function truthOfLines(text: string): TruthRange[] {
  return [...text.matchAll(/^T ([0-9a-f]+) ([0-9a-f]+) ([a-z]+) (.*)$/gm)].map(([, start, end, category, name]) => ({
    start: Number(`0x${start}`),
    end: Number(`0x${end}`),
    right: [category as Category, ...(ALSO_RIGHT[category!] ?? [])],
    name: name!
  }))
}

/** Areas of a JVM by its own accounting, `jcmd PID VM.native_memory detail scale=B`; the later, smaller ones within are left out. */
export function truthOfNativeMemory(text: string): TruthRange[] {
  const areas: Readonly<Record<string, Category>> = {
    'Java Heap': 'runtime',
    Code: 'runtime',
    Class: 'runtime',
    Metaspace: 'runtime',
    GC: 'runtime',
    'Thread Stack': 'stack'
  }
  const lines = /^\[0x([0-9a-f]+) - 0x([0-9a-f]+)\] reserved (?:and committed )?\d+B? for (.+?)(?: from)?\s*$/gm
  return [...text.matchAll(lines)].flatMap(([, start, end, area]) => {
    const category = areas[area!]
    return category === undefined
      ? []
      : [{ start: Number(`0x${start}`), end: Number(`0x${end}`), right: [category], name: `JVM: ${area}` }]
  })
}
