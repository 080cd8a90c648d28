import { captureFromFiles, identityOf, type CaptureMeta, type ProcessFiles } from './capture-from-files.ts'
import { titleBytes } from '../scan/command-line.ts'
import { parseProcessStatus } from '../scan/process-status.ts'
import type { ImportedProcess } from './importer.ts'

/** A file of an archive or a directory, unpacked only when it is asked for. */
export interface TreeFile {
  readonly path: string
  read(): Uint8Array
}

/** What of a process is read at once, to list it; mappings follow when they are asked for. */
const IDENTITY = ['stat', 'status', 'cmdline', 'comm'] as const
const MAPPINGS = ['smaps', 'maps', 'smaps_rollup'] as const
const WANTED: readonly string[] = [...IDENTITY, ...MAPPINGS]

const NOTHING = new Uint8Array(0)

type Lose = (path: string, why: string) => void

function readFiles(own: ReadonlyMap<string, TreeFile>, names: readonly string[], lose: Lose): ProcessFiles {
  const files: Record<string, Uint8Array> = {}
  for (const name of names) {
    const file = own.get(name)
    if (file === undefined) continue
    try {
      files[name] = file.read()
    } catch (error) {
      lose(file.path, error instanceof Error ? error.message : String(error))
    }
  }
  return files
}

function processOf(pid: number, own: ReadonlyMap<string, TreeFile>, given: CaptureMeta, lose: Lose): ImportedProcess {
  const files = readFiles(own, IDENTITY, lose)
  const meta = { ...given, pid }
  const { startTime, name, command, stat } = identityOf(files, meta)
  const status = files.status === undefined ? null : parseProcessStatus(files.status)
  return {
    process: { pid, startTime },
    name,
    command,
    ...(files.cmdline === undefined
      ? {}
      : { title: titleBytes(files.cmdline, stat?.comm ?? NOTHING, stat?.state === 'Z') }),
    uid: status?.uid ?? null,
    user: meta.user ?? null,
    ...(status === null ? {} : { numbers: status.numbers }),
    capture: () => captureFromFiles({ ...files, ...readFiles(own, MAPPINGS, lose) }, meta)
  }
}

/**
 * Processes of a tree that mirrors /proc, wherever in it the numbers stand: `proc/42/smaps`, `sos/proc/42/maps`, `42/smaps`.
 * 0 stands for a process whose number is not known.
 */
export function processesOfTree(
  files: Iterable<TreeFile>,
  metaOf: (pid: number) => CaptureMeta,
  lose: Lose
): ImportedProcess[] {
  const byPid = new Map<number, Map<string, TreeFile>>()
  for (const file of files) {
    const match = /(?:^|\/)(0|[1-9]\d{0,9})\/([a-z_]+)$/.exec(file.path)
    if (match === null || !WANTED.includes(match[2]!)) continue
    const pid = Number(match[1])
    const known = byPid.get(pid) ?? new Map<string, TreeFile>()
    byPid.set(pid, known.set(match[2]!, file))
  }
  return [...byPid].sort(([a], [b]) => a - b).map(([pid, own]) => processOf(pid, own, metaOf(pid), lose))
}
