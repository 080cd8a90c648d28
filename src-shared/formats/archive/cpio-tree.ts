import { FailureError } from '../../contract/failure.ts'
import { importTree } from './import-tree.ts'
import type { Importer, SkippedNote } from '../importer.ts'
import type { TreeFile } from './process-tree.ts'

/** A header's numbers: the offset of each, and the base of its digits. */
interface Layout {
  readonly bytes: number
  readonly base: 8 | 16
  /** Names and contents begin at multiples of it. */
  readonly align: 1 | 4
  readonly inode: readonly [at: number, digits: number]
  readonly mode: readonly [at: number, digits: number]
  readonly nameSize: readonly [at: number, digits: number]
  readonly size: readonly [at: number, digits: number]
}

/** The portable formats of cpio(5): `newc`, also with checksums, and POSIX's `odc`. */
const NEWC: Layout = { bytes: 110, base: 16, align: 4, inode: [6, 8], mode: [14, 8], nameSize: [94, 8], size: [54, 8] }
const ODC: Layout = { bytes: 76, base: 8, align: 1, inode: [12, 6], mode: [18, 6], nameSize: [59, 6], size: [65, 11] }
const LAST = 'TRAILER!!!'
const FILE_TYPE = 0o170000
const REGULAR = 0o100000
const MOST_ENTRIES = 500_000
const latin = new TextDecoder('latin1')
const utf8 = new TextDecoder()

function layoutAt(bytes: Uint8Array, at: number): Layout | null {
  const magic = latin.decode(bytes.subarray(at, at + 6))
  return magic === '070701' || magic === '070702' ? NEWC : magic === '070707' ? ODC : null
}

/** Lists a cpio archive without copying it. One that was cut off gives what it has. */
function readCpio(bytes: Uint8Array, notes: SkippedNote[]): TreeFile[] {
  const files: TreeFile[] = []
  // Of a file with several names, newc holds the content with the last one.
  const contents = new Map<number, Uint8Array>()
  const lose = (detail: string): number => notes.push({ kind: 'entry', line: null, detail })
  for (let at = 0; at < bytes.length;) {
    const layout = layoutAt(bytes, at)
    const number = ([from, digits]: readonly [number, number], base: number): number =>
      Number.parseInt(latin.decode(bytes.subarray(at + from, at + from + digits)), base)
    const aligned = (offset: number): number => Math.ceil(offset / (layout?.align ?? 1)) * (layout?.align ?? 1)
    const [nameSize, size, inode, mode] =
      layout === null
        ? [NaN, NaN, NaN, NaN]
        : [layout.nameSize, layout.size, layout.inode, layout.mode].map((field) => number(field, layout.base))
    if (layout === null || !(nameSize! > 0) || !(size! >= 0)) {
      lose(`the archive is damaged from byte ${at} on`)
      break
    }
    const nameAt = at + layout.bytes
    const path = utf8.decode(bytes.subarray(nameAt, nameAt + nameSize! - 1))
    if (path === LAST) break
    if (files.length >= MOST_ENTRIES) {
      lose(`more than ${MOST_ENTRIES} entries: those after ${path} are left out`)
      break
    }
    const from = aligned(nameAt + nameSize!)
    const content = bytes.subarray(from, from + size!)
    if (content.length < size!) lose(`${path} was cut off`)
    if (content.length > 0) contents.set(inode!, content)
    const read = (): Uint8Array => (content.length > 0 ? content : (contents.get(inode!) ?? content))
    if ((mode! & FILE_TYPE) === REGULAR) files.push({ path, read })
    at = aligned(from + size!)
  }
  return files
}

const isCpio = (head: Uint8Array): boolean => layoutAt(head, 0) !== null

/** A cpio archive that mirrors /proc: vmatlas-capture.sh where there is no tar. */
export const cpioTree: Importer = {
  id: 'cpio',
  takes: 'bytes',
  detect: (head) => (isCpio(head) ? 0.99 : 0),
  read(bytes, name, context) {
    if (!isCpio(bytes)) throw new FailureError('bad-input', name, 'it is no cpio archive')
    const notes: SkippedNote[] = []
    return importTree(readCpio(bytes, notes), 'cpio', name, notes, context)
  }
}
