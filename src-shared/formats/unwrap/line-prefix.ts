import { learntPrefix, prefixOfRow, type LinePrefix } from './learnt-prefix.ts'

const NEWLINE = 10
/** As much of a line as is looked at. */
const LONGEST = 400
const MOST_LAYERS = 3
const decoder = new TextDecoder('latin1')

/** What logs and tools write before each line. */
const PREFIXES: readonly RegExp[] = [
  // journalctl, syslog: Nov 23 11:00:00 host prog[123]:
  /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? \S+ [^\s:]+(?:\[\d+\])?: ?/,
  // journalctl -o short-iso, docker logs -t, most loggers: 2026-11-23T11:00:00.123Z, with or without host and program
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?(?: \S+ [^\s:]+\[\d+\]:)? ?/,
  // dmesg, also with its level in front, and dmesg -T
  /^(?:<\d+>)?\[ *\d+\.\d+\] ?/,
  /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\] ?/,
  // docker compose logs, kubectl logs --prefix
  /^[\w.-]+ +\| ?/,
  /^\[pod\/[^\]]+\] ?/,
  // logcat, threadtime and brief
  /^\d\d-\d\d \d\d:\d\d:\d\d\.\d+ +(?:\w+ +)?\d+ +\d+ [VDIWEFA] {1,40}\S{0,80} {0,40}: ?/,
  /^[VDIWEFA]\/\S{0,80} {0,40}\( *\d+\): ?/,
  // grep -n, cat -n, nl
  /^ *\d{1,7}(?::|\t)/
]

/** How the rows of all formats begin. */
const ROW =
  /^\s*(?:\[?0x[0-9a-f]{4,16}\b|[0-9a-f]{6,16}[-' ][0-9a-f]{1,16}\b|[0-9a-f]{6,16} [r-][w-][x-]|[0-9a-f]{8,16} +\d+K? )/i

/** What every row has somewhere; most texts have nothing like it, and need no closer look. */
const OF_ROWS = /[0-9a-f]{6}(?:-[0-9a-f]|'[0-9a-f]|[ \t]+(?:\d|[r-][w-][x-]))|0x[0-9a-f]{4}/i

/** The prefix that most rows of the head have, or null when most have none. */
function commonPrefix(head: Uint8Array): LinePrefix | null {
  if (!OF_ROWS.test(decoder.decode(head))) return null
  const counts = new Map<RegExp, number>()
  const inner: string[] = []
  let plain = 0
  for (let at = 0; at < head.length;) {
    const newline = head.indexOf(NEWLINE, at)
    const end = newline < 0 ? head.length : newline
    const line = decoder.decode(head.subarray(at, Math.min(end, at + LONGEST)))
    at = end + 1
    // Most lines of smaps, which show no prefix.
    if (line.endsWith(' kB')) continue
    if (ROW.test(line)) plain++
    else {
      const own = prefixOfRow(line)
      if (own !== null) inner.push(own)
    }
    for (const prefix of PREFIXES) {
      const found = prefix.exec(line)
      if (found === null || found[0].length === 0) continue
      // There may be another layer below this one.
      const rest = line.slice(found[0].length)
      if (ROW.test(rest) || PREFIXES.some((other) => other !== prefix && ROW.test(rest.replace(other, '')))) {
        counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
      }
    }
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a)
  if (best !== undefined && best[1] > plain && best[1] >= inner.length)
    return { isQuoted: false, lengthIn: (line) => best[0].exec(line)?.[0].length ?? 0 }
  // A name may hold what looks like a row; then there are rows that begin their lines.
  return plain > 0 ? null : learntPrefix(inner)
}

/** The prefix that every line has which is not empty; null when none has all. */
function prefixOfAll(head: Uint8Array): LinePrefix | null {
  const lines = decoder.decode(head.subarray(0, head.lastIndexOf(NEWLINE) + 1)).split('\n')
  const heads = lines.map((line) => line.slice(0, LONGEST)).filter((line) => line !== '')
  const lengthBy = (prefix: RegExp, line: string): number => prefix.exec(line)?.[0].length ?? 0
  const found = PREFIXES.find((prefix) => heads.every((line) => lengthBy(prefix, line) > 0))
  if (found === undefined || heads.length < 2) return null
  return { isQuoted: false, lengthIn: (line) => lengthBy(found, line) }
}

/** Lines without what a log has put before all of them, whatever is in them. */
export function withoutPrefixOfAll(bytes: Uint8Array, headLength: number): Uint8Array {
  const prefix = prefixOfAll(bytes.subarray(0, headLength))
  return prefix === null ? bytes : withoutPrefix(bytes, prefix)
}

function withNewline(bytes: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length + 1)
  whole.set(bytes)
  whole[bytes.length] = NEWLINE
  return whole
}

function withoutPrefix(bytes: Uint8Array, prefix: LinePrefix): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let fill = 0
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, at)
    const end = newline < 0 ? bytes.length : newline + 1
    const length = prefix.lengthIn(decoder.decode(bytes.subarray(at, Math.min(end, at + LONGEST))))
    // One character of this encoding is one byte.
    let rest = bytes.subarray(at + length, end)
    if (prefix.isQuoted && length > 0) {
      const close = /["'],?\s*$/.exec(decoder.decode(rest.subarray(-8)))
      if (close !== null) rest = withNewline(rest.subarray(0, rest.length - close[0].length))
    }
    kept.set(rest, fill)
    fill += rest.length
    at = end
  }
  return kept.subarray(0, fill)
}

/** Lines without what a log, grep -n or cat -n has put before each of them. */
export function withoutPrefixes(bytes: Uint8Array, headLength: number): Uint8Array {
  let plain = bytes
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const prefix = commonPrefix(plain.subarray(0, headLength))
    if (prefix === null) return plain
    plain = withoutPrefix(plain, prefix)
  }
  return plain
}
