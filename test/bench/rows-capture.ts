import { join } from 'node:path'
import { timed } from './capture-worker.ts'
import { interleave, peakOfNode, ratios, spreadOf, timeProcess } from './measure.ts'
import { CLI, millionOf, ratioRow, type BenchContext, type BenchRow, type RowResult } from './row.ts'

/** Reads and parses everything and prints nothing but the title: what the whole process costs. */
const readOnly = (pid: number): string[] => [CLI, 'pmap', '-x', '-q', '-A', '0,1', String(pid)]

/** Rows 1 and 2: a capture in the worker, there and back, against cat and pmap -X. */
export const captureRows: BenchRow = async (context) => {
  const results: RowResult[] = []
  for (const count of [10_000, 65_000]) {
    if (!context.workloads.allowMappings(count + 100)) continue
    const workload = await context.workloads.start('mappings', count)
    // Short ones need more rounds to be told from chance.
    const rounds = count === 10_000 ? context.rounds * 3 : context.rounds
    const times = await interleave(rounds, {
      ours: () => timed(() => context.worker.capture(workload.pid)),
      cat: () => timeProcess('cat', [`/proc/${workload.pid}/smaps`]),
      pmap: () => timeProcess('pmap', ['-X', String(workload.pid)])
    })
    await workload.stop()
    const size = count.toLocaleString('en')
    results.push(
      ratioRow('1', `capture and parse, ${size} mappings / cat smaps`, ratios(times.ours, times.cat), 1.25, 1.1)
    )
    results.push(ratioRow('2', `the same, ${size} mappings / pmap -X`, ratios(times.ours, times.pmap), 0.33, 0.25))
  }
  return results
}

/** Row 3: the command from a cold start. */
export const commandRow: BenchRow = async ({ workloads, rounds }) => {
  const count = workloads.allowMappings(65_100) ? 65_000 : 60_000
  const workload = await workloads.start('mappings', count)
  const times = await interleave(rounds, {
    ours: () => timeProcess(process.execPath, [CLI, 'pmap', '-X', String(workload.pid)]),
    pmap: () => timeProcess('pmap', ['-X', String(workload.pid)])
  })
  await workload.stop()
  return [ratioRow('3', 'vmatlas pmap -X, cold, 65,000 mappings / pmap -X', ratios(times.ours, times.pmap), 0.5, 0.35)]
}

async function peakRow(context: BenchContext, count: number, must: number, stretch: number): Promise<RowResult> {
  const what = `peak memory above bare Node, ${count.toLocaleString('en')} mappings`
  if (!context.workloads.allowMappings(count + 100)) {
    return { id: '5', what, measured: 'needs root (vm.max_map_count)', must, stretch, direction: 'most', unit: 'MiB' }
  }
  const workload = await context.workloads.start('mappings', count)
  const file = join(context.workloads.folder, 'peak')
  const peaks: number[] = []
  for (let round = 0; round < 3; round++) {
    peaks.push(peakOfNode(readOnly(workload.pid), file) - peakOfNode(['-e', ''], file))
  }
  await workload.stop()
  return { id: '5', what, measured: spreadOf(peaks), must, stretch, direction: 'most', unit: 'MiB' }
}

/** Rows 4 and 5: a million mappings, and what memory a capture takes. */
export const millionRows: BenchRow = async (context) => {
  const count = millionOf(context)
  const results: RowResult[] = []
  const what = `${count.toLocaleString('en')} mappings, whole process / cat smaps`
  if (context.workloads.allowMappings(count + 100)) {
    const workload = await context.workloads.start('mappings', count)
    const times = await interleave(context.isQuick ? 2 : 3, {
      ours: () => timeProcess(process.execPath, readOnly(workload.pid)),
      cat: () => timeProcess('cat', [`/proc/${workload.pid}/smaps`])
    })
    await workload.stop()
    results.push(ratioRow('4', what, ratios(times.ours, times.cat), 1.4, 1.2))
  } else results.push(ratioRow('4', what, 'needs root (vm.max_map_count)', 1.4, 1.2))
  results.push(await peakRow(context, 65_000, 40, 20))
  results.push(await peakRow(context, count, 260, 120))
  return results
}
