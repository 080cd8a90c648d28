import { closeSync, constants, fstatSync, openSync, readSync, type BigIntStats } from 'node:fs'
import type { ByteSource } from '#shared/elf/elf-file.ts'

/** A regular file that is open for reading. */
export interface OpenedFile extends ByteSource {
  readonly status: BigIntStats
  close(): void
}

/** Opens a regular file; null for anything else, and for what may not be read. Never blocks, not even for a FIFO. */
export function openFileBytes(path: string): OpenedFile | null {
  let descriptor: number
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    return null
  }
  const status = fstatSync(descriptor, { bigint: true })
  if (!status.isFile()) {
    closeSync(descriptor)
    return null
  }
  return { ...descriptorBytes(descriptor, Number(status.size)), status, close: () => closeSync(descriptor) }
}

/** Bytes of a descriptor. Reads that fail give what was read before. */
export function descriptorBytes(descriptor: number, size: number, base = 0n): ByteSource {
  return {
    size,
    read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset))
      if (!Number.isFinite(wanted) || !(offset >= 0)) return new Uint8Array(0)
      const bytes = new Uint8Array(wanted)
      let got = 0
      while (got < wanted) {
        let read = 0
        try {
          read = readSync(descriptor, bytes, got, wanted - got, base + BigInt(offset + got))
        } catch {
          break
        }
        if (read === 0) break
        got += read
      }
      return got === wanted ? bytes : bytes.subarray(0, got)
    }
  }
}

/** Bytes that are in memory already. */
export function memoryBytes(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) }
}
