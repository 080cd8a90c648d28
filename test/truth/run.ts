// `npm run truth`: how much of real programs' memory vmatlas names rightly, by bytes that are resident and that the kernel
// gives no name. Needs the right to look into processes that it started itself.
import { EVIDENCE_DEPTHS } from '#shared/memory/category.ts'
import { measureProgram } from './measure.ts'
import { recordings } from './recordings.ts'
import { scoreOf, shares, type Score } from './score.ts'
import { missing, TRUTH_PROGRAMS } from './truth-programs.ts'

const percent = (part: number): string => `${(part * 100).toFixed(2).padStart(6)} %`
const columns = (texts: readonly string[]): string =>
  texts.map((text, at) => text.padEnd([34, 8, 10, 10, 10][at] ?? 0)).join(' ')

function print(program: string, depth: string, score: Score): void {
  const { right, wrong, unnamed } = shares(score)
  const known = ((score.right + score.wrong + score.unnamed) / 1024 ** 2).toFixed(1)
  console.log(columns([program, depth, percent(right), percent(wrong), percent(unnamed), known.padStart(9)]))
  for (const [mistake, bytes] of score.mistakes) console.log(`    ${mistake}: ${(bytes / 1024 ** 2).toFixed(2)} MiB`)
}

console.log(columns(['program', 'depth', '   right', '   wrong', ' unnamed', 'MiB known']))
for (const program of TRUTH_PROGRAMS) {
  const lacking = missing(program)
  if (lacking.length > 0) {
    console.log(`${program.id}: not measured, this machine has no ${lacking.join(', ')}`)
    continue
  }
  for (const [depth, score] of await measureProgram(program, EVIDENCE_DEPTHS)) print(program.id, depth, score)
}
for (const { id, capture, truth } of recordings()) {
  for (const by of ['text', 'runtimes'] as const) print(`${id} (recorded)`, by, scoreOf(capture(by), truth, 'rss'))
}
