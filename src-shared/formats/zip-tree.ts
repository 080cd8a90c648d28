import type { Importer } from './importer.ts'
import { importTree } from './import-tree.ts'
import { isZip, readZip } from './zip.ts'

/** A zip that mirrors /proc. */
export const zipTree: Importer = {
  id: 'zip',
  detect: (head) => (isZip(head) ? 0.5 : 0),
  read: (bytes, name, context) => importTree(readZip(bytes, context), 'zip', name, [])
}
