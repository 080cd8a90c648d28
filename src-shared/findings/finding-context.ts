import type { GrownList } from '../history/grown-entries.ts'
import type { Capture } from '../memory/capture.ts'
import { CATEGORIES, type MappingGroup } from '../memory/category.ts'
import type { FieldColumn } from '../memory/field-column.ts'
import { fieldValue, findField, flagsText, mappingKb } from '../memory/mapping-table.ts'
import { purposeOf } from '../memory/purpose.ts'

/** What findings are made of: one capture, and what grew until then where that was recorded. Nothing else is asked for. */
export class FindingContext {
  readonly capture: Capture
  /** What grew by purpose, in resident memory; null where only one moment is known. */
  readonly growth: GrownList | null
  readonly #fields = new Map<string, FieldColumn | null>()
  /** Rows share few sets of flags: each is taken apart once. */
  readonly #flagSets = new Map<number, ReadonlySet<string>>()

  constructor(capture: Capture, growth: GrownList | null = null) {
    this.capture = capture
    this.growth = growth
  }

  /** A field of a row in kB; 0 where it is not reported, which never makes a finding. */
  kb(row: number, name: string): number {
    let field = this.#fields.get(name)
    if (field === undefined) {
      field = findField(this.capture.table, name) ?? null
      this.#fields.set(name, field)
    }
    return field === null ? 0 : (fieldValue(this.capture.table, field, row) ?? 0)
  }

  /** Sum of fields over rows, kB. */
  sumKb(rows: readonly number[], ...names: readonly string[]): number {
    let sum = 0
    for (const row of rows) for (const name of names) sum += this.kb(row, name)
    return sum
  }

  /** Size of rows together, kB. */
  sizeKb(rows: readonly number[]): number {
    return rows.reduce((sum, row) => sum + mappingKb(this.capture.table, row), 0)
  }

  rowsWhere(holds: (row: number) => boolean): number[] {
    const rows: number[] = []
    for (let row = 0; row < this.capture.table.rowCount; row++) if (holds(row)) rows.push(row)
    return rows
  }

  /** A number of status in kB, of the rollup where status lacks it, or null. */
  statusKb(name: string): number | null {
    return this.capture.status?.[name] ?? null
  }

  /** Resident memory in kB: of the rollup or status, else of the rows; 0 where the source knows none. */
  get residentKb(): number {
    const { rollup, table } = this.capture
    return (
      rollup?.['Rss'] ??
      this.statusKb('VmRSS') ??
      this.sumKb(
        Array.from({ length: table.rowCount }, (_, row) => row),
        'Rss'
      )
    )
  }

  hasFlag(row: number, flag: string): boolean {
    const { table } = this.capture
    const id = table.flags?.id[row] ?? 0
    let set = this.#flagSets.get(id)
    if (set === undefined) {
      set = new Set(flagsText(table, row)?.split(' '))
      this.#flagSets.set(id, set)
    }
    return set.has(flag)
  }

  purpose(row: number): string {
    return purposeOf(this.capture.classification, row).key
  }

  /** The group of most of the rows by an amount, with that amount. */
  largestGroup(
    rows: readonly number[],
    amount: (row: number) => number
  ): { group: MappingGroup; amount: number } | null {
    const { group, groups } = this.capture.classification
    const sums = new Map<number, number>()
    for (const row of rows) sums.set(group[row]!, (sums.get(group[row]!) ?? 0) + amount(row))
    let most: [number, number] | null = null
    for (const each of sums) if (most === null || each[1] > most[1]) most = each
    return most === null ? null : { group: groups[most[0]] ?? { category: CATEGORIES[0], label: '' }, amount: most[1] }
  }
}

/** A share in percent; 0 of nothing. */
export const percentOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 100))
