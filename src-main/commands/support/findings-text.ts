import { visibleText } from '#shared/base/visible-text.ts'
import type { Finding } from '#shared/findings/finding.ts'
import { findingText } from '#shared/findings/finding-words.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { lookedJson, lookingOf } from '#shared/memory/looking.ts'
import { u64Hex } from '#shared/memory/u64-column.ts'
import { leftUnlooked } from '#shared/memory/look-words.ts'

const LEVELS: Readonly<Record<Finding['level'], string>> = {
  act: 'Act',
  look: 'Worth a look',
  'good-to-know': 'Good to know'
}
/** Mappings that are named in the text; the JSON has all. */
const MOST_LISTED = 8

const rangeOf = ({ table }: Capture, row: number): string =>
  `${u64Hex(table.start, row, 12)}-${u64Hex(table.end, row, 12)}`

function whereText(capture: Capture, rows: readonly number[]): string {
  if (rows.length === 0 || capture.absent?.includes('address') === true) return ''
  const ranges = rows.slice(0, MOST_LISTED).map((row) => rangeOf(capture, row))
  const more = rows.length > ranges.length ? ` and ${rows.length - ranges.length} more` : ''
  return `  Mappings: ${ranges.join(' ')}${more}\n`
}

/** What a listing may lack. */
function cutText({ cut }: Capture): string {
  if (cut === undefined) return ''
  const is = cut === 'no-total' ? 'may be' : 'is'
  return `\nThe listing ${is} cut: only the mappings that it lists were looked at.\n`
}

/** What was not looked for; empty where all was looked at. */
function unlookedText(capture: Capture, isOfFile: boolean): string {
  const looking = lookingOf(capture)
  const left = looking === null ? null : leftUnlooked(looking, isOfFile)
  if (left !== null) return `\nNot all of it was looked at: ${left}.\n`
  if (looking?.depth === 'inside' || capture.table.rowCount === 0) return ''
  return '\nFree memory inside malloc and idle stacks are not known: the memory of the process was not looked into.\n'
}

/** Findings for reading. @param isOfFile they are of what was captured before */
export function findingsText(capture: Capture, findings: readonly Finding[], isOfFile: boolean): string {
  const head = `${capture.process.pid}: ${visibleText(capture.name)}\n`
  const unlooked = cutText(capture) + unlookedText(capture, isOfFile)
  if (findings.length === 0) return `${head}\nNothing stands out.\n${unlooked}`
  const parts = findings.map((finding) => {
    const { title, what, why, todo, source } = findingText(finding)
    return `\n${LEVELS[finding.level]}: ${title}\n  ${what}\n  Why: ${why}\n  What to do: ${todo}\n${whereText(capture, finding.rows)}  Source: ${source}\n`
  })
  return head + parts.join('') + unlooked
}

/** Findings for other programs. This form is stable: members may be added, none changes its meaning. */
export function findingsJson(capture: Capture, findings: readonly Finding[]): string {
  const value = {
    pid: capture.process.pid,
    name: capture.name,
    looked: lookedJson(capture),
    cut: capture.cut ?? null,
    findings: findings.map((finding) => ({
      id: finding.id,
      level: finding.level,
      ...findingText(finding),
      values: finding.values,
      mappings: finding.rows.map((row) => ({
        start: `0x${u64Hex(capture.table.start, row, 1)}`,
        end: `0x${u64Hex(capture.table.end, row, 1)}`
      }))
    }))
  }
  return `${JSON.stringify(value, null, 1)}\n`
}
