import { FailureError } from '../../contract/failure.ts'
import { joinBytes } from '../../base/join-bytes.ts'

/** Signatures of the zip format (APPNOTE.TXT 6.3). */
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_BYTES = 22
const STORED = 0
const DEFLATED = 8
/** DOS date of 1 January 1980: the manifest holds the real times. */
const NO_DATE = 0x21
/** 65,535 of anything and 4 GiB − 1 mean "look into the zip64 record". */
const MOST_FILES = 0xfffe
const MOST_BYTES = 0xfffffffe
/** Room for the file that is added at the end but comes first: a manifest. */
const RESERVED_BYTES = 64 * 1024 * 1024

export interface ZipSource {
  readonly path: string
  /** Bytes before packing. */
  readonly size: number
  /** Its bytes deflated, without a wrapper; an empty file is stored, and these are not used. */
  readonly deflated: Uint8Array
  /** CRC-32 of the bytes before packing. */
  readonly crc: number
}

const encoder = new TextEncoder()

function headerOf(source: ZipSource, signature: number): Uint8Array {
  const name = encoder.encode(source.path)
  const isCentral = signature === CENTRAL
  const header = new Uint8Array((isCentral ? 46 : 30) + name.length)
  const view = new DataView(header.buffer)
  let at = 4
  const put16 = (value: number): void => {
    view.setUint16(at, value, true)
    at += 2
  }
  const put32 = (value: number): void => {
    view.setUint32(at, value, true)
    at += 4
  }
  view.setUint32(0, signature, true)
  if (isCentral) put16(20)
  put16(20)
  // Bit 11: the name is UTF-8.
  put16(0x800)
  put16(source.size === 0 ? STORED : DEFLATED)
  put16(0)
  put16(NO_DATE)
  put32(source.crc)
  put32(source.size === 0 ? 0 : source.deflated.length)
  put32(source.size)
  put16(name.length)
  header.set(name, header.length - name.length)
  return header
}

/** A zip whose files come one after the other; only its directory is kept. What is first in it may come last. */
export class ZipWriter {
  readonly #write: (bytes: Uint8Array) => void
  readonly #directory: Uint8Array[] = []
  #directoryLength = 0
  #at = 0

  /** @param write takes what follows the first file, in order */
  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write
  }

  /** @throws FailureError when it would need zip64 (4 GiB, 65,535 files); what was added before is complete */
  add(source: ZipSource): void {
    const local = headerOf(source, LOCAL)
    const central = headerOf(source, CENTRAL)
    const packed = source.size === 0 ? new Uint8Array(0) : source.deflated
    const length = this.#at + local.length + packed.length + this.#directoryLength + central.length
    if (this.#directory.length + 1 >= MOST_FILES || length > MOST_BYTES - RESERVED_BYTES) {
      throw new FailureError('too-large', 'snapshot', 'more than 4 GiB or 65,534 files')
    }
    new DataView(central.buffer).setUint32(42, this.#at, true)
    this.#directory.push(central)
    this.#directoryLength += central.length
    this.#write(local)
    if (packed.length > 0) this.#write(packed)
    this.#at += local.length + packed.length
  }

  /** What is before and after all that was written. @param first becomes the first file of the archive */
  finish(first: ZipSource | null): { readonly head: Uint8Array; readonly tail: Uint8Array } {
    const head = first === null ? new Uint8Array(0) : joinBytes([headerOf(first, LOCAL), first.deflated])
    for (const central of this.#directory) {
      const view = new DataView(central.buffer)
      view.setUint32(42, view.getUint32(42, true) + head.length, true)
    }
    const directory = joinBytes([...(first === null ? [] : [headerOf(first, CENTRAL)]), ...this.#directory])
    const count = this.#directory.length + (first === null ? 0 : 1)
    const at = head.length + this.#at
    if (count > MOST_FILES || at + directory.length > MOST_BYTES) {
      throw new FailureError('too-large', 'snapshot', 'more than 4 GiB or 65,534 files')
    }
    const end = new Uint8Array(END_BYTES)
    const view = new DataView(end.buffer)
    view.setUint32(0, END, true)
    view.setUint16(8, count, true)
    view.setUint16(10, count, true)
    view.setUint32(12, directory.length, true)
    view.setUint32(16, at, true)
    return { head, tail: joinBytes([directory, end]) }
  }
}

/** A zip of the given files, in order. @throws FailureError when it would need zip64 (4 GiB, 65,535 files) */
export function writeZip(sources: readonly ZipSource[]): Uint8Array {
  const parts: Uint8Array[] = []
  const writer = new ZipWriter((bytes) => parts.push(bytes))
  for (const source of sources) writer.add(source)
  return joinBytes([...parts, writer.finish(null).tail])
}
