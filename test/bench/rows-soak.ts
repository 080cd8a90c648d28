import { openBytes } from '#shared/formats/index.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { spreadOf } from './measure.ts'
import type { BenchRow } from './row.ts'

/** MiB held by this process's heap and buffers after collections; buffers that came from a worker go with the second one. */
async function heldMemory(): Promise<number> {
  for (let i = 0; i < 2; i++) {
    await new Promise((resolve) => setImmediate(resolve))
    globalThis.gc?.()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

/** Row 13: memory comes back: ten large snapshots opened and closed, and fifty captures, leave the heap where it was. */
export const soakRow: BenchRow = async ({ workloads, worker, isQuick }) => {
  const workload = await workloads.start('mappings', 30_000)
  const snapshot = await worker.snapshot()
  const round = async (): Promise<void> => {
    for (const { processes } of openBytes(snapshot, 'soak.vmsnap', nodeFormatContext).moments) {
      for (const process of processes) process.capture()
    }
    await worker.capture(workload.pid)
  }
  await round()
  const before = await heldMemory()
  for (let i = 0; i < (isQuick ? 10 : 50); i++) await round()
  const grown = (await heldMemory()) - before
  await workload.stop()
  return [
    {
      id: '13',
      what: 'memory kept after opening and closing large snapshots again and again',
      measured: spreadOf([grown]),
      must: 20,
      stretch: 5,
      direction: 'most',
      unit: 'MiB'
    }
  ]
}
