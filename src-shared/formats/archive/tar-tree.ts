import { FailureError } from '../../contract/failure.ts'
import { importTree } from './import-tree.ts'
import type { Importer, SkippedNote } from '../importer.ts'
import type { TreeFile } from './process-tree.ts'
import { gnuSparse, isSound, paxSparse, withHoles } from './tar-sparse.ts'

/** ustar, GNU and pax archives (POSIX.1-2001, tar(5)): blocks of 512 bytes, one header before each file. */
const BLOCK = 512
const BLANK = 32
const MOST_ENTRIES = 500_000
/** Of a file with holes, its beginning: a core file's headers are there. */
const MOST_OF_SPARSE = 64 * 1024 * 1024
/** All files with holes together. */
const MOST_SPARSE = 256 * 1024 * 1024
const decoder = new TextDecoder()

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

/** Records of a pax header: `LENGTH KEY=VALUE\n` (pax(1)). Damaged ones end the reading. */
function paxRecords(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>()
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(BLANK, at)
    const length = blank < 0 ? NaN : Number(decoder.decode(bytes.subarray(at, blank)))
    if (!(length > blank - at) || at + length > bytes.length) break
    const record = decoder.decode(bytes.subarray(blank + 1, at + length - 1))
    const equals = record.indexOf('=')
    const [key, value] = [record.slice(0, equals), record.slice(equals + 1)]
    // In its first version, the list of parts is a record for each number.
    const isPart = key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes'
    const before = isPart ? records.get('GNU.sparse.map') : undefined
    if (isPart) records.set('GNU.sparse.map', before === undefined ? value : `${before},${value}`)
    else if (equals > 0) records.set(key, value)
    at += length
  }
  return records
}

/** Lists a tar without copying it. An archive that was cut off gives what it has. */
function readTar(bytes: Uint8Array, notes: SkippedNote[]): TreeFile[] {
  const files: TreeFile[] = []
  const contents = new Map<string, Uint8Array>()
  const lose = (detail: string): number => notes.push({ kind: 'entry', line: null, detail })
  let sparseBytes = 0
  let longName: string | null = null
  let longLink: string | null = null
  let pax = new Map<string, string>()
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const size = Number(pax.get('size') ?? sizeAt(bytes, at + 124))
    if (!hasChecksum(bytes, at) || !(size >= 0)) {
      // Two empty blocks end an archive.
      if (bytes.subarray(at, at + BLOCK).some((byte) => byte !== 0)) lose(`the archive is damaged from byte ${at} on`)
      break
    }
    const kind = String.fromCharCode(bytes[at + 156]!)
    const prefix = textAt(bytes, at + 345, 155)
    const own = textAt(bytes, at, 100)
    const short = prefix === '' || textAt(bytes, at + 257, 5) !== 'ustar' ? own : `${prefix}/${own}`
    const path = pax.get('GNU.sparse.name') ?? pax.get('path') ?? longName ?? short
    const link = pax.get('linkpath') ?? longLink ?? textAt(bytes, at + 157, 100)
    const isSparse = kind === 'S' || [...pax.keys()].some((key) => key.startsWith('GNU.sparse.'))
    const old = kind === 'S' ? gnuSparse(bytes, at, sizeAt) : null
    const from = at + BLOCK + (old?.from ?? 0)
    const content = bytes.subarray(from, from + size)
    const sparse = kind === 'S' ? old : isSparse ? paxSparse(pax, content) : null
    at = from + Math.ceil(size / BLOCK) * BLOCK
    if (content.length < size) lose(`${path} was cut off`)
    if (kind === 'L') longName = decoder.decode(content).replace(/\0[^]*$/, '')
    else if (kind === 'K') longLink = decoder.decode(content).replace(/\0[^]*$/, '')
    else if (kind === 'x') pax = paxRecords(content)
    if ('LKx'.includes(kind)) continue
    longName = longLink = null
    pax = new Map()
    if (files.length >= MOST_ENTRIES) {
      lose(`more than ${MOST_ENTRIES} entries: those from ${path} on are left out`)
      break
    }
    // A second name of a file has no content of its own.
    const found = kind === '1' ? contents.get(link) : content
    if (isSparse) {
      const stored = kind === 'S' ? content : content.subarray(sparse?.from ?? 0)
      const length = Math.min(sparse?.size ?? 0, MOST_OF_SPARSE)
      if (sparse === null || !isSound(sparse, stored))
        lose(`${path}: it is a sparse file, the list of whose parts is damaged`)
      else if (sparseBytes + length > MOST_SPARSE) lose(`${path}: it is a sparse file, for which there is no more room`)
      else {
        sparseBytes += length
        files.push({ path, read: () => withHoles(sparse, stored, length) })
      }
    } else if ('017\0'.includes(kind) && found !== undefined) {
      contents.set(path, found)
      files.push({ path, read: () => found })
    }
  }
  return files
}

/** A tar of /proc itself holds empty files: their sizes are not known before they are read. */
function noteEmptyFiles(files: readonly TreeFile[], notes: SkippedNote[]): void {
  const mappings = files.filter(({ path }) => /\/s?maps$/.test(path))
  if (mappings.length === 0 || mappings.some((file) => file.read().length > 0)) return
  const detail = 'all maps are empty: tar can not copy /proc itself; vmatlas-capture.sh does, or copy the files first'
  notes.push({ kind: 'file', line: null, detail })
}

/** A tar that mirrors /proc: sos reports, smemcap, vmatlas-capture.sh. */
export const tarTree: Importer = {
  id: 'tar',
  takes: 'bytes',
  detect: (head) => (hasChecksum(head, 0) ? 0.99 : 0),
  read(bytes, name, context) {
    const notes: SkippedNote[] = []
    if (!hasChecksum(bytes, 0)) throw new FailureError('bad-input', name, 'it is no tar')
    const files = readTar(bytes, notes)
    noteEmptyFiles(files, notes)
    return importTree(files, 'tar', name, notes, context)
  }
}
