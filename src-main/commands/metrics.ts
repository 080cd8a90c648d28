import { readdirSync, readFileSync } from 'node:fs'
import { shown } from '#shared/base/terminal-text.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { openMetrics, type MetricGroup } from '#shared/fleet/metrics.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { parsePids } from '#shared/pmap/options.ts'
import type { CommandIo } from './command.ts'
import { captureLive } from './support/capture-live.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'
import { checkOutput, writeResult } from './support/write-result.ts'

function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map(Number)
}

/** The systemd unit that a process belongs to; null without one. @param text of /proc/PID/cgroup (cgroups(7)) */
export function unitOf(text: string): string | null {
  const paths = text.split('\n').filter((line) => line.startsWith('0::') || line.includes(':name=systemd:'))
  const parts = paths.flatMap((line) => line.slice(line.lastIndexOf(':') + 1).split('/'))
  return parts.findLast((part) => /\.(?:service|scope)$/.test(part)) ?? null
}

function unitOfProcess(pid: number): string | null {
  try {
    return unitOf(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))
  } catch {
    return null
  }
}

/** Groups by a name, in the order of the names. */
function grouped(captures: readonly Capture[], nameOf: (capture: Capture) => string): MetricGroup[] {
  const groups = new Map<string, Capture[]>()
  for (const capture of captures) {
    const name = nameOf(capture)
    groups.set(name, [...(groups.get(name) ?? []), capture])
  }
  return [...groups]
    .map(([name, of]) => ({ name, captures: of }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: {
      unit: { type: 'string', multiple: true, default: [] },
      by: { type: 'string' },
      output: { type: 'string', short: 'o' }
    }
  })
  const given = parsePids(positionals)
  if (given === null) throw new UsageError('PIDs are numbers')
  const { by, unit: units } = values
  if (by !== undefined && by !== 'program' && by !== 'unit' && by !== 'pid')
    throw new UsageError('--by is program, unit or pid')
  if (given.length === 0 && by === undefined && units.length === 0)
    throw new UsageError('give PIDs, --unit NAME or --by program')
  checkOutput(values.output, io, 'text')
  const wanted = given.length > 0 ? given : allPids()
  const chosen = units.length === 0 ? wanted : wanted.filter((pid) => units.includes(unitOfProcess(pid) ?? ''))
  const captures: Capture[] = []
  let missed = 0
  for (const pid of chosen) {
    try {
      const capture = captureLive(pid)
      if (capture.table.rowCount > 0) captures.push(capture)
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      // One that was asked for by its number is reported as missing; of all others some always start, end or belong to other users.
      if (given.length === 0) continue
      missed++
      io.stderr.print(shown`vmatlas metrics: ${error.message}\n`)
    }
  }
  for (const unit of units) {
    // A scraper sees no series; a user who misspelled a name should know why.
    if (chosen.some((pid) => unitOfProcess(pid) === unit)) continue
    missed++
    io.stderr.print(shown`vmatlas metrics: no process belongs to ${unit}\n`)
  }
  const label = by ?? (units.length > 0 ? 'unit' : 'pid')
  const nameOf = (capture: Capture): string =>
    label === 'pid'
      ? String(capture.process.pid)
      : label === 'program'
        ? capture.name
        : (unitOfProcess(capture.process.pid) ?? '')
  writeResult(values.output, io, { text: (sink) => openMetrics(grouped(captures, nameOf), label, sink) })
  return missed > 0 ? 1 : 0
}

/** `vmatlas metrics`: sums by category for node_exporter's textfile collector. Status 1 when a PID could not be read or a unit has no process. */
export const metrics = reportErrors('metrics', run)
