import { METRIC, METRICS, type Metric } from '../memory/metrics.ts'
import type { LessonStep } from './lesson.ts'

/** Fields of the kernel's that are a metric's amount, or a part of it. */
const METRIC_OF_COLUMN = new Map<string, Metric>([
  ...METRICS.flatMap((metric): [string, Metric][] => {
    const { amount } = METRIC[metric]
    return amount === 'addresses' ? [['Size', metric]] : amount.flat().map((field) => [field, metric])
  }),
  ['Anonymous', 'rss'],
  ['Shared_Dirty', 'dirty'],
  ['Private_Dirty', 'dirty']
])

/** By what the picture's areas are drawn while a step is on the screen: what the step speaks of. */
export function metricOfStep({ lookAt }: LessonStep): Metric {
  return lookAt.metric ?? METRIC_OF_COLUMN.get(lookAt.column) ?? 'rss'
}
