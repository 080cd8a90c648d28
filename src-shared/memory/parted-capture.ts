import type { Capture } from './capture.ts'
import { CATEGORIES, CONFIDENCES, type Classification, type MappingGroup } from './category.ts'
import type { FieldColumn } from './field-column.ts'
import type { Grouping } from './group-rows.ts'
import { fieldValue, mappingBytes, type MappingTable } from './mapping-table.ts'
import { PURPOSE_PARTS, type Purpose } from './purpose.ts'
import { dividedKb, type PurposeShare } from './purpose-share.ts'
import { fieldOfRows, tableOfRows } from './table-of-rows.ts'

/** Whose rows a capture with parts has. */
interface Origin {
  readonly whole: Capture
  /** By row of the capture with parts: the row of the whole one. */
  readonly rows: Uint32Array
  /** By row of the capture with parts. */
  readonly pieces: ReadonlyMap<number, Piece>
}

/** One part of a mapping. */
interface Piece {
  /** Of the whole capture. */
  readonly row: number
  readonly at: number
  readonly shares: readonly PurposeShare[]
}

const made = new WeakMap<Capture, Capture>()
const origins = new WeakMap<Capture, Origin>()

/**
 * What groups of rows are made of: for permissions mappings as they are, else of a mapping that holds memory for several
 * purposes each part by itself, or its amounts would count to a group of their own and sums of groups would not be those of
 * treemap, bar and sentences. A comparison's mappings stay whole: what changed in which part is not known.
 */
export function groupedCapture(capture: Capture, by: Grouping | null): Capture {
  return by === null || by === 'perms' || capture.table.changes != null ? capture : partedCapture(capture)
}

/**
 * A capture with a row for each part of a mapping that holds memory for several purposes: it begins where its mapping does, and
 * is as long as the part, with its share of all amounts in kB. The first part has the number of its mapping's row, the others
 * come behind all rows. The capture itself where there are none; made once.
 */
export function partedCapture(capture: Capture): Capture {
  let parted = made.get(capture)
  if (parted === undefined) {
    parted = origins.has(capture) ? capture : withParts(capture)
    made.set(capture, parted)
  }
  return parted
}

/** Which part of its mapping a row is, by its index in the shares; null for a mapping as a whole. */
export function pieceOfRow(capture: Capture, row: number): number | null {
  return origins.get(capture)?.pieces.get(row)?.at ?? null
}

/** The capture that one with parts was made of; another is its own. */
export function wholeCapture(capture: Capture): Capture {
  return origins.get(capture)?.whole ?? capture
}

/** The row of the whole capture that a row is a part of. */
export function wholeRow(capture: Capture, row: number): number {
  return origins.get(capture)?.rows[row] ?? row
}

/** The rows of the whole capture that rows are parts of, each once, in the order given. */
export function wholeRows(capture: Capture, rows: Uint32Array): Uint32Array {
  const origin = origins.get(capture)
  return origin === undefined ? rows : Uint32Array.from(new Set(rows.map((row) => origin.rows[row]!)))
}

function withParts(capture: Capture): Capture {
  const { table, classification } = capture
  const { purpose, purposes } = classification
  if (!purposes.some(({ shares }) => shares !== undefined)) return capture
  const pieces = new Map<number, Piece>()
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  for (let row = 0; row < table.rowCount; row++) {
    const shares = purposes[purpose[row]!]?.shares
    shares?.forEach((_, at) => {
      if (at > 0) rows.push(row)
      pieces.set(at === 0 ? row : rows.length - 1, { row, at, shares })
    })
  }
  const origin: Origin = { whole: capture, rows: Uint32Array.from(rows), pieces }
  const parted = {
    ...capture,
    table: tableOfPieces(table, origin.rows, pieces),
    classification: labelsOfPieces(classification, origin.rows, pieces)
  }
  origins.set(parted, origin)
  return parted
}

function tableOfPieces(whole: MappingTable, rows: Uint32Array, pieces: ReadonlyMap<number, Piece>): MappingTable {
  const table = tableOfRows({ ...whole, fields: [] }, rows)
  for (const [row, piece] of pieces) {
    const kb = mappingBytes(whole, piece.row) / 1024
    setLength(table, row, 1024 * amountOf(whole, piece, kb, 'addresses'))
  }
  return {
    ...table,
    fields: whole.fields.map((field) => fieldWhenAsked(field, () => fieldOfPieces(whole, field, rows, pieces)))
  }
}

