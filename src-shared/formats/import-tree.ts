import { FailureError } from '../contract/failure.ts'
import type { FormatContext, Imported, ImportedMoment, SkippedNote } from './importer.ts'
import { pidInPath, processesOfTree, type TreeFile } from './process-tree.ts'
import { treeSource } from './tree-source.ts'

/** An archive of more files is none of a few reports. */
const MOST_TEXTS = 2000
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

/** Texts of other formats in an archive that mirrors no /proc, each a moment of its own: crash reports, pmap's output. */
function looseTexts(
  files: readonly TreeFile[],
  { openText }: Pick<FormatContext, 'openText'>,
  notes: SkippedNote[]
): ImportedMoment[] {
  if (openText === undefined) return []
  const lose = (path: string, why: string): number =>
    notes.push({ kind: 'entry', line: null, detail: `${path}: ${why}` })
  return files.slice(0, MOST_TEXTS).flatMap((file) => {
    try {
      const imported = openText(file.read(), file.path)
      if (imported === null) return []
      for (const { detail, line } of imported.notes) lose(file.path, line === null ? detail : `line ${line}: ${detail}`)
      return imported.moments.map((moment) => ({ ...moment, note: file.path }))
    } catch (error) {
      lose(file.path, error instanceof Error ? error.message : String(error))
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
  context: Pick<FormatContext, 'openText'> = {}
): Imported {
  const { source, takenAt } = treeSource(format, name, files)
  const lose = (path: string, why: string): number =>
    notes.push({ kind: 'entry', line: null, detail: `${path}: ${why}` })
  const moments = [...foldersOf(files)].flatMap(([folder, own]): ImportedMoment[] => {
    const processes = processesOfTree(own, () => ({ takenAt, pageSize: source.pageSize }), lose)
    return processes.length === 0 ? [] : [{ takenAt, note: folder, processes }]
  })
  if (moments.length === 0) moments.push(...looseTexts(files, context, notes))
  if (moments.length === 0) {
    const inner = files.find(({ path }) => PACKED.test(path))
    const advice = inner === undefined ? '' : `; it holds an archive, ${inner.path}: unpack that first`
    throw new FailureError('bad-input', name, `it holds no process of /proc (PID/maps or PID/smaps)${advice}`)
  }
  return { source, moments, notes }
}
