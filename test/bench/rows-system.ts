import { Recorder } from '#main/recorder/recorder.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { timed } from './capture-worker.ts'
import { interleave, ratios, spreadOf, timeProcess } from './measure.ts'
import { hasTool, ratioRow, type BenchContext, type BenchRow, type RowResult } from './row.ts'

/** Row 6: the list of a thousand processes. */
export const listRows: BenchRow = async (context) => {
  const crowd = await context.workloads.start('crowd', 900)
  const list = await interleave(context.rounds, {
    ours: () => timed(() => context.worker.list()),
    ps: () => timeProcess('ps', ['aux'])
  })
  const results = [ratioRow('6', 'process list of 1,000 / ps aux', ratios(list.ours, list.ps), 0.7, 0.45)]
  const what = 'process list of 1,000 with PSS / smem'
  if (hasTool('smem')) {
    const precise = await interleave(Math.min(context.rounds, 5), {
      ours: () => timed(async () => [await context.worker.list(), await context.worker.exact()]),
      smem: () => timeProcess('smem', ['-c', 'pid pss uss'])
    })
    results.push(ratioRow('6', what, ratios(precise.ours, precise.smem), 0.15, 0.12))
  } else results.push(ratioRow('6', what, 'smem is not installed', 0.15, 0.12))
  await crowd.stop()
  return results
}

const SNAPSHOT_FILES = ['stat', 'status', 'cmdline', 'smaps', 'smaps_rollup', 'cgroup', 'oom_score']

/** Reads what a snapshot reads and keeps nothing; gives the number of bytes. */
function readEverything(): number {
  let bytes = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const name of SNAPSHOT_FILES) {
      try {
        bytes += readFileSync(`/proc/${pid}/${name}`).length
      } catch {
        // Gone, or not ours to read.
      }
    }
  }
  return bytes
}

/** Row 7: a snapshot of the whole system. */
export const snapshotRows: BenchRow = async (context) => {
  let rawBytes = 0
  let zipBytes = 0
  const times = await interleave(context.rounds, {
    ours: () => timed(async () => (zipBytes = (await context.worker.snapshot()).length)),
    reading: () => timed(async () => (rawBytes = readEverything()))
  })
  const share = spreadOf([(100 * zipBytes) / rawBytes])
  return [
    ratioRow('7', 'system snapshot / reading the same files only', ratios(times.ours, times.reading), 1.6, 1.35),
    { id: '7', what: 'its size / raw size', measured: share, must: 13, stretch: 8, direction: 'most', unit: '%' }
  ]
}

const DUTY = 0.05
const REST = 2000

async function throughput(
  context: BenchContext,
  pid: number,
  ask: (line: string) => Promise<string>,
  isWatched: boolean
): Promise<number> {
  const length = context.isQuick ? 4000 : 6000
  // With the recorder on, as in every host.
  const recorder = new Recorder(null)
  await ask('')
  const began = performance.now()
  // As the app does: the next reading no sooner than two seconds and twenty times the last one's length later.
  while (performance.now() - began < length) {
    const took = isWatched ? await timed(async () => recorder.tookCapture(await context.worker.capture(pid))) : 0
    const rest = Math.max(REST, took / DUTY - took)
    const left = length - (performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.min(rest, left))))
  }
  return Number(await ask('')) / (performance.now() - began)
}

/** Row 8: how much of its mmap speed a process keeps while it is watched. */
export const watchedRow: BenchRow = async (context) => {
  const mutator = await context.workloads.start('mutator', 20_000)
  const rates = await interleave(context.isQuick ? 2 : 6, {
    watched: () => throughput(context, mutator.pid, mutator.ask, true),
    alone: () => throughput(context, mutator.pid, mutator.ask, false)
  })
  await mutator.stop()
  const result: RowResult = {
    id: '8',
    what: "a process's mmap speed while watched / undisturbed",
    measured: ratios(rates.watched, rates.alone),
    must: 0.93,
    stretch: 0.97,
    direction: 'least',
    unit: ''
  }
  return [result]
}
