/** What a JVM counts for one purpose, kB. */
export interface NativeMemoryArea {
  /** The JVM's own name: `Java Heap`, `Class`, `Thread`, `Code`, `GC`, … */
  readonly name: string
  readonly reservedKb: number
  readonly committedKb: number
}

/** The totals of VM.native_memory. */
export interface NativeMemory {
  readonly total: { readonly reservedKb: number; readonly committedKb: number }
  readonly areas: readonly NativeMemoryArea[]
}

/** Addresses that a JVM reserved for a purpose. */
export interface NativeMemoryRange {
  readonly start: number
  /** First address after it. */
  readonly end: number
  readonly name: string
}

const MOST_AREAS = 200
const MOST_RANGES = 100_000
const AMOUNTS = 'reserved=(\\d{1,15})KB, committed=(\\d{1,15})KB'
const TOTAL = new RegExp(`^Total: ${AMOUNTS}`, 'm')
const AREA = new RegExp(`^-[ \\t]{1,40}(\\S[^(\\n]{0,60}) \\(${AMOUNTS}`, 'gm')
const RANGE =
  /^\[0x([0-9a-f]{1,16}) - 0x([0-9a-f]{1,16})\] reserved (?:and committed )?\d{1,18}B? for (\S[^\n]{0,60}?)(?: from)?\s*$/gm

/** Whether the JVM counts its native memory (-XX:NativeMemoryTracking=summary or detail). */
export function tracksNativeMemory(text: string): boolean {
  return TOTAL.test(text)
}

/** Reads `VM.native_memory summary scale=KB` (JDK 17 to 25, measured); null where there is no sum in it. */
export function readNativeMemory(text: string): NativeMemory | null {
  const total = TOTAL.exec(text)
  if (total === null) return null
  const areas: NativeMemoryArea[] = []
  for (const [, name, reserved, committed] of text.matchAll(AREA)) {
    if (areas.length >= MOST_AREAS) break
    areas.push({ name: name!.trimEnd(), reservedKb: Number(reserved), committedKb: Number(committed) })
  }
  return { total: { reservedKb: Number(total[1]), committedKb: Number(total[2]) }, areas }
}

/** The reserved ranges of `VM.native_memory detail scale=B`; those within them are left out. */
export function readNativeMemoryRanges(text: string): NativeMemoryRange[] {
  const ranges: NativeMemoryRange[] = []
  for (const [, from, to, name] of text.matchAll(RANGE)) {
    if (ranges.length >= MOST_RANGES) break
    const [start, end] = [Number(`0x${from}`), Number(`0x${to}`)]
    if (end > start && end <= Number.MAX_SAFE_INTEGER) ranges.push({ start, end, name: name! })
  }
  return ranges
}
