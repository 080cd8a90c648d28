import type { StatusNumbers } from '../memory/capture.ts'

/** The amounts of conditions, by their lines of status (man 5 proc_pid_status); kB but for threads. */
const STATUS_LINES = {
  rss: 'VmRSS',
  anon: 'RssAnon',
  file: 'RssFile',
  shmem: 'RssShmem',
  swap: 'VmSwap',
  size: 'VmSize',
  pagetables: 'VmPTE',
  threads: 'Threads'
} as const
type Watched = keyof typeof STATUS_LINES

/** A condition on a process's numbers: `rss > 2GiB`, `threads >= 100`, `anon grew 10%`, `rss grew 64MiB`. */
export interface Condition {
  /** As the user wrote it. */
  readonly text: string
  /** Undefined where a number is missing; `first` are those at the beginning. */
  holds(now: StatusNumbers, first: StatusNumbers): boolean | undefined
}

/** kB in a unit; k, M and G alone are the binary ones, as everywhere in /proc. */
const UNIT_KB: Readonly<Record<string, number>> = {
  b: 1 / 1024,
  k: 1,
  m: 1024,
  g: 1024 ** 2,
  t: 1024 ** 3
}

const FORM = /^\s*([a-z]+)\s*(>=|<=|>|<|grew(?:\s+by)?)\s*(\d+(?:\.\d+)?)\s*(?:(%|[bkmgt](?:i?b)?)\s*)?$/i

/** Parses a condition. @returns a message where it is invalid */
export function parseCondition(text: string): Condition | string {
  const [, word = '', sign = '', digits = '', unit = ''] = FORM.exec(text) ?? []
  if (word === '') return `"${text}" is not of the form "rss > 2GiB" or "anon grew 10%"`
  const name = word.toLowerCase()
  if (!isWatched(name)) return `"${word}" is none of ${Object.keys(STATUS_LINES).join(', ')}`
  const isGrowth = sign.startsWith('grew')
  if (unit === '%' && !isGrowth) return 'a percentage goes with "grew"'
  if (name === 'threads' && unit !== '' && unit !== '%') return 'threads have no unit'
  if (name !== 'threads' && unit === '') return `"${digits}" needs a unit: KiB, MiB, GiB${isGrowth ? ' or %' : ''}`
  const amount = Number(digits) * (unit === '%' || unit === '' ? 1 : UNIT_KB[unit[0]!.toLowerCase()]!)
  const line = STATUS_LINES[name]
  return {
    text: text.trim(),
    holds(now, first) {
      const value = now[line]
      const before = first[line]
      if (value === undefined || (isGrowth && before === undefined)) return undefined
      if (isGrowth) return value - before! >= (unit === '%' ? (before! * amount) / 100 : amount) && value > before!
      return { '>': value > amount, '>=': value >= amount, '<': value < amount, '<=': value <= amount }[sign]
    }
  }
}

const isWatched = (name: string): name is Watched => Object.hasOwn(STATUS_LINES, name)

/** A duration in milliseconds: `500ms`, `1s`, `10m`, `2h`, `1d`; a number alone is seconds. Null for other texts. */
export function parseDuration(text: string): number | null {
  const [, digits, unit = 's'] = /^\s*(\d+(?:\.\d+)?)\s*(?:(ms|s|m|h|d)\s*)?$/.exec(text) ?? []
  if (digits === undefined) return null
  return Number(digits) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 'ms']
}
