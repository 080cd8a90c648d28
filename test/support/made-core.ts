import { joinBytes } from '../../src-shared/base/join-bytes.ts'

const HEADER = 64
const PROGRAM_HEADER = 56
const SECTION_HEADER = 64
const PT_LOAD = 1
const PT_NOTE = 4

type Bytes = Uint8Array<ArrayBuffer>

/** This many bytes, most of them zero. @param put writes numbers, the least byte first */
function made(length: number, put: (view: DataView) => void): Bytes {
  const bytes = new Uint8Array(length)
  put(new DataView(bytes.buffer))
  return bytes
}

/** A program header of 64 bits. */
function programHeader(kind: number, offset: number, start: number, fileSize: number, size: number): Bytes {
  return made(PROGRAM_HEADER, (view) => {
    view.setUint32(0, kind, true)
    view.setUint32(4, 6, true)
    view.setBigUint64(8, BigInt(offset), true)
    view.setBigUint64(16, BigInt(start), true)
    view.setBigUint64(32, BigInt(fileSize), true)
    view.setBigUint64(40, BigInt(size), true)
  })
}

/** An NT_PRPSINFO note of a process 77. */
const madeNote = (): Bytes =>
  made(12 + 8 + 136, (view) => {
    view.setUint32(0, 5, true)
    view.setUint32(4, 136, true)
    view.setUint32(8, 3, true)
    view.setInt32(20 + 24, 77, true)
  })

/** A core file without its memory, which is between both parts. */
export interface MadeCore {
  readonly head: Bytes
  readonly tail: Bytes
  /** Offset of the tail in the file, bytes. */
  readonly tailAt: number
}

/**
 * A core file of process 77 with many mappings of a page each, as the kernel writes it (fs/binfmt_elf.c: notes, memory, and
 * the first section header where there are very many) or as gdb does, with the notes behind the memory.
 * @param size bytes of the whole file
 */
export function madeCore(mappings: number, { size, notes }: { size: number; notes: 'first' | 'last' }): MadeCore {
  const count = mappings + 1
  const section = made(SECTION_HEADER, (view) => view.setUint32(44, count, true))
  const header = made(HEADER, (view) => {
    for (const [at, byte] of [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1].entries()) view.setUint8(at, byte)
    view.setUint16(16, 4, true)
    view.setBigUint64(32, BigInt(HEADER), true)
    view.setBigUint64(40, BigInt(size - SECTION_HEADER), true)
    view.setUint16(56, Math.min(count, 0xffff), true)
  })
  const note = madeNote()
  const tableEnd = HEADER + count * PROGRAM_HEADER
  const tailAt = size - SECTION_HEADER - (notes === 'last' ? note.length : 0)
  const headers = [programHeader(PT_NOTE, notes === 'last' ? tailAt : tableEnd, 0, note.length, 0)]
  for (let index = 0; index < mappings; index++) {
    headers.push(programHeader(PT_LOAD, tableEnd + note.length + index * 4096, 0x10000 + index * 8192, 4096, 4096))
  }
  return {
    head: joinBytes([header, ...headers, ...(notes === 'first' ? [note] : [])]),
    tail: joinBytes([...(notes === 'last' ? [note] : []), section]),
    tailAt
  }
}
