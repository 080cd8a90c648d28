import { classify } from '#shared/classify/classify.ts'
import { assembleCapture, isZombie, threadsOf } from '#shared/capture/assemble-capture.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { EvidenceDepth } from '#shared/memory/category.ts'
import type { JvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import type { Capture, CaptureNote } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { titleText } from '#shared/scan/command-line.ts'
import type { ScanResult } from '#shared/scan/mapping-scanner.ts'
import { parseNumaMaps, withNumaColumns } from '#shared/scan/numa-maps.ts'
import type { ProcessStat } from '#shared/scan/process-stat.ts'
import { parseProcessStatus } from '#shared/scan/process-status.ts'
import { observeProcess } from '#main/evidence/observe-process.ts'
import type { FindingsMemory } from '#main/evidence/run-findings.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import type { ReadPace } from '#main/source/read-mappings.ts'
import { estimatedSmapsMs } from '#main/source/reading-estimate.ts'
import { userText } from '#main/source/users.ts'
import { openProcess } from './open-process.ts'
import { readSurroundings } from './read-surroundings.ts'
import { readWithVerdict, type ReadingWithVerdict } from './read-with-verdict.ts'

export interface CaptureRequest {
  readonly process: ProcessKey
  readonly detail: 'smaps' | 'maps'
  readonly pace: ReadPace
  readonly root: string
  /** Bytes. */
  readonly pageSize: number
  /** Rows of the last capture of the same process, for the first allocation. */
  readonly rowsHint: number
  /** The last capture of the same process was not still. */
  readonly expectsMotion: boolean
  /** How closely to look for the purposes of memory. */
  readonly evidence: EvidenceDepth
  /** Read on which nodes the memory lies (numa_maps): as costly as smaps, for machines of several nodes. */
  readonly readsNuma?: boolean
  /** Where everything would take longer, milliseconds, only the list of mappings is read, and that is noted. */
  readonly mostReadingMs?: number | undefined
  /** Processes of other users are looked into as well, where the right is there. */
  readonly looksIntoOthers?: boolean
  /** Milliseconds for looking inside a process of that many mappings, where it is to be less than for a single request. */
  readonly lookMs?: (mappings: number) => number
  /** What was found before, so that only new mappings are looked into. */
  readonly found?: FindingsMemory | undefined
  /** What its JVM reported when it was asked. */
  readonly jvm?: JvmKnowledge | undefined
}

/** smaps, or maps where the kernel has no smaps or it is not asked for; null when neither may be read. */
function readRows(
  folder: ProcFolder,
  stat: ProcessStat,
  request: CaptureRequest,
  notes: CaptureNote[]
): (ReadingWithVerdict & { readonly file: 'smaps' | 'maps' }) | null {
  const files = request.detail === 'smaps' ? (['smaps', 'maps'] as const) : (['maps'] as const)
  for (const file of files) {
    try {
      const read = { ...readWithVerdict(folder, file, stat, request), file }
      if (request.detail === 'smaps' && file === 'maps') notes.push({ kind: 'no-smaps', detail: '' })
      return read
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      if (error.failure.kind === 'denied') {
        notes.push({ kind: 'denied', detail: error.failure.detail })
        return null
      }
      // ENOENT of smaps alone means a kernel without it; the process itself is checked by reading maps.
      if (file === 'maps' || error.failure.kind !== 'gone') throw error
    }
  }
  return null
}

/** The same, or the cheap reading where the complete one would take longer than allowed. */
function withinReason(folder: ProcFolder, request: CaptureRequest, notes: CaptureNote[]): CaptureRequest {
  const { detail, mostReadingMs } = request
  if (detail === 'maps' || mostReadingMs === undefined) return request
  const expected = estimatedSmapsMs(folder)
  if (expected <= mostReadingMs) return request
  notes.push({ kind: 'reading-postponed', detail: `≈ ${expected} ms` })
  return { ...request, detail: 'maps', evidence: 'maps' }
}

/** The rows with their nodes and policies. */
function withNuma<Rows extends ScanResult>(rows: Rows | null, numa: Uint8Array | null): Rows | null {
  return rows === null || numa === null ? rows : { ...rows, table: withNumaColumns(rows.table, parseNumaMaps(numa)) }
}

/** Reads one process completely. Blocks for the time the kernel needs. @throws FailureError `gone`, `cancelled` */
export function captureProcess(wanted: CaptureRequest): Capture {
  const { folder, stat } = openProcess(wanted.process, wanted.root)
  try {
    const notes: CaptureNote[] = []
    const hasRows = !stat.isKernelThread && !isZombie(stat)
    const request = hasRows ? withinReason(folder, wanted, notes) : wanted
    const takenAt = Date.now()
    // Read while or right after the rows are, so that totals and rows are as close as they can be.
    let rollup: Uint8Array | null | undefined
    const readRollup = (): void => {
      rollup ??= folder.tryRead('smaps_rollup')
    }
    const pace = request.detail === 'smaps' ? { ...request.pace, meanwhile: readRollup } : request.pace
    const rows = hasRows ? readRows(folder, stat, { ...request, pace }, notes) : null
    if (rows?.file === 'smaps') readRollup()
    const statusBytes = folder.tryRead('status')
    const status = statusBytes === null ? null : parseProcessStatus(statusBytes)
    const readsNuma = request.readsNuma === true && rows?.file === 'smaps'
    const commandLine = folder.tryRead('cmdline') ?? new Uint8Array(0)
    // Processes of other users are not looked into unasked, even where that is allowed.
    const isOwn = request.looksIntoOthers === true || status?.uid === process.geteuid?.()
    const depth = request.evidence === 'inside' && !isOwn ? 'files' : request.evidence
    return assembleCapture({
      process: { pid: stat.pid, startTime: stat.startTime },
      name: new TextDecoder().decode(stat.comm),
      command: titleText(commandLine, stat.comm, isZombie(stat)),
      user: userText(status?.uid ?? null),
      stat,
      status,
      rollup: rollup ?? null,
      rows: withNuma(rows?.reading ?? null, readsNuma ? folder.tryRead('numa_maps') : null),
      detailWithoutRows: rows?.file ?? 'none',
      notes,
      takenAt,
      pageSize: request.pageSize,
      verdict: rows?.verdict ?? { kind: 'unchecked' },
      cost: rows?.reading.cost ?? null,
      ...(rows === null ? {} : { surroundings: readSurroundings(folder, request.root) }),
      labels: (table) => {
        const { observed, looking } = observeProcess(
          {
            folder,
            table,
            threads: threadsOf(status),
            pageSize: request.pageSize,
            lookMs: request.lookMs?.(table.rowCount),
            jvm: request.jvm
          },
          depth,
          request.found
        )
        return { classification: classify(table, observed), looking }
      }
    })
  } finally {
    folder.close()
  }
}
