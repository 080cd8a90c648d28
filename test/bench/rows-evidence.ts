import { captureLive } from '#main/commands/support/capture-live.ts'
import { FindingsMemory } from '#main/evidence/run-findings.ts'
import { observeProcess } from '#main/evidence/observe-process.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'
import { FULL_PACE, readMappings } from '#main/source/read-mappings.ts'
import { classify } from '#shared/classify/classify.ts'
import { FindingContext } from '#shared/findings/finding-context.ts'
import { findingsOf } from '#shared/findings/index.ts'
import { interleave, ratios, spreadOf } from './measure.ts'
import { ratioRow, type BenchRow, type RowResult } from './row.ts'

/** Milliseconds that some work takes. */
function timeOf(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

function millisecondsRow(what: string, measured: readonly number[], must: number): RowResult {
  return { id: '19', what, measured: spreadOf(measured), must, stretch: null, direction: 'most', unit: 'ms' }
}

/** Labels of 65,000 mappings against reading them, and findings of as many. */
const labelRows: BenchRow = async ({ subjects, rounds }) => {
  if (!subjects.allowMappings(65_100)) return []
  const subject = await subjects.start('mappings', 65_000)
  const folder = new ProcFolder(subject.pid)
  const { table } = readMappings(folder, 'smaps', FULL_PACE)
  const context = new FindingContext(captureLive(subject.pid, 'smaps', 'maps'))
  const times = await interleave(rounds, {
    read: () => timeOf(() => readMappings(folder, 'smaps', FULL_PACE)),
    label: () => timeOf(() => classify(table)),
    find: () => timeOf(() => findingsOf(context))
  })
  folder.close()
  await subject.stop()
  return [
    ratioRow('19', 'labels of 65,000 mappings / reading them', ratios(times.label, times.read), 0.08, 0.05),
    ratioRow('19', 'findings of 65,000 mappings / reading them', ratios(times.find, times.read), 0.5, 0.2)
  ]
}

/** What looking into files and memory costs at 2,000 mappings, the first time and again. */
const lookRows: BenchRow = async ({ subjects, rounds }) => {
  const subject = await subjects.start('mappings', 2000)
  const folder = new ProcFolder(subject.pid)
  const { table } = readMappings(folder, 'smaps', FULL_PACE)
  const process = { folder, table, threads: 1, pageSize: 4096 }
  const known = new FindingsMemory()
  const looks = Array.from({ length: rounds * 3 }, () => ({
    first: observeProcess(process, 'inside').looking,
    again: observeProcess(process, 'inside', known).looking
  }))
  folder.close()
  await subject.stop()
  return [
    millisecondsRow(
      'files of a process with 2,000 mappings',
      looks.map(({ first }) => first.filesMs),
      30
    ),
    millisecondsRow(
      'its memory, looked into',
      looks.map(({ first }) => first.insideMs),
      60
    ),
    ratioRow(
      '19',
      'its memory again, with nothing new / the first time',
      ratios(
        looks.map(({ again }) => again.insideMs),
        looks.map(({ first }) => first.insideMs)
      ),
      1,
      null
    )
  ]
}

/** Row 19: what it costs to say what memory is for. */
export const evidenceRows: BenchRow = async (context) => [...(await labelRows(context)), ...(await lookRows(context))]
