import { FailureError } from '../../contract/failure.ts'
import { plainSource, type Importer, type SkippedNote } from '../importer.ts'
import { parseManifest, SNAPSHOT_VERSION, type Manifest } from './manifest.ts'
import { processesOfTree, type TreeFile } from '../archive/process-tree.ts'
import { isZip, readZip } from '../archive/zip.ts'

/** The name of the manifest stands at the beginning of the file, right after the first local header. */
const MANIFEST = 'manifest.json'

function beginsWithManifest(head: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(head.subarray(30, 30 + MANIFEST.length)) === MANIFEST
}

/** @returns in words why there is none */
function manifestOf(entry: TreeFile): Manifest | string {
  try {
    return parseManifest(new TextDecoder().decode(entry.read()))
  } catch (error) {
    return `manifest.json: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** vmatlas's own snapshots (docs/snapshot-format.md). */
export const vmsnap: Importer = {
  id: 'vmsnap',
  takes: 'bytes',
  detect: (head) => (isZip(head) && beginsWithManifest(head) ? 1 : 0),
  read(bytes, name, context) {
    const notes: SkippedNote[] = []
    const entries = readZip(bytes, context, notes)
    const manifestEntry = entries.find(({ path }) => path === MANIFEST)
    if (manifestEntry === undefined) throw new FailureError('bad-input', 'snapshot', 'it has no manifest.json')
    const manifest = manifestOf(manifestEntry)
    if (typeof manifest === 'string') throw new FailureError('bad-input', 'snapshot', manifest)
    if (manifest.version > SNAPSHOT_VERSION) {
      notes.push({
        kind: 'file',
        line: null,
        detail: `made by a newer vmatlas (format ${manifest.version}); what is unknown here is not shown`
      })
    }
    const lose = (path: string, why: string): void =>
      void notes.push({ kind: 'entry', line: null, detail: `${path}: ${why}` })
    const moments = manifest.moments.map(({ folder, takenAt, note, processes }) => {
      const known = new Map(processes.map((process) => [process.pid, process]))
      const own = entries.filter(({ path }) => path.startsWith(`${folder}/`))
      return {
        takenAt,
        note,
        processes: processesOfTree(
          own,
          (pid) => {
            const process = known.get(pid)
            return {
              takenAt: process?.files['smaps'] ?? takenAt,
              pageSize: manifest.pageSize,
              verdict: process?.verdict ?? { kind: 'unchecked' },
              ...(process?.user == null ? {} : { user: process.user }),
              ...(process?.absent === undefined ? {} : { absent: process.absent })
            }
          },
          lose
        )
      }
    })
    return {
      source: {
        ...plainSource('vmsnap', name),
        host: manifest.hostName,
        kernel: manifest.kernel,
        pageSize: manifest.pageSize,
        bootTime: manifest.bootTime,
        tool: manifest.tool,
        privileged: manifest.privileged,
        note: manifest.note
      },
      moments,
      notes
    }
  }
}
