import type { JvmProcess } from './jvm-process.ts'

/** Longer names are left out. */
const MOST_BYTES = 1024
const LATIN1 = new TextDecoder('latin1')
const UTF16 = new TextDecoder('utf-16le')

/** How references to objects are written in objects. */
export interface ReferenceShape {
  /** Bytes of a reference. */
  readonly bytes: 4 | 8
  /** Address of the object that a field refers to; null where the field can't be read or refers to none. */
  follow(field: number): number | null
  /** The same of a whole word outside of the heap (OopHandle). */
  followWord(field: number): number | null
}

/** How a JVM's references are written, by its flags; null where its version or its settings are not known well enough. */
export function referenceShape(jvm: JvmProcess): ReferenceShape | null {
  const isCompressed = jvm.flag('UseCompressedOops')
  if (isCompressed === null) return null
  const some = (address: number | null): number | null => (address === null || address === 0 ? null : address)
  const isMarked =
    jvm.flag('UseZGC') === true &&
    jvm.variable('ZGlobalsForVMStructs._instance_p') !== null &&
    jvm.offset('ZGlobalsForVMStructs._ZPointerLoadShift') !== null
  const followWord = (field: number): number | null =>
    some(isMarked ? unmarked(jvm.words.half(field), jvm.words.half(field + 4)) : jvm.words.word(field))
  if (!isCompressed) return { bytes: 8, follow: followWord, followWord }
  const base = jvm.variable('CompressedOops._narrow_oop._base', 'CompressedOops._base')
  const address = jvm.addressOf('CompressedOops._narrow_oop._shift', 'CompressedOops._shift')
  const shift = address === null ? null : jvm.words.half(address)
  if (base === null || shift === null || shift > 8) return null
  return {
    bytes: 4,
    follow(field) {
      const half = jvm.words.half(field)
      return half === null || half === 0 ? null : base + half * 2 ** shift
    },
    followWord
  }
}

/**
 * The address of a reference of ZGC with generations (JDK 21 and later, src/hotspot/share/gc/z/zAddress.hpp): it is right
 * above that one of the bits 12 to 15 that is set, with marks of the collector below.
 */
function unmarked(low: number | null, high: number | null): number | null {
  if (low === null || high === null) return null
  const bit = [12, 13, 14, 15].find((each) => ((low >>> each) & 1) === 1)
  return bit === undefined ? null : Math.floor((low + high * 2 ** 32) / 2 ** (bit + 1))
}

/** Where an object's own fields begin, and what its class is written as. */
export interface HeaderShape {
  /** Bytes. */
  readonly length: number
  /** Whether an object is a String. */
  isString(object: number): boolean
}

export function headerShape(jvm: JvmProcess): HeaderShape | null {
  const isCompressed = jvm.flag('UseCompressedClassPointers')
  const string = jvm.variable('vmClasses._klasses[static_cast<int>(vmClassID::String_klass_knum)]')
  if (isCompressed === null || string === null || string === 0) return null
  if (!isCompressed) return { length: 16, isString: (object) => jvm.words.word(object + 8) === string }
  const base = jvm.variable('CompressedKlassPointers._narrow_klass._base', 'CompressedKlassPointers._base')
  const address = jvm.addressOf('CompressedKlassPointers._narrow_klass._shift', 'CompressedKlassPointers._shift')
  const shift = address === null ? null : jvm.words.half(address)
  if (base === null || shift === null || shift > 10) return null
  const narrow = (string - base) / 2 ** shift
  // Compact headers are one word, with the class in its upper 22 bits (JEP 519, markWord.hpp: klass_shift).
  if (jvm.flag('UseCompactObjectHeaders') === true) {
    return { length: 8, isString: (object) => (jvm.words.half(object + 4) ?? 0) >>> 10 === narrow }
  }
  return { length: 12, isString: (object) => jvm.words.half(object + 8) === narrow }
}

/** Offsets in a String and its array. They differ between versions and settings, so they are learned from known names. */
export interface StringShape {
  readonly value: number
  readonly length: number
  readonly data: number
}

/** All offsets that are possible. The array's length follows its header, its bytes follow that. */
export function* stringShapes(header: number, reference: number): Generator<StringShape> {
  for (let value = header; value <= header + 16; value += 4) {
    if (value % reference !== 0) continue
    for (const data of [header + 4, header + 8]) yield { value, length: header, data }
  }
}

/** The bytes of a String; null where they can't be read. */
export function stringBytes(
  jvm: JvmProcess,
  references: ReferenceShape,
  shape: StringShape,
  string: number
): Uint8Array | null {
  const array = references.follow(string + shape.value)
  const length = array === null ? null : jvm.words.half(array + shape.length)
  return length === null || length === 0 || length > MOST_BYTES ? null : jvm.words.bytes(array! + shape.data, length)
}

/** A String's bytes as text, in either of the ways in which Strings are kept (JEP 254). */
export function stringTexts(bytes: Uint8Array): readonly string[] {
  return bytes.length % 2 === 0 ? [LATIN1.decode(bytes), UTF16.decode(bytes)] : [LATIN1.decode(bytes)]
}
