import { classify } from '#shared/classify/classify.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { EVIDENCE_DEPTHS, type EvidenceDepth } from '#shared/memory/category.ts'
import { SHARED_FORMATS } from '#shared/formats/snapshot/share-captures.ts'
import { EXPORT_FORMATS, writeExport, type ExportedProcess, type ExportFormat } from '#shared/pmap/export-formats.ts'
import { parsePids } from '#shared/pmap/options.ts'
import type { CommandIo } from './command.ts'
import { openProcess, type PmapProcess } from './support/pmap-source.ts'
import { readWords, toldErrors, UsageError } from './support/told-errors.ts'
import { writeAll } from './support/write-synchronously.ts'

const STDOUT = 1
/** Characters that are written at a time. */
const PIECE = 64 * 1024

const isExportFormat = (text: string): text is ExportFormat => EXPORT_FORMATS.some((format) => format === text)

/** Smaps, or maps where the source has nothing better. */
function readBest(process: PmapProcess, evidence: EvidenceDepth): ExportedProcess {
  const command = new TextDecoder().decode(process.title)
  const report = (() => {
    try {
      return process.readReport('smaps', evidence)
    } catch (error) {
      if (error instanceof FailureError && error.failure.kind === 'unsupported')
        return process.readReport('maps', evidence)
      throw error
    }
  })()
  const { table, classification, absent } = report
  return { pid: process.pid, command, table, classification: classification ?? classify(table), absent }
}

async function openAll(
  from: string | undefined,
  pids: readonly number[],
  io: CommandIo
): Promise<readonly (PmapProcess | null)[] | number> {
  if (from === undefined) return pids.map((pid) => openProcess(pid))
  const { openSource } = await import('./support/pmap-from.ts')
  return openSource(from, pids, io)
}

function writePieces(format: ExportFormat, exported: readonly ExportedProcess[]): void {
  const encoder = new TextEncoder()
  let waiting = ''
  const flush = (): void => {
    writeAll(STDOUT, encoder.encode(waiting))
    waiting = ''
  }
  writeExport(format, exported, (text) => {
    waiting += text
    if (waiting.length > PIECE) flush()
  })
  flush()
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', short: 'f', default: 'json' },
      from: { type: 'string' },
      redact: { type: 'string' },
      evidence: { type: 'string', default: 'inside' }
    }
  })
  const { format, from, redact, evidence } = values
  const depth = EVIDENCE_DEPTHS.find((each) => each === evidence)
  if (depth === undefined) throw new UsageError(`--evidence is one of ${EVIDENCE_DEPTHS.join(', ')}; not ${evidence}`)
  const pids = parsePids(positionals)
  if (pids === null || (pids.length === 0 && from === undefined)) {
    throw new UsageError('give one or more PIDs, or --from FILE')
  }
  if (redact !== undefined || format === 'html' || format === 'vmsnap') {
    const { exportShared } = await import('./support/export-shared.ts')
    exportShared({ format, from, pids, redact })
    return 0
  }
  if (format === 'pmap') {
    const { pmap } = await import('./pmap.ts')
    return pmap(['-XX', ...(from === undefined ? [] : [`--from=${from}`]), ...positionals], io)
  }
  if (!isExportFormat(format)) throw new UsageError(`--format is one of ${SHARED_FORMATS.join(', ')}; not ${format}`)
  const processes = await openAll(from, pids, io)
  if (typeof processes === 'number') return processes

  let status = 0
  const exported: ExportedProcess[] = []
  processes.forEach((process, index) => {
    try {
      if (process === null) throw new FailureError('gone', `process ${pids[index]}`, 'there is no such process')
      exported.push(readBest(process, depth))
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      io.stderr.write(`vmatlas export: ${error.message}\n`)
      status = 1
    }
  })
  writePieces(format, exported)
  return status
}

/** `vmatlas export`: mappings as a page, a snapshot, JSON, CSV, TSV, Markdown or pmap text. Status 1 when a process could not be exported. */
export const exportMappings = toldErrors('export', run)
