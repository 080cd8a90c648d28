import { assembleCapture, isZombie, notesOfState, type Labels } from '../capture/assemble-capture.ts'
import { surroundingsOf } from '../capture/process-surroundings.ts'
import type { Capture, CaptureNote, Rollup } from '../memory/capture.ts'
import { areRowsPossible, pageSizeOf, possibleRows } from './listing/checked-rows.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { readLabels } from './snapshot/labels-file.ts'
import type { Verdict } from '../memory/verdict.ts'
import { titleText } from '../scan/command-line.ts'
import { scanMappings, type ScanResult } from '../scan/mapping-scanner.ts'
import { parseNumaMaps, withNumaColumns } from '../scan/numa-maps.ts'
import { parseSmapsRollup } from '../scan/smaps-rollup.ts'
import { parseProcessStat, type ProcessStat } from '../scan/process-stat.ts'
import { parseProcessStatus, type ProcessStatus } from '../scan/process-status.ts'

/** Files of /proc/PID by their names; a source has some of them. */
export interface ProcessFiles {
  /** No file: the mappings as an importer of another tool's output has built them. */
  readonly rows?: ScanResult
  readonly smaps?: Uint8Array
  readonly maps?: Uint8Array
  readonly smaps_rollup?: Uint8Array
  readonly numa_maps?: Uint8Array
  readonly status?: Uint8Array
  readonly stat?: Uint8Array
  readonly cmdline?: Uint8Array
  readonly comm?: Uint8Array
  readonly limits?: Uint8Array
  readonly coredump_filter?: Uint8Array
  /** No file of the process: vm.max_map_count of its machine, which a snapshot keeps with it. */
  readonly max_map_count?: Uint8Array
  /** No file of /proc: the labels that a snapshot keeps with the mappings. */
  readonly 'labels.json'?: Uint8Array
}

/** What a source knows besides the files; goes before what the files report. */
export interface CaptureMeta {
  readonly pid?: number
  readonly name?: string
  readonly command?: string
  readonly user?: string | null
  readonly startTime?: number
  readonly takenAt?: number | null
  /** Bytes; 4096 when nothing reports. */
  readonly pageSize?: number | null
  readonly verdict?: Verdict
  /** False where the source reports no names at all. */
  readonly areNamesKnown?: boolean
  /** The file that the program was started from, by its name in the list of mappings. */
  readonly program?: string | undefined
  /** Columns that the source does not have, though the files hold something there. */
  readonly absent?: Capture['absent']
  readonly cut?: Capture['cut']
}

const decoder = new TextDecoder()
const EMPTY = new Uint8Array(0)

/** The identity of a process, and its parts that need not be parsed twice. */
export interface ProcessFacts {
  readonly pid: number
  readonly startTime: number
  readonly name: string
  readonly command: string
  readonly stat: ProcessStat | null
  readonly status: ProcessStatus | null
}

/** The identity of a process, without its mappings. */
export function identityOf(files: ProcessFiles, meta: CaptureMeta): ProcessFacts {
  const stat = files.stat === undefined ? null : parseProcessStat(files.stat)
  const status = files.status === undefined ? null : parseProcessStatus(files.status)
  const comm = stat?.comm ?? (files.comm === undefined ? EMPTY : trimNewline(files.comm))
  const name = meta.name ?? (comm.length > 0 ? decoder.decode(comm) : (status?.name ?? ''))
  const hasTitle = files.cmdline !== undefined || comm.length > 0
  const isEnded = stat !== null && isZombie(stat)
  return {
    pid: meta.pid ?? stat?.pid ?? status?.tgid ?? 0,
    startTime: meta.startTime ?? stat?.startTime ?? 0,
    name,
    command: meta.command ?? (hasTitle ? titleText(files.cmdline ?? EMPTY, comm, isEnded) : name),
    stat,
    status
  }
}

function trimNewline(bytes: Uint8Array): Uint8Array {
  return bytes[bytes.length - 1] === 10 ? bytes.subarray(0, -1) : bytes
}

interface Scanned {
  readonly rows: ScanResult
  readonly notes: readonly CaptureNote[]
}

/** The rows of a file that claims to be the kernel's; what can't be mappings of any process is left out. */
function scanChecked(bytes: Uint8Array, pageSize: number | null | undefined): Scanned {
  const rows = scanMappings(bytes)
  const own = pageSize ?? pageSizeOf(rows.table)
  return areRowsPossible(rows.table, own) ? { rows, notes: [] } : possibleRows(bytes, own)
}

