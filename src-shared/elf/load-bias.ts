import { PT_LOAD, type ElfFile } from './elf-file.ts'

/** A mapping of the file: its first address, and its offset in the file in bytes. */
export interface MappedPiece {
  readonly start: bigint
  readonly offset: number
}

/**
 * What must be taken from a run-time address to get the file's own. The first segment is mapped at a page boundary, up to a
 * page before it (fs/binfmt_elf.c of the kernel; elf/dl-load.c of glibc), and all others keep their distance to it.
 * @param pieces the file's mappings in address order
 * @param address what is asked for; of a file that is loaded twice, the load before it is meant
 * @param pageSize bytes
 * @returns null when the file's first segment is not mapped before the address
 */
export function loadBias(
  file: ElfFile,
  pieces: readonly MappedPiece[],
  address: bigint,
  pageSize: number
): bigint | null {
  const first = file.segments.find(({ type }) => type === PT_LOAD)
  if (first === undefined) return null
  const offset = first.offset - (first.offset % pageSize)
  const base = pieces.findLast((piece) => piece.start <= address && piece.offset === offset)
  return base === undefined ? null : base.start - BigInt(first.address - (first.offset - offset))
}

/**
 * True where the loader put a segment at an address of the file's own numbering. `.bss` lies behind a segment's bytes in the
 * file, up to its size in memory.
 * @param fileOffset of the address in the file by its mapping, bytes; null in anonymous memory behind the file
 */
export function isLoadedAt(file: ElfFile, address: number, fileOffset: number | null): boolean {
  return file.segments.some((segment) => {
    const into = address - segment.address
    if (segment.type !== PT_LOAD || into < 0 || into >= segment.memorySize) return false
    return fileOffset === null || into >= segment.fileSize || segment.offset + into === fileOffset
  })
}
