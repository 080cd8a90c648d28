import { FailureError } from '../contract/failure.ts'
import type { ImportNote, Importer } from './importer.ts'
import { parseManifest, SNAPSHOT_VERSION } from './manifest.ts'
import { processesOfTree } from './process-tree.ts'
import { isZip, readZip } from './zip.ts'

/** The name of the manifest stands at the beginning of the file, right after the first local header. */
const MANIFEST = 'manifest.json'

function beginsWithManifest(head: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(head.subarray(30, 30 + MANIFEST.length)) === MANIFEST
}

/** vmatlas's own snapshots (docs/snapshot-format.md). */
export const vmsnap: Importer = {
  id: 'vmsnap',
  detect: (head) => (isZip(head) && beginsWithManifest(head) ? 1 : 0),
  read(bytes, context) {
    const notes: ImportNote[] = []
    const entries = readZip(bytes, context)
    const manifestEntry = entries.find(({ path }) => path === MANIFEST)
    if (manifestEntry === undefined) throw new FailureError('bad-input', 'snapshot', 'it has no manifest.json')
    const manifest = parseManifest(new TextDecoder().decode(manifestEntry.read()))
    if (typeof manifest === 'string') throw new FailureError('bad-input', 'snapshot', manifest)
    if (manifest.version > SNAPSHOT_VERSION) {
      notes.push({
        line: 0,
        reason: `made by a newer vmatlas (format ${manifest.version}); what is unknown here is not shown`,
        text: ''
      })
    }
    const lose = (path: string, why: string): number => notes.push({ line: 0, reason: `${path}: ${why}`, text: '' })
    const moments = manifest.moments.map(({ folder, takenAt, processes }) => {
      const known = new Map(processes.map((process) => [process.pid, process]))
      const own = entries.filter(({ path }) => path.startsWith(`${folder}/`))
      return {
        takenAt,
        processes: processesOfTree(
          own,
          (pid) => ({
            takenAt: known.get(pid)?.files['smaps'] ?? takenAt,
            pageSize: manifest.pageSize,
            verdict: known.get(pid)?.verdict ?? { kind: 'unchecked' },
            userOf: (uid) => manifest.users[String(uid)] ?? null
          }),
          lose
        )
      }
    })
    return {
      provenance: {
        format: 'vmsnap',
        hostName: manifest.hostName,
        kernel: manifest.kernel,
        pageSize: manifest.pageSize,
        takenAt: moments[0]?.takenAt ?? null,
        user: manifest.user,
        tool: manifest.tool,
        note: manifest.note
      },
      moments,
      notes
    }
  }
}
