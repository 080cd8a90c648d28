import type { Importer } from '../importer.ts'
import { importTree } from './import-tree.ts'
import type { TreeFile } from './process-tree.ts'

const latin = new TextDecoder('latin1')
const decoder = new TextDecoder()
const encoder = new TextEncoder()
const NEWLINE = 10
/** Paths are shorter. */
const LONGEST_LINE = 16 * 1024

/** The bytes of a file: `NULLBYTE` means a NUL, `EOF` at its end that there is no newline. */
function contentOf(lines: Uint8Array): Uint8Array {
  const text = decoder
    .decode(lines)
    .replace(/(\\?)NULLBYTE/g, (_, escape: string) => (escape === '' ? '\0' : 'NULLBYTE'))
  return encoder.encode(text.endsWith('EOF\n') ? text.slice(0, -4) : text)
}

/** The offset at which the line behind the one at an offset begins. */
function afterLine(bytes: Uint8Array, at: number): number {
  const newline = bytes.indexOf(NEWLINE, at)
  return newline < 0 ? bytes.length : newline + 1
}

function filesOf(bytes: Uint8Array): TreeFile[] {
  const files: TreeFile[] = []
  let path = ''
  for (let at = 0; at < bytes.length;) {
    const line = decoder.decode(bytes.subarray(at, Math.min(afterLine(bytes, at), at + LONGEST_LINE)))
    at = afterLine(bytes, at)
    if (line.startsWith('Path: ')) path = line.slice(6).trim()
    let left = Number(/^Lines: (\d{1,9})\s*$/.exec(line)?.[1] ?? 0)
    if (left === 0) continue
    const from = at
    for (; left > 0 && at < bytes.length; left--) at = afterLine(bytes, at)
    // One that is cut off is left out.
    if (left > 0) break
    const to = at
    files.push({ path, read: () => contentOf(bytes.subarray(from, to)) })
  }
  return files
}

/** Text archives of ttar, in which tests of exporters keep copies of /proc (github.com/ideaship/ttar). */
export const ttar: Importer = {
  id: 'ttar',
  detect: (head) => (/^# Archive created by ttar|^# ttar(?: -){3}/m.test(latin.decode(head)) ? 0.98 : 0),
  read: (bytes, name) => importTree(filesOf(bytes), 'ttar', name, [])
}
