import { formatKib, formatSignedKib } from '#shared/base/format-units.ts'
import type { GrownBy, GrownEntry, GrownList } from '#shared/history/grown-entries.ts'
import type { Looking } from '#shared/memory/capture.ts'
import { lookedMembers } from '#shared/memory/looking.ts'
import { groupWords } from '#shared/memory/purpose-words.ts'

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString())

/**
 * The list for other programs. This form is stable: members may be added, none changes its meaning.
 * @param looking what was not looked at in the moments; null where that is not known
 */
export function grownJson({ from, to, moments, entries }: GrownList, looking: Looking | null): string {
  const value = {
    from: iso(from),
    to: iso(to),
    moments,
    looked: looking === null ? null : lookedMembers(looking),
    entries: entries.map(({ what, category, fromKb, toKb, deltaKb, kbPerMinute, shape, starts }) => ({
      what: groupWords(what) || category,
      category,
      fromKb,
      toKb,
      deltaKb,
      kbPerMinute,
      shape,
      starts: starts.map((start) => `0x${start.toString(16)}`)
    }))
  }
  return `${JSON.stringify(value, null, 1)}\n`
}

function shapeText({ shape, since }: GrownEntry): string {
  const time = since === null ? '' : ` at ${new Date(since).toTimeString().slice(0, 8)}`
  return {
    steady: 'steady',
    steps: 'in steps',
    'saw-tooth': 'saw-tooth',
    'levelled-off': `levelled off${time}`,
    once: 'once',
    irregular: 'irregular'
  }[shape]
}

const nameOf = ({ what, category }: GrownEntry): string => groupWords(what) || category

/** In a purpose, category or module growth and shrinkage are netted. */
const nothingGrew = (by: GrownBy): string =>
  by === 'mapping'
    ? 'Nothing is larger than at the beginning.'
    : `No ${by} as a whole is larger than at the beginning; --by mapping lists single mappings.`

function sentence({ entries, metric, totalFromKb, totalToKb }: GrownList, by: GrownBy): string {
  const what = metric === 'size' ? 'Size' : metric.toUpperCase()
  const total = `${what} ${formatKib(totalFromKb)} → ${formatKib(totalToKb)} (${formatSignedKib(totalToKb - totalFromKb)}).`
  const [most, least] = [entries[0], entries.at(-1)]
  const grew =
    most === undefined || most.deltaKb <= 0
      ? nothingGrew(by)
      : `Grew most: ${[nameOf(most), formatSignedKib(most.deltaKb), ...rateText(most), shapeText(most)].join(', ')}.`
  const shrank =
    least === undefined || least.deltaKb >= 0
      ? ''
      : ` Shrank most: ${nameOf(least)}, ${formatSignedKib(least.deltaKb)}.`
  return `${total} ${grew}${shrank}`
}

/** What changed once has no rate. */
const perMinute = ({ kbPerMinute, shape }: GrownEntry): string =>
  shape === 'once' ? '–' : kbPerMinute === null ? 'not known' : formatSignedKib(Math.round(kbPerMinute))

const rateText = (entry: GrownEntry): string[] =>
  entry.shape === 'once' ? [] : [entry.kbPerMinute === null ? 'at an unknown rate' : `${perMinute(entry)} a minute`]

/** Mappings of one name are distinguished by their addresses. */
const whereText = ({ starts }: GrownEntry): string => (starts[0] === undefined ? '' : ` at 0x${starts[0].toString(16)}`)

/** The list for people: a sentence, then the entries, the largest growth first. */
export function grownText(list: GrownList, by: GrownBy): string {
  const { entries, moments, from, to, left } = list
  const span = from === null || to === null ? '' : `, ${iso(from)} to ${iso(to)}`
  const lines = [
    `${moments} ${moments === 1 ? 'moment' : 'moments'}${span}.`,
    moments < 2 ? 'One moment says nothing of growth.' : sentence(list, by)
  ]
  if (entries.length > 0) {
    lines.push(
      '',
      `${'Change'.padStart(12)} ${'From'.padStart(10)} ${'To'.padStart(10)} ${'A minute'.padStart(12)}  ${'How'.padEnd(24)} ${by[0]!.toUpperCase()}${by.slice(1)}`
    )
  }
  for (const entry of entries) {
    const columns = [
      formatSignedKib(entry.deltaKb).padStart(12),
      formatKib(entry.fromKb).padStart(10),
      formatKib(entry.toKb).padStart(10),
      perMinute(entry).padStart(12)
    ]
    lines.push(
      `${columns.join(' ')}  ${shapeText(entry).padEnd(24)} ${nameOf(entry)}${by === 'mapping' ? whereText(entry) : ''}`
    )
  }
  if (left > 0) lines.push(`${left} more changed less than these.`)
  return `${lines.join('\n')}\n`
}
