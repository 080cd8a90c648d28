import { closeSync, openSync, readSync } from 'node:fs'
import { formatKib } from '#shared/base/format-units.ts'
import { backingsWhere, type MappingTable } from '#shared/memory/mapping-table.ts'
import { textAt } from '#shared/memory/text-list.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'

const MAGIC = 0xcafec0c0
const PROLOGUE = 32
const ENTRY = 20
const MOST_ENTRIES = 4096
const LONG = 0x4a
const BYTES = 0x42
/** The usual file has 32 KiB (-XX:PerfDataMemorySize). */
const MOST_BYTES = 1024 * 1024
const FILE = /^\/[^\0]*\/hsperfdata_[^/]*\/\d+$/
const latin = new TextDecoder('latin1')

/**
 * Counters that a JVM keeps in the file hsperfdata_USER/PID for tools such as jstat, by their names: numbers, and texts. The
 * format is that of PerfData 2.0 (jdk.internal.perf, src/hotspot/share/runtime/perfMemory.hpp; JDK 5 and later). Damaged
 * files give what can be read of them.
 */
export function readCounters(bytes: Uint8Array): ReadonlyMap<string, number | string> {
  const counters = new Map<string, number | string>()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (bytes.length < PROLOGUE || view.getUint32(0) !== MAGIC) return counters
  const isLittle = view.getUint8(4) === 1
  let at = view.getInt32(24, isLittle)
  const count = Math.min(view.getInt32(28, isLittle), MOST_ENTRIES)
  for (let entry = 0; entry < count && at >= PROLOGUE && at + ENTRY <= bytes.length; entry++) {
    const length = view.getInt32(at, isLittle)
    const name = entryText(bytes, at + view.getInt32(at + 4, isLittle))
    const size = view.getInt32(at + 8, isLittle)
    const type = view.getUint8(at + 12)
    const data = at + view.getInt32(at + 16, isLittle)
    if (length < ENTRY) break
    if (type === LONG && size === 0 && data >= 0 && data + 8 <= bytes.length) {
      counters.set(name, Number(view.getBigInt64(data, isLittle)))
    } else if (type === BYTES && size > 0 && data >= 0) counters.set(name, entryText(bytes, data))
    at += length
  }
  return counters
}

function entryText(bytes: Uint8Array, start: number): string {
  if (start < 0 || start >= bytes.length) return ''
  const part = bytes.subarray(start, start + 256)
  const end = part.indexOf(0)
  return latin.decode(end < 0 ? part : part.subarray(0, end))
}

/** How much of a Java heap is in use and committed, kB, and the same in words by generation and space. */
export interface HeapUse {
  readonly used: number
  readonly committed: number
  /** `new: eden 12 MiB of 64 MiB, …; old: …`, the JVM's own names. */
  readonly spaces: string
}

/** What the counters report about the heap; null where they do not. */
export function heapUse(counters: ReadonlyMap<string, number | string>): HeapUse | null {
  const spaces: string[] = []
  let [used, committed] = [0, 0]
  for (let generation = 0; counters.has(`sun.gc.generation.${generation}.name`); generation++) {
    const own = `sun.gc.generation.${generation}`
    const parts: string[] = []
    for (let space = 0; counters.has(`${own}.space.${space}.name`); space++) {
      const of = (what: string): number => Number(counters.get(`${own}.space.${space}.${what}`) ?? 0) / 1024
      used += of('used')
      committed += of('capacity')
      const name = String(counters.get(`${own}.space.${space}.name`))
      parts.push(`${name} ${formatKib(of('used'))} / ${formatKib(of('capacity'))}`)
    }
    spaces.push(`${String(counters.get(`${own}.name`))}: ${parts.join(', ')}`)
  }
  return spaces.length === 0
    ? null
    : { used: Math.round(used), committed: Math.round(committed), spaces: spaces.join('; ') }
}

/** The counters of a JVM by the file that it maps; none where it has none (-XX:-UsePerfData) or it may not be read. */
export function countersOf(folder: ProcFolder, table: MappingTable): ReadonlyMap<string, number | string> {
  const [file] = backingsWhere(table, (name) => FILE.test(name))
  if (file === undefined) return new Map()
  return readCounters(readFile(folder.pathOf(`root${textAt(table.backings.name, file)}`)))
}

function readFile(path: string): Uint8Array {
  const bytes = new Uint8Array(MOST_BYTES)
  try {
    const descriptor = openSync(path, 'r')
    try {
      return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0))
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return bytes.subarray(0, 0)
  }
}
