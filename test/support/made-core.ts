const HEADER = 64
const PROGRAM_HEADER = 56
const SECTION_HEADER = 64
const PT_LOAD = 1
const PT_NOTE = 4

/** A program header of 64 bits. */
function programHeader(kind: number, offset: number, start: number, fileSize: number, size: number): Buffer {
  const header = Buffer.alloc(PROGRAM_HEADER)
  header.writeUInt32LE(kind, 0)
  header.writeUInt32LE(6, 4)
  header.writeBigUInt64LE(BigInt(offset), 8)
  header.writeBigUInt64LE(BigInt(start), 16)
  header.writeBigUInt64LE(BigInt(fileSize), 32)
  header.writeBigUInt64LE(BigInt(size), 40)
  return header
}

/** An NT_PRPSINFO note of a process 77 called `made`. */
function madeNote(): Buffer {
  const note = Buffer.alloc(12 + 8 + 136)
  note.writeUInt32LE(5, 0)
  note.writeUInt32LE(136, 4)
  note.writeUInt32LE(3, 8)
  note.write('CORE', 12)
  note.writeInt32LE(77, 20 + 24)
  note.write('made', 20 + 40)
  return note
}

/** A core file without its memory, which stands between both parts. */
export interface MadeCore {
  readonly head: Buffer
  readonly tail: Buffer
  /** Where the tail stands in the file, bytes. */
  readonly tailAt: number
}

/**
 * A core file of process 77 with many mappings of a page each, as the kernel writes it (fs/binfmt_elf.c: notes, memory, and
 * the first section header where there are very many) or as gdb does, with the notes behind the memory.
 * @param size bytes of the whole file
 */
export function madeCore(mappings: number, { size, notes }: { size: number; notes: 'first' | 'last' }): MadeCore {
  const count = mappings + 1
  const section = Buffer.alloc(SECTION_HEADER)
  section.writeUInt32LE(count, 44)
  const header = Buffer.alloc(HEADER)
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  header.writeUInt16LE(4, 16)
  header.writeBigUInt64LE(BigInt(HEADER), 32)
  header.writeBigUInt64LE(BigInt(size - SECTION_HEADER), 40)
  header.writeUInt16LE(Math.min(count, 0xffff), 56)
  const note = madeNote()
  const tableEnd = HEADER + count * PROGRAM_HEADER
  const tailAt = size - SECTION_HEADER - (notes === 'last' ? note.length : 0)
  const headers = [programHeader(PT_NOTE, notes === 'last' ? tailAt : tableEnd, 0, note.length, 0)]
  for (let index = 0; index < mappings; index++) {
    headers.push(programHeader(PT_LOAD, tableEnd + note.length + index * 4096, 0x10000 + index * 8192, 4096, 4096))
  }
  const head = Buffer.concat([header, ...headers, ...(notes === 'first' ? [note] : [])])
  return { head, tail: Buffer.concat([...(notes === 'last' ? [note] : []), section]), tailAt }
}
