import type { Capture } from '../memory/capture.ts'
import { amountOfProcess, processTotal } from '../memory/metric-values.ts'
import { METRICS } from '../memory/metrics.ts'
import type { MetricAmounts } from '../memory/process-list.ts'
import type { ImportedProcess } from './importer.ts'

/**
 * What the process list shows of one process: the figures of status and of smaps_rollup; where a file has neither, as
 * texts do, what its mappings add up to, if `addsUp`.
 */
export function figuresOf(process: ImportedProcess, addsUp: boolean): MetricAmounts {
  const { numbers = null } = process
  const rollup = process.rollup?.() ?? null
  const capture = numbers === null && rollup === null && addsUp ? captureOf(process) : null
  const amounts = METRICS.map((metric) => [
    metric,
    capture === null
      ? (amountOfProcess(null, numbers, metric) ?? amountOfProcess(rollup, null, metric))
      : processTotal(capture, metric)
  ])
  return Object.fromEntries(amounts) as MetricAmounts
}

/** Null where the mappings can't be read; that is reported when the process is opened. */
function captureOf(process: ImportedProcess): Capture | null {
  try {
    return process.capture()
  } catch {
    return null
  }
}
