import { PT_LOAD, PT_NOTE } from '../../src-shared/formats/crash/elf-core-headers.ts'

/** A core file of 32 bits, the greatest byte first, as MIPS and PowerPC have them: a note of process 812 and a load. */
export function bigEndianCore(): Buffer {
  const core = Buffer.alloc(52 + 2 * 32 + 12 + 8 + 124)
  core.write('\x7fELF\x01\x02\x01', 'latin1')
  core.writeUInt16BE(4, 16)
  core.writeUInt32BE(52, 28)
  core.writeUInt16BE(2, 44)
  const notes = 52 + 2 * 32
  const write = (at: number, ...words: readonly number[]): void => {
    for (const [index, word] of words.entries()) core.writeUInt32BE(word, at + index * 4)
  }
  // Kind, offset, address, physical address, size in the file, size in memory, flags.
  write(52, PT_NOTE, notes, 0, 0, 12 + 8 + 124, 0, 0)
  write(84, PT_LOAD, 0x1000, 0x10000000, 0, 0x2000, 0x3000, 5)
  write(notes, 5, 124, 3)
  core.write('CORE', notes + 12)
  core.writeInt32BE(812, notes + 20 + 12)
  core.write('demo', notes + 20 + 28)
  core.write('demo -v', notes + 20 + 44)
  return core
}
