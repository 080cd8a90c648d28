import { FailureError } from '../../contract/failure.ts'
import { budgetOf, type FormatContext, type Imported, type ImportedMoment, type SkippedNote } from '../importer.ts'
import { crashedProcesses } from './problem-directory.ts'
import { machineOfTree } from './machine-files.ts'
import { pidInPath, processesOfTree, type TreeFile } from './process-tree.ts'
import { SkippedNotes } from '../skipped-notes.ts'
import { treeSource } from './tree-source.ts'

/** An archive of more files is not one of a few reports. */
const MOST_FILES = 2000
const PACKED = /\.(?:tar|tgz|zip|7z|gz|xz|zst|bz2|lz4|cpio)$/i

/**
 * Files by the folder that their processes' folders lie in. There is more than one where copies of one process were made one
 * after the other (`t1/42/smaps`, `t2/42/smaps`): these are moments.
 */
function foldersOf(files: readonly TreeFile[]): Map<string, TreeFile[]> {
  const folders = new Map<string, TreeFile[]>()
  const pids = new Map<string, Set<number>>()
  for (const file of files) {
    const found = pidInPath(file.path)
    if (found === null) continue
    const own = folders.get(found.folder)
    if (own === undefined) folders.set(found.folder, [file])
    else own.push(file)
    pids.set(found.folder, (pids.get(found.folder) ?? new Set()).add(found.pid))
  }
  const seen = new Set<number>()
  const areMoments = [...pids.values()].some((own) => [...own].some((pid) => seen.has(pid) || !seen.add(pid)))
  return areMoments ? folders : new Map([['', [...files]]])
}

/** What an archive that mirrors no /proc holds besides, each file's moments of its own: archives, crash reports, pmap's output. */
function otherFiles(
  files: readonly TreeFile[],
  { openFile, budget }: Pick<FormatContext, 'openFile' | 'budget'>,
  notes: SkippedNote[]
): Imported[] {
  if (openFile === undefined) return []
  const skipped = new SkippedNotes(notes)
  if (files.length > MOST_FILES)
    skipped.entry(files[MOST_FILES]!.path, `more than ${MOST_FILES} files: those from here on are left out`)
  let hasRoom = true
  return files.slice(0, MOST_FILES).flatMap((file) => {
    // What is left is not even unpacked.
    if (budget?.left('tried') === 0) {
      if (hasRoom)
        skipped.entry(
          file.path,
          'there is no room for more files that are no processes: those from here on are left out'
        )
      hasRoom = false
      return []
    }
    try {
      const imported = openFile(file.read(), file.path)
      if (typeof imported === 'string') skipped.entry(file.path, imported)
      if (imported === null || typeof imported === 'string') return []
      for (const { detail, line } of imported.notes)
        skipped.entry(file.path, line === null ? detail : `line ${line}: ${detail}`)
      const noteOf = (inner: string | undefined): string =>
        inner === undefined || inner === '' ? file.path : `${file.path}: ${inner}`
      return [{ ...imported, moments: imported.moments.map((moment) => ({ ...moment, note: noteOf(moment.note) })) }]
    } catch (error) {
      skipped.entry(file.path, error instanceof Error ? error.message : String(error))
      return []
    }
  })
}

/** A tree of files that mirrors /proc as an opened file. @throws FailureError when it holds no process */
export function importTree(
  files: readonly TreeFile[],
  format: string,
  name: string,
  notes: SkippedNote[],
  context: Pick<FormatContext, 'openFile' | 'budget' | 'limit'> = {}
): Imported {
  const { source, takenAt } = treeSource(format, name, files)
  const skipped = new SkippedNotes(notes)
  const noteSkipped = (path: string, why: string): void => skipped.entry(path, why)
  const budget = budgetOf(context)
  const machine = machineOfTree(files)
  const moments = [...foldersOf([...files, ...crashedProcesses(files)])].flatMap(([folder, own]): ImportedMoment[] => {
    const processes = processesOfTree(own, () => ({ takenAt, pageSize: source.pageSize }), noteSkipped, budget)
    return processes.length === 0 ? [] : [{ takenAt, note: folder, processes, ...machine }]
  })
  if (moments.length > 0) return { source, moments, notes }
  const others = otherFiles(files, context, notes)
  if (others.length === 0) {
    const inner = files.find(({ path }) => PACKED.test(path))
    const advice = inner === undefined ? '' : `; it holds an archive, ${inner.path}: unpack that first`
    throw new FailureError('bad-input', name, `it holds no process of /proc (PID/maps or PID/smaps)${advice}`)
  }
  const [only] = others
  // What one archive in it reports about its machine holds for all of it.
  const reported = others.length === 1 && only !== undefined ? { ...only.source, format, fileName: name } : source
  return { source: reported, moments: others.flatMap((one) => one.moments), notes }
}
