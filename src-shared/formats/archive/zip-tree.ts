import type { Importer, SkippedNote } from '../importer.ts'
import { importTree } from './import-tree.ts'
import { isZip, readZip } from './zip.ts'

/** A zip that mirrors /proc. */
export const zipTree: Importer = {
  id: 'zip',
  takes: 'bytes',
  detect: (head) => (isZip(head) ? 0.99 : 0),
  read(bytes, name, context) {
    const notes: SkippedNote[] = []
    return importTree(readZip(bytes, context, notes), 'zip', name, notes, context)
  }
}
