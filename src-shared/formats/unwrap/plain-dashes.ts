/** What word processors and blogs make of hyphens; the last one is a minus sign. */
const TYPOGRAPHIC = /[\u2010-\u2015\u2212]/
const TOKEN = /(?<=^|\s)[rwxps\-\u2010-\u2015\u2212]{1,5}(?=\s|$)/g
const RANGE = /^(\W{0,40}[0-9a-f]{4,16})[\u2010-\u2015\u2212](?=[0-9a-f]{4,16}\b)/i
const PERMS = /^[r-][w-][x-](?:[ps-]-?)?$/
const [EN, EM] = ['\u2013', '\u2014']
/** How many hyphens an en dash and an em dash represent, the usual first: WordPress makes `--` an en dash, others an em dash. */
const LENGTHS: readonly (readonly [en: number, em: number])[] = [
  [2, 3],
  [1, 2],
  [1, 3],
  [1, 1]
]

/** Permissions with plain hyphens, by the reading that makes permissions of them; any other word as it is. */
function plainPerms(token: string): string {
  for (const [en, em] of LENGTHS) {
    const plain = token.replace(/[\u2010-\u2015\u2212]/g, (dash) => '-'.repeat(dash === EN ? en : dash === EM ? em : 1))
    if (PERMS.test(plain)) return plain
  }
  return token
}

/** A row whose hyphens were beautified, in its range and its permissions; names keep what they have. */
export function withPlainDashes(line: string): string {
  return TYPOGRAPHIC.test(line) ? line.replace(RANGE, '$1-').replace(TOKEN, plainPerms) : line
}
