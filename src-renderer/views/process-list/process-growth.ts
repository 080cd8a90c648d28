import type { GrownSince, ProcessTrend } from '../../stores/trends-store.ts'

const MINUTE = 60_000

/**
 * By how much a process has grown, kB, or kB in a minute over the time that is drawn; null where that is not known.
 * @param marked what it had at the mark; undefined where it was not there, or no mark was set
 */
export function growthOfTrend(
  trend: ProcessTrend | undefined,
  since: GrownSince,
  marked: number | undefined
): number | null {
  const last = trend?.amounts.at(-1)
  if (trend === undefined || last === undefined) return null
  if (since === 'start') return last - trend.firstKb
  if (since === 'mark') return marked === undefined ? null : last - marked
  const span = trend.times.at(-1)! - trend.times[0]!
  return span <= 0 ? null : Math.round(((last - trend.amounts[0]!) / span) * MINUTE)
}

/**
 * The line of a trend as an SVG path, within 0 … width and 0 … height, the latest amount at the right. Growth is drawn large
 * where it is large beside the whole: a line that is nearly level stays nearly level.
 */
export function sparkline({ times, amounts }: ProcessTrend, width: number, height: number, span: number): string {
  const end = times.at(-1) ?? 0
  const most = Math.max(...amounts, 1)
  const least = Math.min(...amounts)
  // At least a tenth of the amount is the height, so that noise does not look like growth.
  const room = Math.max(most - least, most * 0.1)
  const points = times.map((time, at) => {
    const x = width - ((end - time) / span) * width
    const y = height - ((amounts[at]! - least) / room) * height
    return `${x.toFixed(1)} ${y.toFixed(1)}`
  })
  return points.length < 2 ? '' : `M${points.join('L')}`
}
