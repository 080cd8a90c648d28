import { formatKib, formatSignedKib } from '../../base/format-units.ts'
import { isCount, type Judgement } from './judge.ts'

/** What was found, in a line without its name: `13.1 MiB, at most 12.9 MiB (baseline 12.3 MiB, +800 KiB)`. */
export function judgementText(judgement: Judgement): string {
  const { rule, value, baseline, limit, why } = judgement
  if (value === null || limit === null) return why ?? ''
  const amount = (number: number): string => (isCount(rule) ? String(Math.floor(number)) : formatKib(number))
  const difference = (number: number): string =>
    isCount(rule) ? `${number > 0 ? '+' : ''}${number}` : formatSignedKib(number)
  const before = baseline === null ? '' : ` (baseline ${amount(baseline)}, ${difference(value - baseline)})`
  return `${amount(value)}, at most ${amount(limit)}${before}`
}
