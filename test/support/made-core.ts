const HEADER = 64
const PROGRAM_HEADER = 56
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

/**
 * The beginning of a core file as the kernel writes it (fs/binfmt_elf.c), up to the memory: many mappings of a page each.
 * @param sections where the first section header stands, which tells how many mappings there are when they are very many
 */
export function madeCoreHead(mappings: number, sections = 0): Buffer {
  const count = mappings + 1
  const header = Buffer.alloc(HEADER)
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  header.writeUInt16LE(4, 16)
  header.writeBigUInt64LE(BigInt(HEADER), 32)
  header.writeBigUInt64LE(BigInt(sections), 40)
  header.writeUInt16LE(Math.min(count, 0xffff), 56)
  const note = madeNote()
  const memory = HEADER + count * PROGRAM_HEADER + note.length
  const headers = [programHeader(PT_NOTE, HEADER + count * PROGRAM_HEADER, 0, note.length, 0)]
  for (let index = 0; index < mappings; index++) {
    headers.push(programHeader(PT_LOAD, memory + index * 4096, 0x10000 + index * 8192, 4096, 4096))
  }
  return Buffer.concat([header, ...headers, note])
}
