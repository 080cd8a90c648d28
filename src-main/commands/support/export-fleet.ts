import { shown } from '#shared/base/terminal-text.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { foldedStacks } from '#shared/fleet/folded-stacks.ts'
import { traceEvents } from '#shared/fleet/trace-events.ts'
import { EVERYTHING, type RedactionChoice } from '#shared/redact/redaction.ts'
import type { CommandIo } from '../command.ts'
import type { FleetFormat } from '../export.ts'
import { redactionOf } from './export-shared.ts'
import { parquetOf, writeParquetOfFiles, type ParquetCallbacks } from './export-parquet.ts'
import { filesOf, fleetOfFiles, fleetOfMachine, type FleetSource } from './fleet-source.ts'
import { TABLES, type TableName } from './parquet-share.ts'
import { UsageError } from './report-errors.ts'
import { writeResult, type Result } from './write-result.ts'

export interface FleetArguments {
  readonly format: FleetFormat
  readonly from: string | undefined
  readonly pids: readonly number[]
  readonly isAll: boolean
  readonly redact: string | undefined
  readonly output: string | undefined
  readonly table: string
  readonly labels: readonly string[]
}

/** `service=web` of --label. @throws UsageError */
function labelsOf(words: readonly string[]): Map<string, string> {
  return new Map(
    words.map((word): [string, string] => {
      const match = /^([a-z][a-z0-9_]{0,39})=(.{1,200})$/u.exec(word)
      if (match === null)
        throw new UsageError(`--label takes name=value, the name of small letters, digits and _; not ${word}`)
      return [match[1]!, match[2]!]
    })
  )
}

/** How many files were skipped, or parts of them. */
class SkippedFiles {
  /** How many files there are. */
  total = 0
  readonly #reported = new Set<string>()
  readonly #files = new Set<string>()
  readonly #io: CommandIo

  constructor(io: CommandIo) {
    this.#io = io
  }

  get count(): number {
    return this.#files.size
  }

  readonly report = (file: string, why: string, isPart: boolean): void => {
    const key = `${file}\0${why}`
    if (this.#reported.has(key)) return
    this.#reported.add(key)
    this.#files.add(file)
    this.#io.stderr.print(shown`vmatlas export: ${file}: ${why}${isPart ? '' : '; it was skipped'}\n`)
  }
}

function sourceOf(asked: FleetArguments, skipped: SkippedFiles): FleetSource {
  const labels = labelsOf(asked.labels)
  const choice = choiceOf(asked)
  if (asked.from !== undefined) return fleetOfFiles(filesOf(asked.from), asked.pids, labels, choice, skipped.report)
  return fleetOfMachine(asked.isAll ? null : asked.pids, labels, choice, skipped.report)
}

const choiceOf = ({ redact }: FleetArguments): RedactionChoice =>
  redact === undefined ? EVERYTHING : redactionOf(redact)

/** A line on the terminal that shows the progress. */
function progressOf(io: CommandIo): (done: number) => void {
  if (!io.stderr.isTerminal) return () => undefined
  let reported = 0
  return (done) => {
    if (performance.now() - reported < 200) return
    reported = performance.now()
    io.stderr.print(shown`\r${done} moments\r`)
  }
}

function textOf(format: Exclude<FleetFormat, 'parquet'>, source: FleetSource): Result {
  switch (format) {
    case 'perfetto':
      return { text: (sink) => traceEvents(source.moments(), sink) }
    case 'folded':
      return {
        text(sink) {
          const last = [...source.moments()].at(-1)?.captures ?? []
          // Shared pages once, where the source reports PSS; else what there is.
          const hasSizes = ['pss', 'rss', 'size'].some((measure) => foldedStacks(last, measure as 'pss', sink))
          if (!hasSizes) throw new FailureError('unsupported', 'export', 'the source reports no sizes')
        }
      }
  }
}

async function writeParquet(asked: FleetArguments, io: CommandIo, skipped: SkippedFiles): Promise<void> {
  const table = TABLES.find((each): each is TableName => each === asked.table)
  if (table === undefined) throw new UsageError(`--table is one of ${TABLES.join(', ')}; not ${asked.table}`)
  const callbacks: ParquetCallbacks = {
    progress: progressOf(io),
    skipped: skipped.report,
    leftOut: (columns) =>
      io.stderr.print(
        shown`vmatlas export: ${columns.length} columns too many were left out: ${columns.slice(0, 5).join(', ')}${columns.length > 5 ? ', …' : ''}\n`
      )
  }
  const write = (result: Result): void => writeResult(asked.output, io, result)
  if (asked.from !== undefined) {
    const question = { table, pids: asked.pids, labels: labelsOf(asked.labels), choice: choiceOf(asked) }
    skipped.total = filesOf(asked.from).length
    if (await writeParquetOfFiles(filesOf(asked.from), question, callbacks, write)) return
  }
  write(parquetOf(sourceOf(asked, skipped), table, callbacks))
}

/** Writes moments of one machine or many in a format for other engines. @returns the exit status: 1 when something was skipped */
export async function exportFleet(asked: FleetArguments, io: CommandIo): Promise<number> {
  const skipped = new SkippedFiles(io)
  if (asked.format === 'parquet') await writeParquet(asked, io, skipped)
  else {
    const source = sourceOf(asked, skipped)
    skipped.total = source.count
    writeResult(asked.output, io, textOf(asked.format, source))
  }
  if (skipped.count === 0) return 0
  io.stderr.print(
    shown`vmatlas export: ${skipped.count} ${asked.from === undefined ? 'processes' : shown`of ${skipped.total} files, or parts of them,`} were skipped\n`
  )
  return 1
}
