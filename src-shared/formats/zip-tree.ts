import { FailureError } from '../contract/failure.ts'
import type { ImportNote, Importer } from './importer.ts'
import { processesOfTree } from './process-tree.ts'
import { treeProvenance } from './tree-provenance.ts'
import { isZip, readZip } from './zip.ts'

/** A zip that mirrors /proc. */
export const zipTree: Importer = {
  id: 'zip',
  detect: (head) => (isZip(head) ? 0.5 : 0),
  read(bytes, context) {
    const notes: ImportNote[] = []
    const entries = readZip(bytes, context)
    const provenance = treeProvenance('zip', entries)
    const processes = processesOfTree(
      entries,
      () => ({ takenAt: provenance.takenAt, pageSize: provenance.pageSize }),
      (path, why) => notes.push({ line: 0, reason: `${path}: ${why}`, text: '' })
    )
    if (processes.length === 0)
      throw new FailureError('bad-input', 'zip', 'it holds no process of /proc (PID/maps or PID/smaps)')
    return { provenance, moments: [{ takenAt: provenance.takenAt, processes }], notes }
  }
}