/** The built rows, else smaps where it holds rows, else maps: a script may leave an empty smaps of a process it may not look into. */
function scanBest(files: ProcessFiles, pageSize: number | null | undefined): Scanned | null {
  if (files.rows !== undefined) return { rows: files.rows, notes: [] }
  const smaps = files.smaps === undefined ? null : scanChecked(files.smaps, pageSize)
  if (smaps !== null && (smaps.rows.table.rowCount > 0 || files.maps === undefined)) return smaps
  return files.maps === undefined ? smaps : scanChecked(files.maps, pageSize)
}

/** The rows with their nodes and policies, where the source reports them. */
function withNuma(rows: ScanResult, numa: Uint8Array | undefined): ScanResult {
  return numa === undefined ? rows : { ...rows, table: withNumaColumns(rows.table, parseNumaMaps(numa)) }
}

/** Why there are no rows, or none with numbers, of a process that should have them. */
function notesOfRows(rows: ScanResult | null): CaptureNote[] {
  if (rows === null) return [{ kind: 'denied', detail: 'the source holds neither smaps nor maps' }]
  return rows.kind === 'maps' ? [{ kind: 'no-smaps', detail: '' }] : []
}

/** Whether any file reports what is allowed to the process. */
function isAllowanceKnown(files: ProcessFiles): boolean {
  return files.limits !== undefined || files.coredump_filter !== undefined || files.max_map_count !== undefined
}

/** The labels that came with the mappings; null where there are none or they are not of these rows. */
function storedLabels(files: ProcessFiles, { rowCount }: MappingTable): Labels | null {
  const stored = files['labels.json']
  return stored === undefined ? null : readLabels(decoder.decode(stored), rowCount)
}

/**
 * Makes a capture of the raw files of one process: the only way by which imported data becomes one. Never throws for bad
 * lines.
 * @param facts what `identityOf` made of the same files, where it was asked before
 */
export function captureFromFiles(
  files: ProcessFiles,
  meta: CaptureMeta = {},
  facts: ProcessFacts = identityOf(files, meta)
): Capture {
  const { stat, status, pid, startTime, name, command } = facts
  const scanned = scanBest(files, meta.pageSize)
  const rows = scanned === null ? null : withNuma(scanned.rows, files.numa_maps)
  return assembleCapture({
    process: { pid, startTime },
    name,
    command,
    user: meta.user ?? (status?.uid == null ? null : String(status.uid)),
    stat,
    status,
    rollup: files.smaps_rollup ?? null,
    rows,
    detailWithoutRows: 'none',
    notes: [...(notesOfState(stat).length > 0 ? [] : notesOfRows(rows)), ...(scanned?.notes ?? [])],
    takenAt: meta.takenAt ?? null,
    areNamesKnown: meta.areNamesKnown ?? true,
    program: meta.program,
    pageSize: meta.pageSize ?? 4096,
    ...(isAllowanceKnown(files) ? { surroundings: surroundingsOf(files) } : {}),
    verdict: meta.verdict ?? { kind: 'unchecked' },
    cost: null,
    absent: meta.absent,
    ...(meta.cut === undefined ? {} : { cut: meta.cut }),
    labels: (table) => storedLabels(files, table)
  })
}

/**
 * A process whose mappings are scanned when they are asked for.
 * @param scanned what a scan of its best file gave already; the first capture takes it, since the caller may give its
 * columns away
 */
export function importedProcess(
  files: ProcessFiles,
  meta: CaptureMeta = {},
  scanned?: ScanResult
): {
  readonly process: { pid: number; startTime: number }
  readonly name: string
  readonly command: string
  readonly numbers?: Readonly<Record<string, number>>
  rollup(): Rollup | null
  capture(): Capture
} {
  const facts = identityOf(files, meta)
  const { pid, startTime, name, command, status } = facts
  let ready = scanned
  return {
    process: { pid, startTime },
    name,
    command,
    ...(status === null ? {} : { numbers: status.numbers }),
    rollup: () => (files.smaps_rollup === undefined ? null : parseSmapsRollup(files.smaps_rollup)),
    capture() {
      const rows = ready
      ready = undefined
      return captureFromFiles(rows === undefined ? files : { ...files, rows }, meta, facts)
    }
  }
}
