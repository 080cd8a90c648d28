import { FailureError } from '../contract/failure.ts'
import type { Imported, SkippedNote } from './importer.ts'
import { processesOfTree, type TreeFile } from './process-tree.ts'
import { treeSource } from './tree-source.ts'

/** A tree of files that mirrors /proc as an opened file. @throws FailureError when it holds no process */
export function importTree(files: readonly TreeFile[], format: string, name: string, notes: SkippedNote[]): Imported {
  const { source, takenAt } = treeSource(format, name, files)
  const processes = processesOfTree(
    files,
    () => ({ takenAt, pageSize: source.pageSize }),
    (path, why) => notes.push({ kind: 'entry', line: null, detail: `${path}: ${why}` })
  )
  if (processes.length === 0) {
    throw new FailureError('bad-input', name, 'it holds no process of /proc (PID/maps or PID/smaps)')
  }
  return { source, moments: [{ takenAt, processes }], notes }
}
