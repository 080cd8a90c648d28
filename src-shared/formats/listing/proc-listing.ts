import { FailureError } from '../../contract/failure.ts'
import { importTree } from '../archive/import-tree.ts'
import type { Importer } from '../importer.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { linesOf } from '../unwrap/pasted-line.ts'
import type { TreeFile } from '../archive/process-tree.ts'
import { joinBytes } from '../../base/join-bytes.ts'

const NEWLINE = 10
const LONGEST = 400
/** Three files of each of very many processes. */
const MOST_FILES = 30_000
const latin = new TextDecoder('latin1')
const PATH = String.raw`(?:\S*\/)?(?:\d{1,10}|self|thread-self)\/(?:smaps|maps|smaps_rollup|status|stat|cmdline|comm)`
/** `tail -n +1 FILES` and `head FILES`, `more FILES`, and what people echo between. */
const HEADING = new RegExp(
  String.raw`^(?:==> |-{2,} |={2,} |#+ |Contents of |cat )?(${PATH})(?: <==| -{2,}| ={2,}|:)?\s*$`
)
/** `grep . FILES`, also with -n. */
const PREFIX = new RegExp(String.raw`^(${PATH}):(?:\d+:)?`)

/** As in a tree: `self` represents a process whose number is not known. */
const treePath = (path: string): string => path.replace(/(?:thread-)?self(?=\/[a-z_]+$)/, '0')

/** Which lines of the text belong to which file, in order. */
function filesOf(bytes: Uint8Array, notes: SkippedNotes): TreeFile[] {
  const parts = new Map<string, Uint8Array[]>()
  /** A file that comes again was read again: each time is a folder of its own, and so a moment. */
  const rounds = new Map<string, number>()
  const begun = (path: string): string => {
    const round = (rounds.get(path) ?? 0) + 1
    rounds.set(path, round)
    return round === 1 ? path : `(${round})${path.startsWith('/') ? '' : '/'}${path}`
  }
  let last = ''
  let open: string | null = null
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, at)
    const end = newline < 0 ? bytes.length : newline + 1
    const text = latin.decode(bytes.subarray(at, Math.min(end, at + LONGEST))).trimEnd()
    const prefix = PREFIX.exec(text)
    const heading = prefix?.[0].length === text.length || prefix === null ? HEADING.exec(text) : null
    if (heading !== null) open = begun(treePath(heading[1]!))
    else if (prefix !== null && prefix[1] !== last) open = begun(treePath(prefix[1]!))
    last = prefix?.[1] ?? ''
    const path = heading !== null ? null : open
    if (path !== null && parts.size >= MOST_FILES && !parts.has(path)) {
      notes.file(`files behind the first ${MOST_FILES} are left out`)
      break
    }
    if (path !== null) {
      const own = parts.get(path) ?? []
      parts.set(path, own)
      own.push(bytes.subarray(at + (prefix?.[0].length ?? 0), end))
    }
    at = end
  }
  return [...parts].map(([path, own]) => ({ path, read: () => joinBytes(own) }))
}

/** Several files of /proc in one text, each below its name or with it before every line: `tail -n +1`, `grep -H`. */
export const procListing: Importer = {
  id: 'proc-listing',
  detect(head) {
    for (const line of linesOf(head)) {
      // Most lines of most texts have it nowhere, and that is soon seen.
      if (!line.includes('maps')) continue
      const text = line.slice(0, LONGEST).trimEnd()
      const [, path = ''] = HEADING.exec(text) ?? PREFIX.exec(text) ?? []
      if (/maps$/.test(path)) return 0.97
    }
    return 0
  },
  read(bytes, name) {
    const notes = new SkippedNotes()
    const imported = importTree(filesOf(bytes, notes), 'proc-listing', name, notes.list)
    // Without one mapping it may be a text of another kind in which such a name just occurs.
    const hasRows = imported.moments.some(({ processes }) =>
      processes.some((process) => process.capture().table.rowCount > 0)
    )
    if (!hasRows) throw new FailureError('bad-input', name, 'it names files of /proc, but holds none of their mappings')
    return imported
  }
}
