import { openBytes } from '#shared/formats/index.ts'
import type { ImportedProcess } from '#shared/formats/importer.ts'
import { amountsOf, type ProcessFacts } from '#shared/machine/process-facts.ts'
import { processTotal } from '#shared/memory/metric-values.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { readInput } from './read-input.ts'

/** A process of a file; where it holds no sums of the kernel's, what its mappings add up to. */
function factsOf(process: ImportedProcess): ProcessFacts {
  const rollup = process.rollup?.() ?? null
  const amounts = amountsOf({ status: process.numbers ?? null, rollup, cgroup: process.cgroup?.() ?? null })
  const capture = (() => {
    try {
      return process.capture()
    } catch {
      return null
    }
  })()
  const total = (metric: 'rss' | 'pss' | 'uss' | 'swap'): number | null =>
    capture === null ? null : processTotal(capture, metric)
  return {
    pid: process.process.pid,
    ppid: process.stat?.ppid ?? 0,
    name: process.name,
    command: process.command,
    uid: process.uid ?? null,
    user: process.user ?? null,
    isKernelThread: process.stat?.isKernelThread ?? false,
    mappings: capture === null || capture.detail === 'none' ? null : capture.table.rowCount,
    ...amounts,
    rssKb: amounts.rssKb ?? total('rss'),
    pssKb: amounts.pssKb ?? total('pss'),
    ussKb: amounts.ussKb ?? total('uss'),
    swapKb: amounts.swapKb ?? total('swap')
  }
}

/** The processes of the last moment that a file holds. @throws FailureError */
export function processesOfFile(file: string): ProcessFacts[] {
  const { moments } = openBytes(readInput(file), file, nodeFormatContext)
  return (moments.at(-1)?.processes ?? []).map(factsOf)
}
