import type { Importer } from '../importer.ts'
import { linesOf } from '../unwrap/pasted-line.ts'
import { importTree } from './import-tree.ts'
import type { TreeFile } from './process-tree.ts'

const latin = new TextDecoder('latin1')
const encoder = new TextEncoder()

/** The bytes of a file: `NULLBYTE` stands for one, `EOF` at its end says that no newline is there. */
function contentOf(lines: readonly string[]): Uint8Array {
  const text = lines
    .map((line) => line.replace(/(\\?)NULLBYTE/g, (_, escape: string) => (escape === '' ? '\0' : 'NULLBYTE')))
    .join('\n')
  return encoder.encode(text.endsWith('EOF') ? text.slice(0, -3) : `${text}\n`)
}

function filesOf(bytes: Uint8Array): TreeFile[] {
  const files: TreeFile[] = []
  let path = ''
  let own: string[] = []
  let left = 0
  for (const line of linesOf(bytes)) {
    if (left > 0) {
      own.push(line)
      if (--left > 0) continue
      const lines = own
      files.push({ path, read: () => contentOf(lines) })
    } else if (line.startsWith('Path: ')) path = line.slice(6).trim()
    else {
      left = Number(/^Lines: (\d{1,9})\s*$/.exec(line)?.[1] ?? 0)
      own = []
    }
  }
  return files
}

/** Text archives of ttar, in which tests of exporters keep copies of /proc (github.com/ideaship/ttar). */
export const ttar: Importer = {
  id: 'ttar',
  detect: (head) => (/^# Archive created by ttar|^# ttar(?: -){3}/m.test(latin.decode(head)) ? 0.98 : 0),
  read: (bytes, name) => importTree(filesOf(bytes), 'ttar', name, [])
}
