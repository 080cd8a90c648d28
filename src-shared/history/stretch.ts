import { parseDuration } from './condition.ts'

/** Indices of a recording's moments, both included. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/

/**
 * Reads a time: ISO 8601; `14:02` or `14:02:30`, on the day on which the recording began; `+30s` after its beginning, `-5m`
 * before its end. @returns null when it is not one
 */
function timeOf(text: string, first: number, last: number): number | null {
  const relative = /^([+-])(.+)$/.exec(text)
  if (relative !== null) {
    const length = parseDuration(relative[2]!)
    return length === null ? null : relative[1] === '+' ? first + length : last - length
  }
  const clock = CLOCK.exec(text)
  if (clock !== null) {
    const day = new Date(first)
    day.setHours(Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0), 0)
    return day.getTime()
  }
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : time
}

/**
 * The moments between two times; from the first one at or after `from` to the last one at or before `to`.
 * @param times of the moments, milliseconds since 1970
 * @returns in words what is wrong, where there is no such stretch
 */
export function stretchBetween(
  times: readonly (number | null)[],
  from: string | null,
  to: string | null
): Stretch | string {
  const all = { from: 0, to: Math.max(0, times.length - 1) }
  if (from === null && to === null) return all
  const known = times.filter((time) => time !== null)
  if (known.length < times.length || known.length === 0) return 'the recording holds no times'
  const [first, last] = [known[0]!, known.at(-1)!]
  const limits = [from, to].map((text) => (text === null ? undefined : timeOf(text, first, last)))
  if (limits.includes(null))
    return 'a time is 2026-01-31T14:02:00, 14:02, +30s after the beginning or -5m before the end'
  const [low = -Infinity, high = Infinity] = limits as (number | undefined)[]
  const inside = known.flatMap((time, index) => (time >= low && time <= high ? [index] : []))
  if (inside.length < 2) return 'there are not two moments in that stretch'
  return { from: inside[0]!, to: inside.at(-1)! }
}
