/** What people, terminals and trackers put in place of rows that they leave out. */
const LEFT_OUT =
  /^[^0-9a-z]{0,8}(?:\.{3,200}|…{1,20}|[[(<{]{0,2} ?(?:\.{3}|…|\.{0,3} ?(?:snip(?:ped)?|cut|truncated|omitted|trimmed|省略)) ?\.{0,3}[\])>}]{0,2}|-{2}More-{2}.{0,20})[^0-9a-z]{0,8}$/i
const LEFT_OUT_COUNTED =
  /^[^0-9a-z]{0,8}(?:\d{1,9}|many|more|several|other|some) (?:\w{1,12} ){0,3}(?:omitted|skipped|cut|truncated|removed|left out)\b/i

/** Whether a line stands for rows that were left out. */
export function isLeftOut(line: string): boolean {
  return LEFT_OUT.test(line) || LEFT_OUT_COUNTED.test(line)
}

/** ` total            1234K`, `total kB 1234 567 89`, `mapped: 1234K`; the word is in the language of the machine. */
const SUM =
  /^\s{0,40}(?:mapped:\s{1,60}(\d{1,18})K\b|\p{L}[\p{L}.]{0,20}(?: kB| KB| КБ)?:?\s{1,60}(\d{1,18})(?: ?K)?(?:\s{1,60}[\d-]{1,18}(?: ?K)?){0,8}\s{0,40}$)/u
/** What a line below the rows of pmap says of their sum: kB, NaN where it only says that there is one; null for other lines. */
export function totalOf(line: string): number | null {
  // Below the rows of -X and -XX.
  if (line.trimStart().startsWith('===')) return NaN
  const [, mapped, sum = mapped] = SUM.exec(line) ?? []
  return sum === undefined ? null : Number(sum)
}
