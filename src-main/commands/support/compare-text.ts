import { groupWords } from '#shared/memory/purpose-words.ts'
import { isChanged, type Comparison, type MappingChange } from '#shared/compare/comparison.ts'
import { growthOf, type LargestChange } from '#shared/compare/growth.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { formatSignedKib } from '#shared/base/format-units.ts'
import { mappingName, permsText } from '#shared/memory/mapping-table.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { u64Hex } from '#shared/memory/u64-column.ts'

const signed = (kb: number | null): string => (kb === null ? '?' : kb > 0 ? `+${kb}` : String(kb))

/** A row and the capture that it is from. */
function rowOf(change: MappingChange, { before, after }: Comparison): { capture: Capture; row: number } {
  const isThere = change.after.length > 0
  return { capture: isThere ? after : before, row: (isThere ? change.after[0] : change.before[0]) ?? 0 }
}

const permsOf = ({ table }: Capture, rows: readonly number[]): string =>
  [...new Set(rows.map((row) => permsText(table.perms[row] ?? 0)))].join(',')

/** What happened to a mapping; `changed` where address and size are what they were and its permissions or pages are not. */
const wordOf = (change: MappingChange): string =>
  change.kind === 'same' && isChanged(change) ? 'changed' : change.kind

/** The number of mappings for each word. */
function countsText({ changes, counts }: Comparison): string {
  const changed = changes.filter((change) => wordOf(change) === 'changed').length
  const { same, ...others } = counts
  return Object.entries({ same: same - changed, changed, ...others })
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(', ')
}

function lineOf(change: MappingChange, comparison: Comparison): string {
  const { capture, row } = rowOf(change, comparison)
  const name = visibleText(mappingName(capture.table, row)) || '[ anon ]'
  const words: string[] = [wordOf(change)]
  if (change.hasOtherProtection) {
    words.push(`${permsOf(comparison.before, change.before)}→${permsOf(comparison.after, change.after)}`)
  } else words.push(permsOf(capture, change.after.length > 0 ? change.after : change.before))
  return [
    u64Hex(capture.table.start, row, 16),
    signed(change.deltaKb.size).padStart(10),
    signed(change.deltaKb.rss).padStart(9),
    (words[0] ?? '').padEnd(8),
    (words[1] ?? '').padEnd(10),
    name
  ].join(' ')
}

const titleOf = ({ process, command, name }: Capture): string =>
  `${process.pid === 0 ? '' : `${process.pid}: `}${visibleText(command || name)}`

/** One change, and what the others of its group that went the same way come to with it. */
function largestText({ deltaKb, group }: LargestChange, what: string): string {
  const [sum, count] = deltaKb > 0 ? [group.grownKb, group.grownCount] : [-group.shrunkKb, group.shrunkCount]
  const others = count === 1 ? '' : ` (one of ${count} mappings, ${formatSignedKib(sum)} together)`
  return `${groupWords(group.label) || group.category}, ${formatSignedKib(deltaKb)} ${what}${others}`
}

const isBackwards = ({ before, after, isOneRun }: Comparison): boolean =>
  isOneRun && before.takenAt !== null && after.takenAt !== null && after.takenAt < before.takenAt

/** All mappings of the second capture, also those in which nothing differs. */
function withUnchanged({ changes, unchanged, totalDeltaKb }: Comparison): readonly MappingChange[] {
  const none = Object.fromEntries(
    Object.entries(totalDeltaKb).map(([metric, kb]) => [metric, kb === null ? null : 0])
  ) as MappingChange['deltaKb']
  const still = Array.from(unchanged, (row): MappingChange => ({
    kind: 'same',
    before: [],
    after: [row],
    row,
    hasOtherProtection: false,
    hasOtherResident: none.rss === null ? null : false,
    deltaKb: none
  }))
  const orderOf = ({ row, kind }: MappingChange): number => (kind === 'vanished' ? row + 0.5 : row)
  return [...changes, ...still].sort((x, y) => orderOf(x) - orderOf(y))
}

/** The comparison in words and as a list, in kB as pmap prints it; `withSame` lists what did not change as well. */
export function comparisonText(comparison: Comparison, withSame: boolean): string {
  const { before, after, changes, totalDeltaKb, isOneRun } = comparison
  const { metric, grewMost, shrankMost } = growthOf(comparison)
  const what = metric === 'rss' ? 'resident' : 'size'
  const changed = withSame ? withUnchanged(comparison) : changes.filter(isChanged)
  const lines = [
    `A  ${titleOf(before)}`,
    `B  ${titleOf(after)}`,
    isOneRun
      ? 'One address space at two moments.'
      : 'Two runs: mappings are paired by file, offset and permissions, not by address.',
    ...(isBackwards(comparison) ? ['B was taken before A.'] : []),
    `${what === 'size' ? 'Size' : 'Resident'} in all: ${formatSignedKib(totalDeltaKb[metric] ?? 0)}.`,
    grewMost === null ? `Nothing grew (${what}).` : `Grew most: ${largestText(grewMost, what)}.`,
    ...(shrankMost === null ? [] : [`Shrank most: ${largestText(shrankMost, what)}.`]),
    countsText(comparison)
  ]
  if (changed.length > 0) {
    lines.push('', 'Address              Kbytes       RSS Change   Mode       Mapping')
    for (const change of changed) lines.push(lineOf(change, comparison))
    lines.push(
      `${'total kB'.padEnd(16)} ${signed(totalDeltaKb.size).padStart(10)} ${signed(totalDeltaKb.rss).padStart(9)}`
    )
  }
  return `${lines.join('\n')}\n`
}

/** The comparison for other programs; addresses as hexadecimal text, unknown numbers null, amounts in kB. */
export function comparisonJson(comparison: Comparison): string {
  const { before, after, changes, counts, totalDeltaKb, isOneRun } = comparison
  const side = ({ table }: Capture, rows: readonly number[]): object[] =>
    rows.map((row) => ({
      start: u64Hex(table.start, row, 1),
      end: u64Hex(table.end, row, 1),
      perms: permsText(table.perms[row] ?? 0),
      name: mappingName(table, row)
    }))
  const value = {
    isOneRun,
    counts,
    totalDeltaKb,
    growth: growthOf(comparison),
    changes: changes.map((change) => ({
      ...change,
      before: side(before, change.before),
      after: side(after, change.after)
    }))
  }
  return `${JSON.stringify(value, null, 1)}\n`
}
