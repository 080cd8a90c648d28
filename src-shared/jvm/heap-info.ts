import { replyText, type JvmAnswer } from './jvm-answer.ts'

/** A part of a Java heap, or metaspace, as GC.heap_info reports it, kB; null where it does not. */
export interface HeapPart {
  /** The JVM's own name: `garbage-first heap`, `eden space`, `Metaspace`, … */
  readonly name: string
  /** Its depth: 0 for a heap or a generation, 1 for a space in it. */
  readonly level: number
  readonly usedKb: number | null
  readonly committedKb: number | null
  readonly reservedKb: number | null
  /** Its addresses, where they are reported. */
  readonly range: { readonly start: number; readonly end: number } | null
}

const MOST_PARTS = 100
const UNITS: Readonly<Record<string, number>> = { B: 1 / 1024, K: 1, M: 1024, G: 1024 ** 2, T: 1024 ** 3 }
const NAME = /^ {0,4}([A-Za-z][A-Za-z -]{1,40}?)\s+(?=\d|total |used |reserved )/
/** Low, top, end, … of a space, `[0x…, 0x…)`. */
const ADDRESSES = /\[0x([0-9a-f]{1,16})(?:, ?0x([0-9a-f]{1,16}))?(?:, ?0x([0-9a-f]{1,16}))?(?:, ?0x([0-9a-f]{1,16}))?\)/

/** An amount behind its word: `used 1234K`, `max capacity 8M`. */
const AMOUNTS = {
  used: /\bused,? (\d{1,15})([BKMGT])\b/,
  committed: /\bcommitted,? (\d{1,15})([BKMGT])\b/,
  total: /\btotal,? (\d{1,15})([BKMGT])\b/,
  capacity: /\bcapacity,? (\d{1,15})([BKMGT])\b/,
  reserved: /\breserved,? (\d{1,15})([BKMGT])\b/,
  'max capacity': /\bmax capacity,? (\d{1,15})([BKMGT])\b/
} as const

function amountAfter(word: keyof typeof AMOUNTS, line: string): number | null {
  const found = AMOUNTS[word].exec(line)
  return found === null ? null : Math.round(Number(found[1]) * UNITS[found[2]!]!)
}

/** Shenandoah's amounts have no name: `512M max, 512M soft max, 175M committed, 139M used`. */
const SHENANDOAH =
  /^ ?(\d{1,15})([BKMGT]) max, \d{1,15}[BKMGT] soft max, (\d{1,15})([BKMGT]) committed, (\d{1,15})([BKMGT]) used$/

function shenandoahPart(line: string): HeapPart | null {
  const found = SHENANDOAH.exec(line)
  if (found === null) return null
  const kbAt = (at: number): number => Math.round(Number(found[at]) * UNITS[found[at + 1]!]!)
  return {
    name: 'Shenandoah heap',
    level: 0,
    usedKb: kbAt(5),
    committedKb: kbAt(3),
    reservedKb: kbAt(1),
    range: null
  }
}

/**
 * Reads GC.heap_info of the collectors G1, Serial, Parallel, Shenandoah, Epsilon and Z (JDK 17 and 25, measured). Lines that report
 * something else are passed over.
 */
export function readHeapInfo(text: string): HeapPart[] {
  const parts: HeapPart[] = []
  for (const line of text.split('\n')) {
    if (parts.length >= MOST_PARTS) break
    const shenandoah = shenandoahPart(line)
    if (shenandoah !== null) parts.push(shenandoah)
    const named = NAME.exec(line)
    if (named === null) continue
    const addresses =
      ADDRESSES.exec(line)
        ?.slice(1)
        .filter((each) => each !== undefined) ?? []
    const [start, end] = [Number(`0x${addresses[0]}`), Number(`0x${addresses.at(-1)}`)]
    const size = / (\d{1,15})K, +(\d{1,3})% used/.exec(line)
    const usedOfSpace =
      size === null || addresses.length < 3 ? null : Math.round((Number(`0x${addresses[1]}`) - start) / 1024)
    const part = {
      name: named[1]!.trim().replace(/\s+/g, ' '),
      // How far a line is indented differs between versions.
      level: named[1]!.endsWith(' space') ? 1 : 0,
      usedKb: amountAfter('used', line) ?? usedOfSpace,
      committedKb:
        amountAfter('committed', line) ??
        amountAfter('total', line) ??
        amountAfter('capacity', line) ??
        (size === null ? null : Number(size[1])),
      reservedKb: amountAfter('reserved', line) ?? amountAfter('max capacity', line),
      range: addresses.length >= 2 && end > start ? { start, end } : null
    }
    if (part.usedKb !== null || part.committedKb !== null || part.range !== null) parts.push(part)
  }
  return parts
}

/** The parts of a JVM's heap and metaspace; where GC.heap_info reports no metaspace (JDK 25), VM.metaspace does. */
export function heapParts(answer: JvmAnswer): HeapPart[] {
  const heap = readHeapInfo(replyText(answer, 'GC.heap_info'))
  const hasMetaspace = heap.some(({ name }) => name === 'Metaspace')
  return hasMetaspace ? heap : [...heap, ...readHeapInfo(replyText(answer, 'VM.metaspace basic'))]
}
