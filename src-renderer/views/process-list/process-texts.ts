import { shareOf } from '#shared/memory/metric-values.ts'
import { METRIC, type Metric } from '#shared/memory/metrics.ts'
import { knownKb, type MetricAmounts, type ProcessList } from '#shared/memory/process-list.ts'
import { processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'
import { textAt } from '#shared/memory/text-list.ts'

/** The texts of one list, decoded once: filtering and sorting ask for them again and again. Untrusted. */
export interface ProcessTexts {
  readonly names: readonly string[]
  readonly commands: readonly string[]
  /** User name, the uid in digits when the source knows no name, – when it knows neither. */
  readonly users: readonly string[]
}

const known = new WeakMap<ProcessList, ProcessTexts>()

export function processTexts(list: ProcessList): ProcessTexts {
  const before = known.get(list)
  if (before !== undefined) return before
  const userNames = new Map(list.users)
  const rows = Array.from({ length: list.count }, (_, row) => row)
  const texts: ProcessTexts = {
    names: rows.map((row) => textAt(list.name, row)),
    commands: rows.map((row) => textAt(list.commandLine, row)),
    users: rows.map((row) => userNames.get(list.uid[row]!) ?? (list.uid[row]! < 0 ? '–' : String(list.uid[row])))
  }
  known.set(list, texts)
  return texts
}

/**
 * The program that runs, where the process has a name of its own that does not say it (Node calls itself `MainThread`, a
 * script goes by its file's name): the last part of the command line's first word. Empty where the name says it already,
 * and where there is no command line.
 */
export function programBehind(name: string, commandLine: string): string {
  const [first = ''] = commandLine.split(' ', 1)
  // A login shell has a dash in front.
  const program = first.slice(first.lastIndexOf('/') + 1).replace(/^-|:$/g, '')
  return program.startsWith(name) || name.startsWith(program) ? '' : program
}

export function keyOfRow(list: ProcessList, row: number): ProcessKey {
  return { pid: list.pid[row]!, startTime: list.startTime[row]! }
}

export function keyTextOfRow(list: ProcessList, row: number): string {
  return processKeyText(keyOfRow(list, row))
}

/**
 * A metric of one process: an amount in kB, a share as 0 … 1; null where the source says nothing.
 * @param exact amounts by process key text, as far as they were asked for
 */
export function metricOfRow(
  list: ProcessList,
  row: number,
  metric: Metric,
  exact: ReadonlyMap<string, MetricAmounts>
): number | null {
  const { inProcessList, shareOf: whole } = METRIC[metric]
  const amounts = inProcessList === 'always' ? undefined : exact.get(keyTextOfRow(list, row))
  if (inProcessList !== 'always' && amounts === undefined) return null
  const amountOf = (each: Metric): number | null => (amounts === undefined ? knownKb(list, row, each) : amounts[each])
  return whole === null ? amountOf(metric) : shareOf(amountOf(metric), amountOf(whole))
}
