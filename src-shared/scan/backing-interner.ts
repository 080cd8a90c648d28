import type { BackingList } from '../memory/mapping-table.ts'
import { newU64Column, type U64Column } from '../memory/u64-column.ts'
import { ByteInterner } from './byte-interner.ts'
import { KnownBytes } from './known-bytes.ts'
import { BYTES_OF_FILE, MOST_FILE_BYTES } from './scan-limits.ts'
import { seededHash } from './seeded-hash.ts'

const KNOWN_BITS = 8
/** Longer ends of lines are not worth keeping twice. */
const LONGEST_KNOWN = 512
/** Bytes that the slot of a known end is made of. */
const HASHED = 48
const BLANKS = 0x20202020

/** Device, inode and name of a maps line, before they are interned. */
export interface BackingParts {
  major: number
  minor: number
  inodeLo: number
  inodeHi: number
  /** Offsets of the name in the line's buffer; equal when there is none. */
  nameFrom: number
  nameTo: number
}

/**
 * Numbers each different (device, inode, name). Rows of the same file follow each other, so the raw end of a line is
 * looked up among the known ones first and only parsed when it is not there.
 */
export class BackingInterner {
  readonly #names = new ByteInterner()
  /** Made when the first end is remembered: of very many small tables, none ever is. */
  #known: (KnownBytes | undefined)[] | null = null
  #major = new Uint32Array(16)
  #minor = new Uint32Array(16)
  #inode: U64Column = newU64Column(16)
  #name = new Uint32Array(16)
  #slots = new Int32Array(16)
  #count = 1
  #left = MOST_FILE_BYTES

  /** There was no room for the last one: no other is to be interned. */
  get isFull(): boolean {
    return this.#left < 0
  }

  /** The end of a line (device to newline) at `from`, if it is one that was remembered; null otherwise. */
  knownAt(view: DataView, from: number, end: number): KnownBytes | null {
    if (this.#known === null || from + HASHED > end) return null
    const known = this.#known[this.#slotAt(view, from)]
    return known !== undefined && known.isAt(view, from, end) ? known : null
  }

  /** Remembers the end of a line from…to, newline included. */
  remember(view: DataView, from: number, to: number, id: number): void {
    if (to - from > LONGEST_KNOWN || from + HASHED > view.byteLength) return
    this.#known ??= new Array<KnownBytes | undefined>(1 << KNOWN_BITS)
    this.#known[this.#slotAt(view, from)] = new KnownBytes(view, from, to, id)
  }

  intern(buffer: Uint8Array, parts: BackingParts): number {
    const name = this.#names.intern(buffer, parts.nameFrom, parts.nameTo)
    const { major, minor, inodeLo, inodeHi } = parts
    if (name === 0 && major === 0 && minor === 0 && inodeLo === 0 && inodeHi === 0) return 0
    const mask = this.#slots.length - 1
    let slot = seededHash.ofNumbers(name, inodeLo, inodeHi, minor, major) & mask
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const id = this.#slots[slot]!
      const isSame =
        this.#name[id] === name &&
        this.#inode.lo[id] === inodeLo &&
        this.#inode.hi[id] === inodeHi &&
        this.#minor[id] === minor &&
        this.#major[id] === major
      if (isSame) return id
    }
    this.#left -= BYTES_OF_FILE + 3 * (parts.nameTo - parts.nameFrom)
    if (this.#count === this.#name.length) this.#grow()
    const id = this.#count++
    this.#major[id] = major
    this.#minor[id] = minor
    this.#inode.lo[id] = inodeLo
    this.#inode.hi[id] = inodeHi
    this.#name[id] = name
    this.#slots[slot] = id
    if (this.#count * 2 > this.#slots.length) this.#rehash()
    return id
  }

  /** The list in the table's form: one name a backing, so a name that several share is written out for each. */
  toList(): BackingList {
    const texts = this.#names.toTextList()
    const offsets = new Uint32Array(this.#count + 1)
    for (let id = 0; id < this.#count; id++) {
      const name = this.#name[id]!
      offsets[id + 1] = offsets[id]! + texts.offsets[name + 1]! - texts.offsets[name]!
    }
    const bytes = new Uint8Array(offsets[this.#count]!)
    for (let id = 0; id < this.#count; id++) {
      const name = this.#name[id]!
      bytes.set(texts.bytes.subarray(texts.offsets[name], texts.offsets[name + 1]), offsets[id])
    }
    return {
      major: this.#major.slice(0, this.#count),
      minor: this.#minor.slice(0, this.#count),
      inode: { lo: this.#inode.lo.slice(0, this.#count), hi: this.#inode.hi.slice(0, this.#count) },
      name: { bytes, offsets }
    }
  }

  /** Slot for what begins at `from`: device and inode, then the kernel's blanks and a name where there is one. */
  #slotAt(view: DataView, from: number): number {
    const inode = view.getUint32(from + 4, true) ^ Math.imul(view.getUint32(from + 8, true), 0x01000193)
    const last = view.getUint32(from + 12, true)
    let mix = inode ^ Math.imul(last, 0x85ebca6b)
    if (last === BLANKS) mix ^= view.getUint32(from + 36, true) ^ Math.imul(view.getUint32(from + 44, true), 31)
    return Math.imul(mix, 0x9e3779b1) >>> (32 - KNOWN_BITS)
  }

  #grow(): void {
    const wider = (values: Uint32Array): Uint32Array<ArrayBuffer> => {
      const next = new Uint32Array(values.length * 2)
      next.set(values)
      return next
    }
    this.#major = wider(this.#major)
    this.#minor = wider(this.#minor)
    this.#inode = { lo: wider(this.#inode.lo), hi: wider(this.#inode.hi) }
    this.#name = wider(this.#name)
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2)
    const mask = slots.length - 1
    for (let id = 1; id < this.#count; id++) {
      const [inodeLo, inodeHi] = [this.#inode.lo[id]!, this.#inode.hi[id]!]
      let slot = seededHash.ofNumbers(this.#name[id]!, inodeLo, inodeHi, this.#minor[id]!, this.#major[id]!) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = id
    }
    this.#slots = slots
  }
}
