import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'
import { ByteWriter } from '#shared/pmap/byte-writer.ts'
import { parsePids, parseRequest, type PmapFormat, type PmapOptions } from '#shared/pmap/options.ts'
import type { TextRules } from '#shared/pmap/printable.ts'
import { parseRcFile, RC_TEMPLATE, type RcFile } from '#shared/pmap/rc-file.ts'
import { writeNarrow } from '#shared/pmap/narrow-formats.ts'
import type { ReportOptions } from '#shared/pmap/report.ts'
import { USAGE } from '#shared/pmap/usage.ts'
import { NARROW_FORMATS, writeReport, writeTitle } from '#shared/pmap/write-report.ts'
import type { CommandIo, RunCommand } from './command.ts'
import { openProcess, type PmapProcess, type PmapReport } from './support/pmap-source.ts'
import { VERSION } from './version.ts'
import { writeAll, WriteError } from './support/write-synchronously.ts'

const FAILED = 1
/** A process was not there. Together with FAILED it is 43: pmap joins the two by or. */
const MISSING = 42
const STDOUT = 1
const STDERR = 2

const encoder = new TextEncoder()
const tell = (text: string): void => writeAll(STDERR, encoder.encode(text))
const complain = (line: string): void => tell(`pmap: ${line}\n`)

/** UTF-8 where the locale says so: LC_ALL, else LC_CTYPE, else LANG. */
function textRules(environment: NodeJS.ProcessEnv): TextRules {
  const locale = [environment['LC_ALL'], environment['LC_CTYPE'], environment['LANG']].find(Boolean) ?? 'C'
  return { isUtf8: /utf-?8/i.test(locale), isTerminal: process.stdout.isTTY === true }
}

/** `~/.pmaprc`; the name is that under which the program runs. Null without HOME. */
function defaultRcFile(io: CommandIo): string | null {
  const home = io.environment['HOME']
  const name = basename(io.programName)
  return home === undefined ? null : join(home, `.${name === 'cli.js' || name === 'vmatlas' ? 'pmap' : name}rc`)
}

function createRc(given: string | null, io: CommandIo): number {
  const file = given ?? defaultRcFile(io)
  if (file === null) {
    complain('HOME variable undefined')
    return FAILED
  }
  const what = given === null ? '~/.pmaprc' : 'the rc file'
  if (existsSync(file)) {
    complain('the file already exists - delete or rename it first')
    complain(`couldn't create ${what}`)
    return FAILED
  }
  try {
    writeFileSync(file, RC_TEMPLATE)
  } catch {
    complain(`couldn't create ${what}`)
    return FAILED
  }
  complain(`${given === null ? '~/.pmaprc file' : 'rc file'} successfully created, feel free to edit the content`)
  return 0
}

/** The configuration of -c or -C; null when it can't be read, which is said. */
function readRc(given: string | null, io: CommandIo): RcFile | null {
  const file = given ?? defaultRcFile(io)
  if (file === null) {
    complain('HOME variable undefined')
    return null
  }
  try {
    // A folder opens but holds nothing to read.
    const text = statSync(file).isDirectory() ? '' : readFileSync(file, 'latin1')
    const rc = parseRcFile(text)
    for (const warning of rc.warnings) complain(warning)
    return rc
  } catch {
    complain(`couldn't read ${given === null ? '~/.pmaprc' : 'the rc file'}`)
    return null
  }
}

async function findProcesses(options: PmapOptions, io: CommandIo): Promise<readonly (PmapProcess | null)[] | number> {
  const pids = parsePids(options.pidWords)
  if (pids === null) {
    tell(USAGE)
    return FAILED
  }
  if (options.from !== null) {
    const { openSource } = await import('./support/pmap-from.ts')
    return openSource(options.from, pids, io)
  }
  if (pids.length === 0) {
    complain('library failed pids statistics')
    return FAILED
  }
  // All are looked at first; their mappings follow one process at a time.
  return pids.map((pid) => openProcess(pid))
}

/** Writes the mappings, the formats of fixed columns while they are read; gives how many lines were not understood. */
function writeMappings(
  process: PmapProcess,
  file: 'maps' | 'smaps',
  format: PmapFormat,
  options: ReportOptions,
  rcColumns: ReadonlySet<string>,
  out: ByteWriter
): number {
  if (format !== 'default' && format !== 'd' && format !== 'x') {
    const report = process.readReport(file)
    writeReport(format, report, options, rcColumns, out)
    return report.skippedCount
  }
  let skipped = 0
  const reading = process.readParts(file)[Symbol.iterator]()
  // Nothing is written, not even the header, when the first part can't be read.
  let next = reading.next()
  const parts = function* (): Generator<PmapReport> {
    for (; next.done !== true; next = reading.next()) {
      skipped += next.value.skippedCount
      yield next.value
    }
  }
  writeNarrow(NARROW_FORMATS[format], parts(), options, out)
  return skipped
}

function show(
  process: PmapProcess,
  options: PmapOptions,
  rc: RcFile | null,
  out: ByteWriter,
  rules: TextRules
): number {
  writeTitle(process.pid, process.title, rules, out)
  const file = options.format === 'default' || options.format === 'd' ? 'maps' : 'smaps'
  try {
    const reportOptions: ReportOptions = {
      isFullPath: options.isFullPath !== ((rc?.showPathToggles ?? 0) % 2 === 1),
      usesKernelNames: options.usesKernelNames,
      rules,
      isQuiet: options.isQuiet,
      range: options.range
    }
    const skipped = writeMappings(process, file, options.format, reportOptions, rc?.columns ?? new Set(), out)
    if (skipped > 0) {
      out.flush()
      complain(`${skipped} lines of ${file} of process ${process.pid} could not be understood and are not shown`)
    }
    return 0
  } catch (error) {
    // As pmap: no message, only the status.
    if (error instanceof FailureError) return FAILED
    throw error
  }
}

async function run(args: readonly string[], io: CommandIo, out: ByteWriter): Promise<number> {
  const { request, warnings } = parseRequest(args, io.environment['POSIXLY_CORRECT'] !== undefined)
  for (const warning of warnings) complain(warning)
  switch (request.kind) {
    case 'help':
      out.bytes(encoder.encode(USAGE))
      return 0
    case 'version':
      out.ascii(`pmap from vmatlas ${VERSION}\n`)
      return 0
    case 'create-rc':
      return createRc(request.file, io)
    case 'error':
      request.lines.forEach(complain)
      if (request.withUsage) tell(USAGE)
      return FAILED
    case 'show':
      break
  }
  const { options } = request
  const rc = options.format === 'rc' ? readRc(options.rcFile, io) : null
  if (options.format === 'rc' && rc === null) return FAILED
  const processes = await findProcesses(options, io)
  if (typeof processes === 'number') return processes
  const rules = textRules(io.environment)
  let status = 0
  for (const process of processes) status |= process === null ? MISSING : show(process, options, rc, out, rules)
  return status
}

/** `vmatlas pmap`: pmap's own options, output, messages and exit status; and --from for snapshots and files. */
export const pmap: RunCommand = async (args, io) => {
  const out = new ByteWriter((bytes) => writeAll(STDOUT, bytes))
  try {
    const status = await run(args, io, out)
    out.flush()
    return status
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    // A reader that went away (| head) is no error to speak of.
    if (error.code === 'EPIPE') return 141
    const words = error.code === 'ENOSPC' ? 'No space left on device' : error.message
    complain(`write error: ${words}`)
    return FAILED
  }
}
