import { visibleText } from '#shared/base/visible-text.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { ByteWriter } from '#shared/pmap/byte-writer.ts'
import { parsePids, parseRequest, type PmapFormat, type PmapOptions } from '#shared/pmap/options.ts'
import type { TextRules } from '#shared/pmap/printable.ts'
import type { RcFile } from '#shared/pmap/rc-file.ts'
import { writeNarrow } from '#shared/pmap/narrow-formats.ts'
import type { ReportOptions } from '#shared/pmap/report.ts'
import { USAGE } from '#shared/pmap/usage.ts'
import { NARROW_FORMATS, writeReport, writeTitle } from '#shared/pmap/write-report.ts'
import type { CommandIo, RunCommand } from './command.ts'
import { pmapErrorsTo, type PrintError } from './support/pmap-messages.ts'
import { createRc, readRc } from './support/pmap-rc.ts'
import { openProcess, type PmapProcess, type PmapReport } from './support/pmap-source.ts'
import { byteWords, textOfBytes } from './support/byte-words.ts'
import { VERSION } from './version.ts'
import { WriteError } from '#main/output/write-synchronously.ts'

const FAILED = 1
/** A process was not there. Together with FAILED it is 43: pmap joins the two by or. */
const MISSING = 42

/** UTF-8 where the locale is one of UTF-8: LC_ALL, else LC_CTYPE, else LANG. */
function textRules({ environment, stdout }: CommandIo): TextRules {
  const locale = [environment['LC_ALL'], environment['LC_CTYPE'], environment['LANG']].find(Boolean) ?? 'C'
  return { isUtf8: /utf-?8/i.test(locale), isTerminal: stdout.isTerminal }
}

/** Words with names in them that come from a file. */
const complainOfText = (words: string, printError: PrintError): void =>
  printError(Buffer.from(visibleText(words)).toString('latin1'))

/** pmap's message of a process with a number, or of a file. Silent where pmap is: scripts rely on the status alone. */
function complainOf(error: FailureError, isFromFile: boolean, printError: PrintError): void {
  const { kind, target, detail } = error.failure
  if (isFromFile || (kind !== 'denied' && kind !== 'gone')) complainOfText(`${target}: ${detail}`, printError)
}

async function findProcesses(options: PmapOptions, io: CommandIo): Promise<readonly (PmapProcess | null)[] | number> {
  const pids = parsePids(options.pidWords)
  const printError = pmapErrorsTo(io)
  if (pids === null) {
    io.stderr.bytes(Buffer.from(USAGE))
    return FAILED
  }
  if (options.from !== null) {
    const { openSource } = await import('./support/pmap-from.ts')
    try {
      return openSource(textOfBytes(options.from), pids, options.moment, (words) => complainOfText(words, printError))
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      complainOf(error, true, printError)
      return FAILED
    }
  }
  if (pids.length === 0) {
    printError('library failed pids statistics')
    return FAILED
  }
  // All are looked at first; their mappings follow one process at a time.
  try {
    return pids.map((pid) => openProcess(pid))
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    complainOf(error, false, printError)
    return FAILED
  }
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
  rules: TextRules,
  printError: PrintError
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
      printError(`${skipped} lines of ${file} of process ${process.pid} could not be understood and are not shown`)
    }
    return 0
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    out.flush()
    complainOf(error, options.from !== null, printError)
    return FAILED
  }
}

async function run(args: readonly string[], io: CommandIo, out: ByteWriter): Promise<number> {
  const printError = pmapErrorsTo(io)
  const { request, warnings } = parseRequest(byteWords(args), io.environment['POSIXLY_CORRECT'] !== undefined)
  for (const warning of warnings) printError(warning)
  switch (request.kind) {
    case 'help':
      out.bytes(Buffer.from(USAGE))
      return 0
    case 'version':
      out.ascii(`pmap from vmatlas ${VERSION}\n`)
      return 0
    case 'create-rc':
      return createRc(request.file, io)
    case 'error':
      request.lines.forEach(printError)
      if (request.withUsage) io.stderr.bytes(Buffer.from(USAGE))
      return FAILED
    case 'show':
      break
  }
  const { options } = request
  const rc = options.format === 'rc' ? readRc(options.rcFile, io) : null
  if (options.format === 'rc' && rc === null) return FAILED
  const processes = await findProcesses(options, io)
  if (typeof processes === 'number') return processes
  const rules = textRules(io)
  let status = 0
  for (const process of processes) {
    status |= process === null ? MISSING : show(process, options, rc, out, rules, printError)
  }
  return status
}

/** `vmatlas pmap`: pmap's own options, output, messages and exit status; and --from for snapshots and files. */
export const pmap: RunCommand = async (args, io) => {
  const out = new ByteWriter((bytes) => io.stdout.bytes(bytes))
  try {
    const status = await run(args, io, out)
    out.flush()
    return status
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    // A reader that went away (| head) is not an error to speak of.
    if (error.code === 'EPIPE') return 141
    pmapErrorsTo(io)(`write error: ${error.message}`)
    return FAILED
  }
}
