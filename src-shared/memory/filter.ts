import type { Category } from './category.ts'
import { overlapsRange, parseAddressRange } from './address-range.ts'
import type { Capture } from './capture.ts'
import { PERM_EXEC, PERM_READ, PERM_SHARED, PERM_WRITE, type MappingTable } from './mapping-table.ts'
import { purposeIndex } from './purpose.ts'
import { rowsHolding } from './purpose-share.ts'
import { textAt, textCount } from './text-list.ts'

/** Which mappings to show; all conditions must hold. */
export interface RowFilter {
  /** Part of the name, upper and lower case alike; nameless mappings are found as `[ anon ]`. */
  readonly text: string
  /** What else has the text: 1 for the purposes whose words contain it (`purposesWith`); null: only names are looked at. */
  readonly purposes: Uint8Array | null
  /** Letters that must be there: r w x s p. */
  readonly perms: string
  /** pmap's -A text. One that is not understood filters nothing; the field where it is typed shows that. */
  readonly range: string
  /** What they hold, if only in part. */
  readonly category: Category | null
  /** Only what differs from the earlier capture; filters nothing where there is none. */
  readonly isChangedOnly: boolean
  /** By row: 1 where an expression is true of it (filter-expression); null without one. */
  readonly passes: Uint8Array | null
}

/** The rows that pass, in the table's order. */
export function filterRows(
  capture: Pick<Capture, 'table' | 'classification'>,
  filter: RowFilter
): Uint32Array<ArrayBuffer> {
  const { table, classification } = capture
  const isOfCategory = filter.category === null ? null : rowsHolding(classification, filter.category)
  const named = namesWith(table, filter.text)
  const meant = filter.purposes
  const wanted = permBits(filter.perms)
  const range = filter.range === '' ? null : parseAddressRange(filter.range.trim())
  const isInRange = range === null ? null : overlapsRange(table, range)
  const changed = filter.isChangedOnly ? (table.changes?.isChanged ?? null) : null
  const { passes } = filter
  const found = new Uint32Array(table.rowCount)
  let count = 0
  for (let row = 0; row < table.rowCount; row++) {
    if ((table.perms[row]! & wanted.set) !== wanted.set || (table.perms[row]! & wanted.clear) !== 0) continue
    if (isOfCategory !== null && !isOfCategory(row)) continue
    if (named !== null && named[table.backing[row]!] === 0 && meant?.[purposeIndex(classification, row)] !== 1) continue
    if (changed !== null && changed[row] === 0) continue
    if (passes !== null && passes[row] === 0) continue
    if (isInRange !== null && !isInRange(row)) continue
    found[count++] = row
  }
  return found.slice(0, count)
}

/** By backing: 1 where the name has the text. Null when every name has it. */
function namesWith(table: MappingTable, text: string): Uint8Array | null {
  if (text === '') return null
  const wanted = text.toLowerCase()
  const { name } = table.backings
  const has = new Uint8Array(textCount(name))
  for (let index = 0; index < has.length; index++) {
    const own = textAt(name, index) || '[ anon ]'
    has[index] = own.toLowerCase().includes(wanted) ? 1 : 0
  }
  return has
}

function permBits(letters: string): { set: number; clear: number } {
  let set = 0
  let clear = 0
  for (const letter of letters) {
    if (letter === 'r') set |= PERM_READ
    if (letter === 'w') set |= PERM_WRITE
    if (letter === 'x') set |= PERM_EXEC
    if (letter === 's') set |= PERM_SHARED
    if (letter === 'p') clear |= PERM_SHARED
  }
  return { set, clear }
}
