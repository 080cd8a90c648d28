import { openSync, closeSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { FailureError } from '#shared/contract/failure.ts'
import { parsePids } from '#shared/pmap/options.ts'
import { collectSnapshot } from '#main/capture/collect-snapshot.ts'
import { pageSize } from '#main/source/machine.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import type { CommandIo, RunCommand } from './command.ts'
import { VERSION } from './version.ts'
import { writeAll, WriteError } from './write-synchronously.ts'

const STDOUT = 1

interface CaptureArguments {
  readonly output: string
  readonly pids: readonly number[] | null
  readonly note: string
}

function readArguments(args: readonly string[]): CaptureArguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        output: { type: 'string', short: 'o' },
        all: { type: 'boolean', default: false },
        note: { type: 'string', default: '' }
      }
    })
    const pids = parsePids(positionals)
    if (pids === null) return 'PIDs are numbers'
    if (pids.length === 0 && !values.all) return 'give PIDs, or --all for every process'
    if (values.output === undefined) return 'give a file with -o FILE, or -o - for standard output'
    return { output: values.output, pids: values.all ? null : pids, note: values.note }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Writes beside the file and renames at the end, so that a full disk or a Ctrl+C leaves nothing half. */
function writeFileWhole(file: string, bytes: Uint8Array): void {
  const fresh = join(dirname(file), `.vmatlas-${process.pid}.part`)
  let descriptor = -1
  try {
    descriptor = openSync(fresh, 'wx', 0o600)
    writeAll(descriptor, bytes)
    closeSync(descriptor)
    descriptor = -1
    renameSync(fresh, file)
  } catch (error) {
    if (descriptor >= 0) closeSync(descriptor)
    rmSync(fresh, { force: true })
    throw error
  }
}

function progressLine(io: CommandIo): (done: number, total: number) => void {
  if (!io.stderr.isTTY) return () => undefined
  let told = 0
  return (done, total) => {
    if (performance.now() - told < 200 && done < total) return
    told = performance.now()
    io.stderr.write(`\r${done} of ${total} processes${done === total ? '\n' : ''}`)
  }
}

/** `vmatlas capture`: a snapshot of some or all processes. Status 1 when it could not be made. */
export const capture: RunCommand = async (args, io) => {
  const parsed = readArguments(args)
  if (typeof parsed === 'string') {
    io.stderr.write(`vmatlas capture: ${parsed}\n`)
    return 2
  }
  try {
    const bytes = collectSnapshot({
      root: PROC_ROOT,
      processes: parsed.pids?.map((pid) => ({ pid, startTime: 0 })) ?? null,
      note: parsed.note,
      tool: VERSION,
      pageSize: pageSize(),
      progress: progressLine(io),
      isCancelled: () => false
    })
    if (parsed.output === '-') writeAll(STDOUT, bytes)
    else writeFileWhole(parsed.output, bytes)
    return 0
  } catch (error) {
    if (error instanceof WriteError && error.code === 'EPIPE') return 141
    const known = error instanceof FailureError || error instanceof WriteError || (error as NodeJS.ErrnoException).code
    if (!known) throw error
    io.stderr.write(`vmatlas capture: ${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}
