import { elfWords, PT_NOTE, type ByteSource, type ElfFile } from './elf-file.ts'

/** Type of the note that holds the build id, named "GNU" (include/uapi/linux/elf.h, NT_GNU_BUILD_ID in elf.h of glibc). */
const GNU_BUILD_ID = 3
const LONGEST_NOTES = 64 * 1024
const align = (length: number): number => (length + 3) & ~3

/** The build id that the linker gave the file, as hexadecimal digits; null where it has none. */
export function buildIdOf(source: ByteSource, file: ElfFile): string | null {
  for (const { type, offset, fileSize } of file.segments) {
    if (type !== PT_NOTE) continue
    const bytes = source.read(offset, Math.min(fileSize, LONGEST_NOTES))
    const words = elfWords(file, bytes)
    for (let at = 0; at + 12 <= bytes.length;) {
      const [nameSize, size, kind] = [words.word(at), words.word(at + 4), words.word(at + 8)]
      const name = at + 12
      const description = name + align(nameSize)
      if (description + size > bytes.length) break
      if (kind === GNU_BUILD_ID && nameSize === 4 && bytes[name] === 0x47 && bytes[name + 1] === 0x4e) {
        return Array.from(bytes.subarray(description, description + size), (byte) =>
          byte.toString(16).padStart(2, '0')
        ).join('')
      }
      at = description + align(size)
    }
  }
  return null
}