function setLength({ start, end }: MappingTable, row: number, bytes: number): void {
  const low = start.lo[row]! + (bytes % 4294967296)
  end.lo[row] = low % 4294967296
  end.hi[row] = start.hi[row]! + Math.floor(bytes / 4294967296) + Math.floor(low / 4294967296)
}

function amountOf(whole: MappingTable, { row, at, shares }: Piece, kb: number, amount: 'addresses' | 'memory'): number {
  return dividedKb(shares, kb, amount, mappingBytes(whole, row))[at]!
}

/** A field with its values made when they are asked for: of some thirty fields most views need one. */
function fieldWhenAsked({ name, unit, derived }: FieldColumn, make: () => FieldColumn): FieldColumn {
  let known: FieldColumn | null = null
  const field = (): FieldColumn => (known ??= make())
  return {
    name,
    unit,
    derived,
    get values() {
      return field().values
    },
    get stride() {
      return field().stride
    },
    get missing() {
      return field().missing
    },
    get wide() {
      return field().wide
    }
  }
}

/** Sizes of pages are in kB too and are no amounts. */
const isAmount = ({ name, unit, derived }: FieldColumn): boolean =>
  unit === 'kB' && derived === null && !name.endsWith('PageSize')

function fieldOfPieces(
  whole: MappingTable,
  ofWhole: FieldColumn,
  rows: Uint32Array,
  pieces: ReadonlyMap<number, Piece>
): FieldColumn {
  const field = fieldOfRows(ofWhole, rows)
  if (!isAmount(field)) return field
  const values = Float64Array.from(rows, (row) => ofWhole.values[row * ofWhole.stride]!)
  const wide = field.wide === null ? null : new Map(field.wide)
  for (const [row, piece] of pieces) {
    const kb = fieldValue(whole, ofWhole, piece.row)
    if (kb === undefined) continue
    values[row] = amountOf(whole, piece, kb, field.name === 'Size' ? 'addresses' : 'memory')
    wide?.delete(row)
  }
  return { ...field, values, stride: 1, wide }
}

function labelsOfPieces(labels: Classification, rows: Uint32Array, pieces: ReadonlyMap<number, Piece>): Classification {
  const groups = new Numbered<MappingGroup>(labels.groups, ({ category, label }) => `${category} ${label}`)
  const purposes = new Numbered<Purpose>(labels.purposes.map(withoutShares), (purpose) => JSON.stringify(purpose))
  const parted = {
    ...labels,
    category: Uint8Array.from(rows, (row) => labels.category[row]!),
    confidence: Uint8Array.from(rows, (row) => labels.confidence[row]!),
    evidence: Uint16Array.from(rows, (row) => labels.evidence[row]!),
    group: Uint32Array.from(rows, (row) => labels.group[row]!),
    purpose: Uint32Array.from(rows, (row) => labels.purpose[row]!),
    part: Uint8Array.from(rows, (row) => labels.part[row]!)
  }
  for (const [row, { shares, at }] of pieces) {
    const { category, confidence, group: label, purpose } = shares[at]!
    parted.category[row] = CATEGORIES.indexOf(category)
    parted.confidence[row] = CONFIDENCES.indexOf(confidence)
    parted.group[row] = groups.numberOf({ category, label })
    parted.purpose[row] = purposes.numberOf(purpose)
    parted.part[row] = PURPOSE_PARTS.indexOf('piece')
  }
  return { ...parted, groups: groups.values, purposes: purposes.values }
}

/** Of rows that are parts, none has parts of its own. */
const withoutShares = ({ key, values, owner }: Purpose): Purpose => ({ key, values, owner })

/** A list to which values are added that it does not have yet. */
class Numbered<Value> {
  readonly values: Value[]
  readonly #keyOf: (value: Value) => string
  readonly #numbers: Map<string, number>

  constructor(known: readonly Value[], keyOf: (value: Value) => string) {
    this.values = [...known]
    this.#keyOf = keyOf
    this.#numbers = new Map(known.map((value, number) => [keyOf(value), number]))
  }

  numberOf(value: Value): number {
    const key = this.#keyOf(value)
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.values.length)
    return this.values.push(value) - 1
  }
}
