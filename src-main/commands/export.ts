import { parseArgs } from 'node:util'
import { classify } from '#shared/classify/classify.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { SHARED_FORMATS } from '#shared/share/share-captures.ts'
import { EXPORT_FORMATS, writeExport, type ExportedProcess, type ExportFormat } from '#shared/pmap/export-formats.ts'
import { parsePids } from '#shared/pmap/options.ts'
import type { CommandIo, RunCommand } from './command.ts'
import { openProcess, type PmapProcess } from './pmap-source.ts'
import { writeAll, WriteError } from './write-synchronously.ts'

const STDOUT = 1
const PIECE = 64 * 1024

const isExportFormat = (text: string): text is ExportFormat => EXPORT_FORMATS.some((format) => format === text)

/** Smaps, or maps where the source has nothing better. */
function readBest(process: PmapProcess): ExportedProcess {
  const command = new TextDecoder().decode(process.title)
  const report = (() => {
    try {
      return process.readReport('smaps')
    } catch (error) {
      if (error instanceof FailureError && error.failure.kind === 'unsupported') return process.readReport('maps')
      throw error
    }
  })()
  const { table, absent } = report
  return { pid: process.pid, command, table, classification: classify(table), absent }
}

async function openAll(
  from: string | undefined,
  pids: readonly number[],
  io: CommandIo
): Promise<readonly (PmapProcess | null)[] | number> {
  if (from === undefined) return pids.map((pid) => openProcess(pid))
  const { openSource } = await import('./pmap-from.ts')
  return openSource(from, pids, io)
}

/** `vmatlas export`: mappings as a page, a snapshot, JSON, CSV, TSV, Markdown or pmap text. Status 1 when a process could not be exported. */
export const exportMappings: RunCommand = async (args, io) => {
  const complain = (line: string): number => {
    io.stderr.write(`vmatlas export: ${line}\n`)
    return 2
  }
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', short: 'f', default: 'json' },
        from: { type: 'string' },
        redact: { type: 'string' }
      }
    })
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error))
  }
  const { format, from, redact } = parsed.values
  const pids = parsePids(parsed.positionals)
  if (pids === null || (pids.length === 0 && from === undefined))
    return complain('give one or more PIDs, or --from FILE')
  if (redact !== undefined || format === 'html' || format === 'vmsnap') {
    const { exportShared } = await import('./export-shared.ts')
    return exportShared({ format, from, pids, redact }, io)
  }
  if (format === 'pmap') {
    const { pmap } = await import('./pmap.ts')
    return pmap(['-XX', ...(from === undefined ? [] : [`--from=${from}`]), ...parsed.positionals], io)
  }
  if (!isExportFormat(format)) return complain(`--format is one of ${SHARED_FORMATS.join(', ')}; not ${format}`)
  const processes = await openAll(from, pids, io)
  if (typeof processes === 'number') return processes

  let status = 0
  const exported: ExportedProcess[] = []
  processes.forEach((process, index) => {
    try {
      if (process === null) throw new FailureError('gone', `process ${pids[index]}`, 'there is no such process')
      exported.push(readBest(process))
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      complain(error.message)
      status = 1
    }
  })
  const encoder = new TextEncoder()
  let waiting = ''
  const flush = (): void => {
    writeAll(STDOUT, encoder.encode(waiting))
    waiting = ''
  }
  try {
    writeExport(format, exported, (text) => {
      waiting += text
      if (waiting.length > PIECE) flush()
    })
    flush()
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    if (error.code === 'EPIPE') return 141
    return complain(`the output could not be written (${error.code})`)
  }
  return status
}
