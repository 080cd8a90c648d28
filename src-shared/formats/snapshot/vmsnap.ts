import { FailureError } from '../../contract/failure.ts'
import type { Budget } from '../budget.ts'
import { takeJsonValues } from '../json-values.ts'
import { budgetOf, plainSource, type Importer } from '../importer.ts'
import {
  parseEnd,
  parseManifest,
  parseMoment,
  SNAPSHOT_VERSION,
  type Manifest,
  type ManifestMoment
} from './manifest.ts'
import { machineOfTree } from '../archive/machine-files.ts'
import { processesOfTree, type TreeFile } from '../archive/process-tree.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { isZip, readZip } from '../archive/zip.ts'

/** The name of the manifest is at the beginning of the file, right after the first local header. */
const MANIFEST = 'manifest.json'
const LONGEST_MANIFEST = 64 * 1024 * 1024

function beginsWithManifest(head: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(head.subarray(30, 30 + MANIFEST.length)) === MANIFEST
}

/** @returns why there is none, in words */
function manifestOf(entry: TreeFile, budget: Budget): Manifest | string {
  try {
    const bytes = entry.read(LONGEST_MANIFEST)
    takeJsonValues(bytes, budget, MANIFEST)
    return parseManifest(new TextDecoder().decode(bytes))
  } catch (error) {
    return `manifest.json: ${error instanceof Error ? error.message : String(error)}`
  }
}

const MOMENT_FILE = /^([\w.-]+)\/moment\.json$/

/** The files below each folder of the archive's top. */
function filesByFolder(entries: readonly TreeFile[]): Map<string, TreeFile[]> {
  const folders = new Map<string, TreeFile[]>()
  for (const entry of entries) {
    const folder = entry.path.slice(0, Math.max(0, entry.path.indexOf('/')))
    const files = folders.get(folder)
    if (files === undefined) folders.set(folder, [entry])
    else files.push(entry)
  }
  return folders
}

/**
 * Moments of a recording (`vmatlas record`): each describes itself in a file that was written last of all its files, so that one
 * that was cut off is not listed. How the process ended is kept with the last one.
 */
function recordedMoments(
  entries: readonly TreeFile[],
  known: readonly ManifestMoment[],
  budget: Budget,
  noteSkipped: (path: string, why: string) => void
): ManifestMoment[] {
  const folders = new Set(known.map(({ folder }) => folder))
  const moments: ManifestMoment[] = []
  for (const entry of entries) {
    const folder = MOMENT_FILE.exec(entry.path)?.[1]
    if (folder === undefined || folders.has(folder)) continue
    const moment = readOr(entry, budget, parseMoment)
    if (moment === null) noteSkipped(entry.path, 'it can not be read; its moment is left out')
    else moments.push({ ...moment, folder })
  }
  moments.sort((a, b) => (a.takenAt ?? 0) - (b.takenAt ?? 0))
  const endEntry = entries.find(({ path }) => path === 'end.json')
  const end = endEntry === undefined ? null : readOr(endEntry, budget, parseEnd)
  const last = moments.pop()
  if (last === undefined) return []
  const note = end === null ? last.note : `${last.note === '' ? '' : `${last.note}\n`}${endText(end.at, end.why)}`
  const exit = end === null ? [] : [{ kind: 'exit' as const, at: end.at, count: 1, label: end.reason ?? end.why }]
  return [...moments, { ...last, note, events: [...(last.events ?? []), ...exit] }]
}

const endText = (at: number, why: string): string =>
  `The last moment before its end at ${new Date(at).toISOString()}: ${why}.`

function readOr<Value>(entry: TreeFile, budget: Budget, parse: (bytes: Uint8Array) => Value | null): Value | null {
  try {
    const bytes = entry.read(LONGEST_MANIFEST)
    takeJsonValues(bytes, budget, entry.path)
    return parse(bytes)
  } catch {
    return null
  }
}

/** vmatlas's own snapshots (docs/snapshot-format.md). */
export const vmsnap: Importer = {
  id: 'vmsnap',
  takes: 'bytes',
  detect: (head) => (isZip(head) && beginsWithManifest(head) ? 1 : 0),
  read(bytes, name, context) {
    const skipped = new SkippedNotes()
    const budget = budgetOf(context)
    const entries = readZip(bytes, { ...context, budget }, skipped.list)
    const manifestEntry = entries.find(({ path }) => path === MANIFEST)
    if (manifestEntry === undefined) throw new FailureError('bad-input', 'snapshot', 'it has no manifest.json')
    const manifest = manifestOf(manifestEntry, budget)
    if (typeof manifest === 'string') throw new FailureError('bad-input', 'snapshot', manifest)
    if (manifest.version > SNAPSHOT_VERSION) {
      skipped.file(`made by a newer vmatlas (format ${manifest.version}); what is unknown here is not shown`)
    }
    const noteSkipped = (path: string, why: string): void => skipped.entry(path, why)
    const all = [...manifest.moments, ...recordedMoments(entries, manifest.moments, budget, noteSkipped)]
    const kept = all.filter(({ folder }) => {
      const hasRoom = budget.tryTake('moments', 1)
      if (!hasRoom) noteSkipped(folder, 'there is no room for more moments')
      return hasRoom
    })
    if (kept.length === 0) throw new FailureError('bad-input', 'snapshot', 'it holds no moment')
    const inFolders = filesByFolder(entries)
    const moments = kept.map(({ folder, takenAt, note, events, processes }) => {
      const known = new Map(processes.map((process) => [process.pid, process]))
      const own = inFolders.get(folder) ?? []
      // A folder is one moment, however often it is named.
      inFolders.delete(folder)
      return {
        takenAt,
        note,
        ...machineOfTree(own),
        ...(events === undefined ? {} : { events }),
        processes: processesOfTree(
          own,
          (pid) => {
            const process = known.get(pid)
            return {
              takenAt: process?.files['smaps'] ?? takenAt,
              pageSize: manifest.pageSize,
              verdict: process?.verdict ?? { kind: 'unchecked' },
              ...(process?.user == null ? {} : { user: process.user }),
              ...(process?.absent === undefined ? {} : { absent: process.absent }),
              ...(process?.cut === undefined ? {} : { cut: process.cut })
            }
          },
          noteSkipped,
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
        bootId: manifest.bootId,
        tool: manifest.tool,
        privileged: manifest.privileged,
        note: manifest.note
      },
      moments,
      notes: skipped.list
    }
  }
}
