import { PERM_EXEC, type MappingTable } from '../memory/mapping-table.ts'

/** A piece of code that a process wrote while it ran. */
export interface GeneratedFunction {
  readonly start: number
  readonly bytes: number
  /** Untrusted. */
  readonly name: string
}

/** More are left out, the earliest first: what was written later is what is there. */
export const MOST_FUNCTIONS = 500_000
const LONGEST_NAME = 1024
const LINE = /^(?:0x)?([0-9a-f]{1,16}) (?:0x)?([0-9a-f]{1,8}) (\S.*)$/is

/**
 * The lines of a perf map, `START SIZE name` with hexadecimal numbers (tools/perf/Documentation/jit-interface.txt of the
 * kernel; written by Node and Chromium with --perf-basic-prof, by a JVM for Compiler.perfmap, by others). Other lines
 * are skipped.
 */
export function readPerfMap(text: string): GeneratedFunction[] {
  const functions: GeneratedFunction[] = []
  for (const line of text.split('\n')) {
    const found = LINE.exec(line)
    if (found === null) continue
    const [start, bytes] = [Number.parseInt(found[1]!, 16), Number.parseInt(found[2]!, 16)]
    if (bytes > 0 && start + bytes <= Number.MAX_SAFE_INTEGER) {
      functions.push({ start, bytes, name: found[3]!.slice(0, LONGEST_NAME) })
    }
  }
  return functions
}

/** Whether a row may hold code that its process wrote itself: it has no file and may be executed. */
export function isGeneratedAt(table: MappingTable, row: number): boolean {
  return row >= 0 && table.backing[row] === 0 && (table.perms[row]! & PERM_EXEC) !== 0
}

/** Names of generated code by address. Where two pieces overlap, the one that was written later counts. */
export class GeneratedCode {
  /** In order of address, one for each start. */
  readonly #functions: readonly GeneratedFunction[]

  /** @param functions in the order in which they were written */
  constructor(functions: readonly GeneratedFunction[]) {
    const byStart = new Map<number, GeneratedFunction>()
    for (const each of functions.slice(-MOST_FUNCTIONS)) byStart.set(each.start, each)
    this.#functions = [...byStart.values()].sort((a, b) => a.start - b.start)
  }

  /** The function that holds an address, with the distance from its start; null where none does. */
  find(address: number): { readonly name: string; readonly offset: number } | null {
    const found = this.#functions[this.#firstAfter(address) - 1]
    if (found === undefined || address >= found.start + found.bytes) return null
    return { name: found.name, offset: address - found.start }
  }

  /** Functions that begin in a range, and their bytes as far as they lie in it. */
  within(start: number, end: number): { readonly count: number; readonly bytes: number } {
    let [count, bytes, covered] = [0, 0, start]
    for (let at = this.#firstAfter(start - 1); at < this.#functions.length; at++) {
      const each = this.#functions[at]!
      if (each.start >= end) break
      count++
      const to = Math.min(end, each.start + each.bytes)
      bytes += Math.max(0, to - Math.max(covered, each.start))
      covered = Math.max(covered, to)
    }
    return { count, bytes }
  }

  /** Index of the first function that begins behind an address. */
  #firstAfter(address: number): number {
    let [low, high] = [0, this.#functions.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#functions[middle]!.start <= address) low = middle + 1
      else high = middle
    }
    return low
  }
}
