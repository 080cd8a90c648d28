import { captureFromFiles, identityOf, type CaptureMeta, type ProcessFiles } from '../capture-from-files.ts'
import { titleBytes } from '../../scan/command-line.ts'
import { parseSmapsRollup } from '../../scan/smaps-rollup.ts'
import { FailureError } from '../../contract/failure.ts'
import { Budget } from '../budget.ts'
import type { ImportedProcess } from '../importer.ts'

/** A file of an archive or a directory, unpacked only when it is asked for. */
export interface TreeFile {
  readonly path: string
  /** @param most bytes that are of use; something packed may be refused where it has more */
  read(most?: number): Uint8Array
}

/** The part of a process that is read at once, to list it; mappings follow on request. */
const IDENTITY = ['stat', 'status', 'cmdline', 'comm'] as const
const MAPPINGS = [
  'smaps',
  'maps',
  'smaps_rollup',
  'numa_maps',
  'labels.json',
  'limits',
  'coredump_filter',
  'max_map_count'
] as const
/** Where a process belongs; read when it is asked for. */
const BELONGING = ['cgroup', 'oom_score'] as const
const WANTED: readonly string[] = [...IDENTITY, ...MAPPINGS, ...BELONGING]

const NOTHING = new Uint8Array(0)

type NoteSkipped = (path: string, why: string) => void

/** No kernel writes more than a part of it, but of command lines. */
const MOST_OF_IDENTITY: Readonly<Record<string, number>> = { stat: 4096, status: 16_384, comm: 256, cmdline: 131_072 }
const MOST_UNPACKED = 1024 * 1024

/** Who a process is, as far as there is room for it. */
function readIdentity(own: ReadonlyMap<string, TreeFile>, budget: Budget, noteSkipped: NoteSkipped): ProcessFiles {
  const files: Record<string, Uint8Array> = {}
  for (const name of IDENTITY) {
    const file = own.get(name)
    if (file === undefined) continue
    if (budget.left('texts') <= 0) noteSkipped(file.path, 'there is no more room for names and command lines')
    else {
      const whole = readFiles(own, [name], noteSkipped, MOST_UNPACKED)[name]
      if (whole === undefined) continue
      // A copy, because a part would keep the whole.
      const part = whole.length > MOST_OF_IDENTITY[name]! ? whole.slice(0, MOST_OF_IDENTITY[name]) : whole
      if (part !== whole) noteSkipped(file.path, `only its first ${part.length} bytes are shown`)
      // What does not fit ends it: nothing is unpacked in vain.
      if (budget.takeAll('texts', part.length + 64)) files[name] = part
    }
  }
  return files
}

function readFiles(
  own: ReadonlyMap<string, TreeFile>,
  names: readonly (keyof ProcessFiles)[],
  noteSkipped: NoteSkipped,
  most?: number
): ProcessFiles {
  const files: Record<string, Uint8Array> = {}
  for (const name of names) {
    const file = own.get(name)
    if (file === undefined) continue
    try {
      files[name] = file.read(most)
    } catch (error) {
      noteSkipped(file.path, error instanceof Error ? error.message : String(error))
    }
  }
  return files
}

/** Null where it is not there or can't be unpacked: nothing else of the process is the worse for it. */
function readBelonging(own: ReadonlyMap<string, TreeFile>, name: (typeof BELONGING)[number]): Uint8Array | null {
  try {
    return own.get(name)?.read(MOST_UNPACKED) ?? null
  } catch {
    return null
  }
}

function processOf(
  pid: number,
  own: ReadonlyMap<string, TreeFile>,
  given: CaptureMeta,
  noteSkipped: NoteSkipped,
  budget: Budget
): ImportedProcess {
  const files = readIdentity(own, budget, noteSkipped)
  const meta = { ...given, pid }
  const facts = identityOf(files, meta)
  const { startTime, name, command, stat, status } = facts
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
    stat,
    rollup() {
      // What can't be unpacked is reported when the process is opened.
      const { smaps_rollup: rollup } = readFiles(own, ['smaps_rollup'], () => undefined)
      return rollup === undefined ? null : parseSmapsRollup(rollup)
    },
    cgroup: () => readBelonging(own, 'cgroup'),
    oomScore() {
      const bytes = readBelonging(own, 'oom_score')
      const score = bytes === null ? NaN : Number.parseInt(new TextDecoder().decode(bytes), 10)
      return Number.isNaN(score) ? null : score
    },
    capture() {
      const lost: FailureError[] = []
      const mappings = readFiles(own, MAPPINGS, (path, why) => lost.push(new FailureError('bad-input', path, why)))
      // Mappings that are there but can't be read are not the same as none.
      const [failure] = lost
      if (failure !== undefined && mappings.smaps === undefined && mappings.maps === undefined) throw failure
      return captureFromFiles({ ...files, ...mappings }, meta, facts)
    }
  }
}

/** Which process a file belongs to, and the folder in which that process's folder lies; null for files of no use. */
export function pidInPath(
  path: string
): { readonly folder: string; readonly pid: number; readonly name: string } | null {
  const match = /(?:^|\/)(0|[1-9]\d{0,9})\/([a-z_.]+)$/.exec(path)
  const name = match?.[2] ?? ''
  const folder = path.slice(0, match?.index)
  // Threads share the mappings of their process.
  if (match === null || !WANTED.includes(name) || /(?:^|\/)task$/.test(folder)) return null
  return { folder, pid: Number(match[1]), name }
}

/**
 * Processes of a tree that mirrors /proc, wherever in it the numbers occur: `proc/42/smaps`, `sos/proc/42/maps`, `42/smaps`.
 * 0 represents a process whose number is not known.
 */
export function processesOfTree(
  files: Iterable<TreeFile>,
  metaOf: (pid: number) => CaptureMeta,
  noteSkipped: NoteSkipped,
  budget: Budget = new Budget()
): ImportedProcess[] {
  const byPid = new Map<number, Map<string, TreeFile>>()
  let isFull = false
  for (const file of files) {
    const found = pidInPath(file.path)
    if (found === null) continue
    const { pid, name } = found
    if (byPid.size >= budget.left('processes') && !byPid.has(pid)) {
      if (!isFull) noteSkipped(file.path, 'there is no room for more processes: those from here on are left out')
      isFull = true
      continue
    }
    const known = byPid.get(pid) ?? new Map<string, TreeFile>()
    if (known.has(name)) noteSkipped(file.path, 'it is there more than once; the last one is shown')
    byPid.set(pid, known.set(name, file))
  }
  budget.take('processes', byPid.size, 'archive')
  return [...byPid].sort(([a], [b]) => a - b).map(([pid, own]) => processOf(pid, own, metaOf(pid), noteSkipped, budget))
}
