import { FailureError } from '../contract/failure.ts'
import { importTree } from './import-tree.ts'
import { DEFAULT_LIMIT, type FormatContext, type Importer, type SkippedNote } from './importer.ts'
import type { TreeFile } from './process-tree.ts'

/** ustar, GNU and pax archives (POSIX.1-2001, tar(5)): blocks of 512 bytes, one header before each file. */
const BLOCK = 512
const MOST_ENTRIES = 500_000
const decoder = new TextDecoder()

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b

const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  decoder.decode(bytes.subarray(at, at + length)).replace(/\0[^]*$/, '')

/** Octal digits, or for large files the value itself with its first bit set (GNU). */
function sizeAt(bytes: Uint8Array, at: number): number {
  if (bytes[at]! & 0x80) return bytes.subarray(at + 4, at + 12).reduce((sum, byte) => sum * 256 + byte, 0)
  return Number.parseInt(textAt(bytes, at, 12).trim() || '0', 8)
}

function hasChecksum(bytes: Uint8Array, at: number): boolean {
  if (at + BLOCK > bytes.length) return false
  let sum = 0
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : bytes[at + i]!
  return Number.parseInt(textAt(bytes, at + 148, 8).trim(), 8) === sum
}

/** Lists a tar without copying it. An archive that was cut off gives what it has. */
export function readTar(bytes: Uint8Array, notes: SkippedNote[]): TreeFile[] {
  const files: TreeFile[] = []
  let longName: string | null = null
  for (let at = 0; at + BLOCK <= bytes.length && files.length < MOST_ENTRIES;) {
    if (!hasChecksum(bytes, at)) {
      // Two empty blocks end an archive.
      if (bytes.subarray(at, at + BLOCK).some((byte) => byte !== 0)) {
        notes.push({ kind: 'file', line: null, detail: `the archive is damaged from byte ${at} on` })
      }
      break
    }
    const size = sizeAt(bytes, at + 124)
    const kind = String.fromCharCode(bytes[at + 156]!)
    const prefix = textAt(bytes, at + 345, 155)
    const own = textAt(bytes, at, 100)
    const path = longName ?? (prefix === '' || textAt(bytes, at + 257, 5) !== 'ustar' ? own : `${prefix}/${own}`)
    const from = at + BLOCK
    const content = bytes.subarray(from, from + size)
    longName = null
    if (kind === 'L') longName = decoder.decode(content).replace(/\0[^]*$/, '')
    else if (kind === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(decoder.decode(content))?.[1] ?? null
    else if (kind === '0' || kind === '\0' || kind === '7') files.push({ path, read: () => content })
    if (content.length < size) notes.push({ kind: 'entry', line: null, detail: `${path} was cut off` })
    at = from + Math.ceil(size / BLOCK) * BLOCK
  }
  return files
}

function unpack(bytes: Uint8Array, context: FormatContext): Uint8Array {
  return isGzip(bytes) ? context.gunzip(bytes, context.limit ?? DEFAULT_LIMIT) : bytes
}

/** A tar or tar.gz that mirrors /proc: sos reports, smemcap, vmatlas-capture.sh. */
export const tarTree: Importer = {
  id: 'tar',
  detect: (head) => (isGzip(head) ? 0.6 : hasChecksum(head, 0) ? 0.9 : 0),
  read(bytes, name, context) {
    const notes: SkippedNote[] = []
    const unpacked = unpack(bytes, context)
    if (!hasChecksum(unpacked, 0)) throw new FailureError('bad-input', name, 'it is neither a tar nor a gzipped tar')
    return importTree(readTar(unpacked, notes), 'tar', name, notes)
  }
}
