import { STATUS_NUMBERS, type StatusNumber, type TimelinePart } from '#shared/history/timeline.ts'

/** A number of status at the two ends of a stretch. */
export interface StatusChange {
  readonly number: StatusNumber
  readonly from: number
  readonly to: number
}

/**
 * The numbers that are known at both ends, whether they changed or not; null is the first and the last moment.
 * @param from and to numbers of moments
 */
export function statusChanges(part: TimelinePart, from: number | null, to: number | null): StatusChange[] {
  const { numbers, status } = part
  const first = from === null ? 0 : numbers.findIndex((number) => number >= from)
  const last = to === null ? numbers.length - 1 : numbers.findLastIndex((number) => number <= to)
  if (first < 0 || last <= first) return []
  const width = STATUS_NUMBERS.length
  return STATUS_NUMBERS.map((number, at) => ({
    number,
    from: status[first * width + at] ?? NaN,
    to: status[last * width + at] ?? NaN
  })).filter((change) => !Number.isNaN(change.from) && !Number.isNaN(change.to))
}
