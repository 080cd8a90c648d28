/** Dots alone, also in brackets; a pager's last line. */
const DOTS = /^[^0-9a-z]{0,8}(?:\.{3,200}|…{1,20}|-{2}More-{2}.{0,20})[^0-9a-z]{0,8}$/i
/** `[snip]`, `--- cut ---`; the word alone means nothing. */
const MARKED = /^([^0-9a-z]{1,8})(?:snip(?:ped)?|cut|truncated|omitted|trimmed|省略)[^0-9a-z]{0,8}$/i
/** `-- 120 lines omitted --` */
const COUNTED =
  /^[^0-9a-z]{0,8}(?:\d{1,9}|many|more|several|other|some) (?:\w{1,12} ){0,3}(?:omitted|skipped|cut|truncated|removed|left out)\b/i

/** Whether a line is what people, terminals and trackers put where they leave rows out. */
export function isLeftOut(line: string): boolean {
  const mark = MARKED.exec(line)?.[1]
  return DOTS.test(line) || COUNTED.test(line) || (mark !== undefined && mark.trim() !== '')
}

/** ` total            1234K`, `total kB 1234 567 89`, `mapped: 1234K`; the word is in the language of the machine. */
const SUM =
  /^\s{0,40}(?:mapped:\s{1,60}(\d{1,18}|\?)K\b|\p{L}[\p{L}.]{0,20}(?: kB| KB| КБ)?:?\s{1,60}(\d{1,18}|\?)(?: ?K)?(?:\s{1,60}[\d?-]{1,18}(?: ?K)?){0,8}\s{0,40}$)/u
/** The sum in a line below the rows of pmap: kB, NaN where it only shows that there is one; null for other lines. */
export function totalOf(line: string): number | null {
  // Below the rows of -X and -XX.
  if (line.trimStart().startsWith('===')) return NaN
  const [, mapped, sum = mapped] = SUM.exec(line) ?? []
  return sum === undefined ? null : Number(sum)
}
