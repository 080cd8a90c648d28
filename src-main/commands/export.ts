import { classify } from '#shared/classify/classify.ts'
import { shown } from '#shared/base/terminal-text.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { EvidenceDepth } from '#shared/memory/category.ts'
import { SHARED_FORMATS } from '#shared/formats/snapshot/share-captures.ts'
import { EXPORT_FORMATS, writeExport, type ExportedProcess, type ExportFormat } from '#shared/pmap/export-formats.ts'
import { parsePids } from '#shared/pmap/options.ts'
import type { CommandIo } from './command.ts'
import { evidenceOf } from './support/capture-arguments.ts'
import { openProcess, type PmapProcess } from './support/pmap-source.ts'
import { reportUnlooked } from './support/report-unlooked.ts'
import { checkOutput, writeResult } from './support/write-result.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

/** Formats of many moments and machines. */
export const FLEET_FORMATS = ['parquet', 'perfetto', 'folded'] as const
export type FleetFormat = (typeof FLEET_FORMATS)[number]
const FORMATS: readonly string[] = [...SHARED_FORMATS, ...FLEET_FORMATS]

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
  const { table, classification, absent, looking } = report
  return { pid: process.pid, command, table, classification: classification ?? classify(table), absent, looking }
}

async function openAll(
  { from, moment, pids }: ExportArguments,
  report: (words: string) => void
): Promise<readonly (PmapProcess | null)[]> {
  if (from === undefined) return pids.map((pid) => openProcess(pid))
  const { openSource } = await import('./support/pmap-from.ts')
  return openSource(from, pids, moment, report)
}

interface ExportArguments {
  readonly format: string
  readonly from: string | undefined
  readonly pids: readonly number[]
  /** From 1; null is the last one, or all where the format holds moments. */
  readonly moment: number | null
  readonly redact: string | undefined
  readonly output: string | undefined
  /** For Parquet. */
  readonly table: string
  readonly labels: readonly string[]
  readonly isAll: boolean
  /** How closely to look for the purposes of memory. */
  readonly depth: EvidenceDepth
}

/** @throws UsageError */
function readArguments(args: readonly string[]): ExportArguments {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', short: 'f', default: 'json' },
      from: { type: 'string' },
      moment: { type: 'string' },
      redact: { type: 'string' },
      output: { type: 'string', short: 'o' },
      table: { type: 'string', default: 'mappings' },
      label: { type: 'string', multiple: true, default: [] },
      all: { type: 'boolean', default: false },
      evidence: { type: 'string', default: 'inside' }
    }
  })
  const { format, from, moment, redact, output, table, label: labels, all: isAll, evidence } = values
  const depth = evidenceOf(evidence)
  const pids = parsePids(positionals)
  if (pids === null || (pids.length === 0 && from === undefined && !isAll)) {
    throw new UsageError('give one or more PIDs, or --from FILE')
  }
  if (moment !== undefined && !/^[1-9]\d{0,8}$/.test(moment)) throw new UsageError('--moment takes a number from 1 on')
  if (!FORMATS.some((each) => each === format)) {
    throw new UsageError(`--format is one of ${FORMATS.join(', ')}; not ${format}`)
  }
  if (isAll && !FLEET_FORMATS.some((each) => each === format)) {
    throw new UsageError(`--all goes with the formats ${FLEET_FORMATS.join(', ')}`)
  }
  return {
    format,
    from,
    pids,
    moment: moment === undefined ? null : Number(moment),
    redact,
    output,
    table,
    labels,
    isAll,
    depth
  }
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const parsed = readArguments(args)
  const { format, from, pids, moment, redact, output } = parsed
  checkOutput(output, io, format)
  const report = (words: string): void => io.stderr.print(shown`vmatlas export: ${words}\n`)
  const fleetFormat = FLEET_FORMATS.find((each) => each === format)
  if (fleetFormat !== undefined) {
    const { exportFleet } = await import('./support/export-fleet.ts')
    return exportFleet({ ...parsed, format: fleetFormat }, io)
  }
  if (redact !== undefined || !isExportFormat(format)) {
    if (format === 'pmap' && redact === undefined && output === undefined) {
      const { pmap } = await import('./pmap.ts')
      const source = from === undefined ? [] : [`--from=${from}`, ...(moment === null ? [] : [`--moment=${moment}`])]
      return pmap(['-XX', ...source, ...pids.map(String)], io)
    }
    const { exportShared } = await import('./support/export-shared.ts')
    writeResult(output, io, exportShared(parsed, report))
    return 0
  }
  let status = 0
  const exported: ExportedProcess[] = []
  ;(await openAll(parsed, report)).forEach((process, index) => {
    try {
      if (process === null) throw new FailureError('gone', `process ${pids[index]}`, 'there is no such process')
      const read = readBest(process, parsed.depth)
      reportUnlooked(read.pid, read.looking, from !== undefined, report)
      exported.push(read)
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      io.stderr.print(shown`vmatlas export: ${error.message}\n`)
      status = 1
    }
  })
  if (exported.length > 0) writeResult(output, io, { text: (sink) => writeExport(format, exported, sink) })
  return status
}

/** `vmatlas export`: mappings as a page, a snapshot, JSON, CSV, TSV, Markdown or pmap text. Status 1 when a process could not be exported. */
export const exportMappings = reportErrors('export', run)
