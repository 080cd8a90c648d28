import { FailureError } from '../../contract/failure.ts'
import type { Budget } from '../budget.ts'
import { takeJsonValues } from '../json-values.ts'
import { budgetOf, plainSource, type Importer, type SkippedNote } from '../importer.ts'
import { parseManifest, SNAPSHOT_VERSION, type Manifest } from './manifest.ts'
import { processesOfTree, type TreeFile } from '../archive/process-tree.ts'
import { MOST_NOTES } from '../skipped-notes.ts'
import { isZip, readZip } from '../archive/zip.ts'

/** The name of the manifest stands at the beginning of the file, right after the first local header. */
const MANIFEST = 'manifest.json'
const LONGEST_MANIFEST = 64 * 1024 * 1024

function beginsWithManifest(head: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(head.subarray(30, 30 + MANIFEST.length)) === MANIFEST
}

/** @returns in words why there is none */
function manifestOf(entry: TreeFile, budget: Budget): Manifest | string {
  try {
    const bytes = entry.read(LONGEST_MANIFEST)
    takeJsonValues(bytes, budget, MANIFEST)
    return parseManifest(new TextDecoder().decode(bytes))
  } catch (error) {
    return `manifest.json: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Entries by the folder at the top that they lie in. */
function entriesByFolder(entries: readonly TreeFile[]): Map<string, TreeFile[]> {
  const folders = new Map<string, TreeFile[]>()
  for (const entry of entries) {
    const slash = entry.path.indexOf('/')
    if (slash < 0) continue
    const own = folders.get(entry.path.slice(0, slash))
    if (own === undefined) folders.set(entry.path.slice(0, slash), [entry])
    else own.push(entry)
  }
  return folders
}

/** vmatlas's own snapshots (docs/snapshot-format.md). */
export const vmsnap: Importer = {
  id: 'vmsnap',
  takes: 'bytes',
  detect: (head) => (isZip(head) && beginsWithManifest(head) ? 1 : 0),
  read(bytes, name, context) {
    const notes: SkippedNote[] = []
    const budget = budgetOf(context)
    const entries = readZip(bytes, { ...context, budget }, notes)
    const manifestEntry = entries.find(({ path }) => path === MANIFEST)
    if (manifestEntry === undefined) throw new FailureError('bad-input', 'snapshot', 'it has no manifest.json')
    const manifest = manifestOf(manifestEntry, budget)
    if (typeof manifest === 'string') throw new FailureError('bad-input', 'snapshot', manifest)
    if (manifest.version > SNAPSHOT_VERSION) {
      notes.push({
        kind: 'file',
        line: null,
        detail: `made by a newer vmatlas (format ${manifest.version}); what is unknown here is not shown`
      })
    }
    const lose = (path: string, why: string): void => {
      if (notes.length < MOST_NOTES) notes.push({ kind: 'entry', line: null, detail: `${path}: ${why}` })
    }
    const byFolder = entriesByFolder(entries)
    const told = manifest.moments.filter(({ folder }) => {
      const isTold = budget.tryTake('moments', 1)
      if (!isTold) lose(folder, 'there is no room for more moments')
      return isTold
    })
    const moments = told.map(({ folder, takenAt, note, processes }) => {
      const known = new Map(processes.map((process) => [process.pid, process]))
      const own = byFolder.get(folder) ?? []
      // A folder is one moment, however often it is named.
      byFolder.delete(folder)
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
          lose,
          budget
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
