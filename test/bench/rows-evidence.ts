import { captureLive } from '#main/commands/support/capture-live.ts'
import { FindingsMemory } from '#main/evidence/run-findings.ts'
import { LOOK_MS, observeProcess } from '#main/evidence/observe-process.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'
import { FULL_PACE, readMappings } from '#main/source/read-mappings.ts'
import { classify } from '#shared/classify/classify.ts'
import { parseProcessStatus } from '#shared/scan/process-status.ts'
import { FindingContext } from '#shared/findings/finding-context.ts'
import { findingsOf } from '#shared/findings/index.ts'
import { interleave, ratios, spreadOf } from './measure.ts'
import { ratioRow, type BenchContext, type BenchRow, type RowResult } from './row.ts'

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
const labelRows: BenchRow = async ({ workloads, rounds }) => {
  if (!workloads.allowMappings(65_100)) return []
  const workload = await workloads.start('mappings', 65_000)
  const folder = new ProcFolder(workload.pid)
  const { table } = readMappings(folder, 'smaps', FULL_PACE)
  const context = new FindingContext(captureLive(workload.pid, 'smaps', 'maps'))
  const times = await interleave(rounds, {
    read: () => timeOf(() => readMappings(folder, 'smaps', FULL_PACE)),
    label: () => timeOf(() => classify(table)),
    find: () => timeOf(() => findingsOf(context))
  })
  folder.close()
  await workload.stop()
  return [
    ratioRow('19', 'labels of 65,000 mappings / reading them', ratios(times.label, times.read), 0.08, 0.05),
    ratioRow('19', 'findings of 65,000 mappings / reading them', ratios(times.find, times.read), 0.5, 0.2)
  ]
}

/** Programs with some 2,000 mappings: one without a runtime, a JVM with as many threads, Node. */
const PROGRAMS = {
  'a process': ({ workloads }: BenchContext) => workloads.start('mappings', 2000),
  'a JVM': ({ workloads }: BenchContext) => workloads.run('java', '-Xmx512m', workloads.script('Threads.java'), 960),
  Node: ({ workloads }: BenchContext) => workloads.run(process.execPath, workloads.script('memories.js'), 960)
}

/** What looking into files and memory costs at 2,000 mappings, the first time and again. */
const lookRows = async (context: BenchContext, name: keyof typeof PROGRAMS): Promise<RowResult[]> => {
  const { rounds } = context
  const workload = await PROGRAMS[name](context)
  const folder = new ProcFolder(workload.pid)
  const { table } = readMappings(folder, 'smaps', FULL_PACE)
  const threads = parseProcessStatus(folder.tryRead('status')!).numbers['Threads'] ?? null
  const looked = { folder, table, threads, pageSize: 4096, lookMs: LOOK_MS }
  const known = new FindingsMemory()
  const looks = Array.from({ length: rounds * 3 }, () => ({
    first: observeProcess(looked, 'inside').looking.cost!,
    again: observeProcess(looked, 'inside', known).looking.cost!
  }))
  folder.close()
  await workload.stop()
  return [
    millisecondsRow(
      `files of ${name} with ${table.rowCount} mappings`,
      looks.map(({ first }) => first.filesMs),
      30
    ),
    millisecondsRow(
      `memory of ${name}, looked into`,
      looks.map(({ first }) => first.insideMs),
      60
    ),
    ratioRow(
      '19',
      `memory of ${name} again, with nothing new / the first time`,
      ratios(
        looks.map(({ again }) => again.insideMs),
        looks.map(({ first }) => first.insideMs)
      ),
      1,
      null
    )
  ]
}

/** Row 19: the cost of labelling what memory is for. */
export const evidenceRows: BenchRow = async (context) => [
  ...(await labelRows(context)),
  ...(await lookRows(context, 'a process')),
  ...(await lookRows(context, 'a JVM')),
  ...(await lookRows(context, 'Node'))
]
