import { heapSpaces } from './jvm-heap-spaces.ts'
import type { JvmProcess } from './jvm-process.ts'

/** What a JVM's heap is made of now. */
export interface JvmHeap {
  readonly start: number
  /** First address after what is reserved for it. */
  readonly end: number
  /** Its parts in words, by the collector's own names; empty where they are not known. */
  readonly spaces: string
  /** How references point into it, in words; empty where that is not known. */
  readonly references: string
}

/** The reserved heap of a JVM and its parts. Null where the JVM does not tell it. */
export function readJvmHeap(jvm: JvmProcess): JvmHeap | null {
  const heap = jvm.variable('Universe._collectedHeap')
  const reserved = jvm.offset('CollectedHeap._reserved')
  if (heap === null || heap === 0 || reserved === null) return null
  const start = jvm.field(heap + reserved, 'MemRegion._start')
  const words = jvm.field(heap + reserved, 'MemRegion._word_size')
  if (start === null || words === null || start <= 0 || words <= 0) return null
  const end = start + words * 8
  const isWithin = (address: number | null): address is number => address !== null && address >= start && address <= end
  return { start, end, spaces: heapSpaces(jvm, heap, isWithin), references: references(jvm) }
}

/** How references point into the heap. */
function references(jvm: JvmProcess): string {
  const isCompressed = jvm.flag('UseCompressedOops')
  if (isCompressed !== true) return isCompressed === false ? '64 bit' : ''
  const base = jvm.variable('CompressedOops._narrow_oop._base', 'CompressedOops._base')
  const address = jvm.addressOf('CompressedOops._narrow_oop._shift', 'CompressedOops._shift')
  const shift = address === null ? null : jvm.words.half(address)
  return base === null || shift === null ? '32 bit' : `32 bit, base 0x${base.toString(16)}, shift ${shift}`
}
