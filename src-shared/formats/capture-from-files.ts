import { classify } from '../classify/classify.ts'
import type { Classification } from '../memory/category.ts'
import type { Capture, CaptureNote, Rollup } from '../memory/capture.ts'
import { emptyTable, mappingEnd, mappingName } from '../memory/mapping-table.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { shmMinorOf } from '../memory/shm-minor.ts'
import type { Verdict } from '../memory/verdict.ts'
import { titleText } from '../scan/command-line.ts'
import { scanMappings, type ScanResult } from '../scan/mapping-scanner.ts'
import { parseProcessStat, type ProcessStat } from '../scan/process-stat.ts'
import { parseProcessStatus } from '../scan/process-status.ts'
import { readLabels } from './snapshot/labels-file.ts'
import { skippedNotes } from '../scan/skipped-lines.ts'
import { parseSmapsRollup } from '../scan/smaps-rollup.ts'

/** Files of /proc/PID by their names; a source has some of them. */
export interface ProcessFiles {
  readonly smaps?: Uint8Array
  readonly maps?: Uint8Array
  readonly smaps_rollup?: Uint8Array
  readonly status?: Uint8Array
  readonly stat?: Uint8Array
  readonly cmdline?: Uint8Array
  readonly comm?: Uint8Array
  /** No file of /proc: the labels that a snapshot keeps with the mappings. */
  readonly 'labels.json'?: Uint8Array
}

/** What a source knows besides the files; goes before what the files say. */
export interface CaptureMeta {
  readonly pid?: number
  readonly name?: string
  readonly command?: string
  readonly user?: string | null
  readonly startTime?: number
  readonly takenAt?: number | null
  /** Bytes; 4096 when nothing tells. */
  readonly pageSize?: number | null
  readonly verdict?: Verdict
  /** Columns that the source does not have, though the files hold something there. */
  readonly absent?: Capture['absent']
}

const decoder = new TextDecoder()
const EMPTY = new Uint8Array(0)

/** Who a process is, without looking at its mappings. */
export function identityOf(
  files: ProcessFiles,
  meta: CaptureMeta
): { pid: number; startTime: number; name: string; command: string; stat: ProcessStat | null } {
  const stat = files.stat === undefined ? null : parseProcessStat(files.stat)
  const status = files.status === undefined ? null : parseProcessStatus(files.status)
  const comm = stat?.comm ?? (files.comm === undefined ? EMPTY : trimNewline(files.comm))
  const name = meta.name ?? (comm.length > 0 ? decoder.decode(comm) : (status?.name ?? ''))
  const isZombie = stat !== null && 'ZX'.includes(stat.state)
  const hasTitle = files.cmdline !== undefined || comm.length > 0
  return {
    pid: meta.pid ?? stat?.pid ?? status?.tgid ?? 0,
    startTime: meta.startTime ?? stat?.startTime ?? 0,
    name,
    command: meta.command ?? (hasTitle ? titleText(files.cmdline ?? EMPTY, comm, isZombie) : name),
    stat
  }
}

function trimNewline(bytes: Uint8Array): Uint8Array {
  return bytes[bytes.length - 1] === 10 ? bytes.subarray(0, -1) : bytes
}

/** smaps where it holds rows, else maps: a script may leave an empty smaps of a process it may not look into. */
function scanBest(files: ProcessFiles): ScanResult | null {
  const smaps = files.smaps === undefined ? null : scanMappings(files.smaps)
  if (smaps !== null && (smaps.table.rowCount > 0 || files.maps === undefined)) return smaps
  return files.maps === undefined ? smaps : scanMappings(files.maps)
}

/** Without stat, the end of the kernel's [stack] stands in for the place where the stack began. */
function stackStart(table: MappingTable): bigint | null {
  for (let row = table.rowCount - 1; row >= 0; row--) {
    if (mappingName(table, row) === '[stack]') return BigInt(mappingEnd(table, row)) - 1n
  }
  return null
}

/** The labels that came with the mappings; null where there are none or they are not of these rows. */
function storedLabels(files: ProcessFiles, { rowCount }: MappingTable): Classification | null {
  const stored = files['labels.json']
  return stored === undefined ? null : readLabels(decoder.decode(stored), rowCount)
}

/** Makes a capture of the raw files of one process: the only way by which imported data becomes one. Never throws for bad lines. */
export function captureFromFiles(files: ProcessFiles, meta: CaptureMeta = {}): Capture {
  const { stat, pid, startTime, name, command } = identityOf(files, meta)
  const status = files.status === undefined ? null : parseProcessStatus(files.status)
  const scanned = scanBest(files)
  const table = scanned?.table ?? emptyTable()
  const notes: CaptureNote[] = []
  if (stat?.isKernelThread) notes.push({ kind: 'kernel-thread', detail: '' })
  else if (stat !== null && 'ZX'.includes(stat.state)) notes.push({ kind: 'zombie', detail: '' })
  else if (scanned === null) notes.push({ kind: 'denied', detail: 'the source holds neither smaps nor maps' })
  else if (scanned.kind === 'maps') notes.push({ kind: 'no-smaps', detail: '' })
  if (scanned !== null) notes.push(...skippedNotes(scanned))
  return {
    process: { pid, startTime },
    name,
    command,
    user: meta.user ?? (status?.uid == null ? null : String(status.uid)),
    takenAt: meta.takenAt ?? null,
    detail: scanned === null || table.rowCount === 0 ? 'none' : scanned.kind,
    table,
    classification: storedLabels(files, table) ?? classify(table),
    rollup: files.smaps_rollup === undefined ? null : parseSmapsRollup(files.smaps_rollup),
    status: status?.numbers ?? null,
    startStack: stat?.startStack ?? stackStart(table),
    shmMinor: shmMinorOf(table),
    pageSize: meta.pageSize ?? 4096,
    verdict: meta.verdict ?? { kind: 'unchecked' },
    cost: null,
    notes,
    ...(meta.absent === undefined ? {} : { absent: meta.absent })
  }
}

/** A process whose mappings are scanned when they are asked for. */
export function importedProcess(
  files: ProcessFiles,
  meta: CaptureMeta = {}
): {
  readonly process: { pid: number; startTime: number }
  readonly name: string
  readonly command: string
  readonly numbers?: Readonly<Record<string, number>>
  rollup(): Rollup | null
  capture(): Capture
} {
  const { pid, startTime, name, command } = identityOf(files, meta)
  return {
    process: { pid, startTime },
    name,
    command,
    ...(files.status === undefined ? {} : { numbers: parseProcessStatus(files.status).numbers }),
    rollup: () => (files.smaps_rollup === undefined ? null : parseSmapsRollup(files.smaps_rollup)),
    capture: () => captureFromFiles(files, meta)
  }
}
