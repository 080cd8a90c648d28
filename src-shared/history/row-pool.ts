import { foundationOfRow } from '../memory/better-founded.ts'
import type { Evidence, MappingGroup } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import { isFieldMissing, type FieldColumn } from '../memory/field-column.ts'
import type { FlagColumn, MappingTable, TextColumn } from '../memory/mapping-table.ts'
import type { Purpose } from '../memory/purpose.ts'
import { textBytes, textCount } from '../memory/text-list.ts'
import { u64Hex } from '../memory/u64-column.ts'
import { GrowingColumn } from './growing-column.ts'
import { Interned } from './interned.ts'

/** In a value column where the value is not a plain number below it: missing, or exact in `others`. */
const OTHER = 0xffffffff

/** One field of smaps over all rows of the pool. */
interface PooledField {
  readonly values: GrowingColumn<typeof Uint32Array>
  /** Values that do not fit, by row; null: the source reported nothing. */
  readonly others: Map<number, number | bigint | null>
}

export interface PooledBacking {
  readonly major: number
  readonly minor: number
  readonly inodeLo: number
  readonly inodeHi: number
  readonly name: Uint8Array
}

const latin = new TextDecoder('latin1')
const newU32 = (): GrowingColumn<typeof Uint32Array> => new GrowingColumn(Uint32Array)

/** Numbers by row, plain and in whole words. */
const WORDS = [
  'startLo',
  'startHi',
  'endLo',
  'endHi',
  'offsetLo',
  'offsetHi',
  'backing',
  'flags',
  'evidence',
  'group',
  // The group and the purpose that the row is counted with, see standing-labels.ts.
  'standing',
  'standingPurpose',
  'purpose',
  'track'
] as const
const BYTES = ['perms', 'category', 'confidence', 'part', 'foundation'] as const

/**
 * Rows of mapping tables, each different one once. A recording of a thousand moments in which a hundredth of the rows changes
 * needs eleven times the rows of one moment, not a thousand times.
 */
export class RowPool {
  readonly words = Object.fromEntries(WORDS.map((name) => [name, newU32()])) as Readonly<
    Record<(typeof WORDS)[number], GrowingColumn<typeof Uint32Array>>
  >
  readonly small = Object.fromEntries(BYTES.map((name) => [name, new GrowingColumn(Uint8Array)])) as Readonly<
    Record<(typeof BYTES)[number], GrowingColumn<typeof Uint8Array>>
  >
  readonly fields = new Map<string, PooledField>()
  readonly texts = new Map<string, GrowingColumn<typeof Uint32Array>>()
  readonly backings: Interned<PooledBacking>
  readonly flagSets: Interned<Uint8Array>
  readonly lines: Interned<Uint8Array>
  readonly evidences: Interned<Evidence>
  readonly groups: Interned<MappingGroup>
  readonly purposes: Interned<Purpose>
  rowCount = 0

  constructor(like?: RowPool) {
    this.backings = like?.backings ?? new Interned()
    this.flagSets = like?.flagSets ?? new Interned()
    this.lines = like?.lines ?? new Interned()
    this.evidences = like?.evidences ?? new Interned()
    this.groups = like?.groups ?? new Interned()
    this.purposes = like?.purposes ?? new Interned()
    this.backings.numberOf('', () => ({ major: 0, minor: 0, inodeLo: 0, inodeHi: 0, name: new Uint8Array(0) }))
    this.flagSets.numberOf('', () => new Uint8Array(0))
    this.lines.numberOf('', () => new Uint8Array(0))
  }

  /** Approximate size in memory, bytes. */
  get bytes(): number {
    let bytes = 0
    for (const column of [...Object.values(this.words), ...Object.values(this.small), ...this.texts.values()]) {
      bytes += column.bytes
    }
    for (const { values, others } of this.fields.values()) bytes += values.bytes + others.size * 48
    for (const list of [this.backings, this.flagSets, this.lines, this.evidences, this.groups, this.purposes])
      bytes += list.bytes
    return bytes
  }

  /** A pool without rows that knows the same names, evidences and groups by the same numbers. */
  emptyCopy(): RowPool {
    return new RowPool(this)
  }

  /** Takes a row over from the pool that this is an empty copy of. @returns its number here */
  take(from: RowPool, id: number): number {
    const own = this.rowCount++
    for (const name of WORDS) this.words[name].set(own, from.words[name].get(id))
    for (const name of BYTES) this.small[name].set(own, from.small[name].get(id))
    for (const [name, { values, others }] of from.fields) {
      const field = this.fieldOf(name)
      field.values.set(own, values.get(id))
      const other = others.get(id)
      if (other !== undefined) field.others.set(own, other)
    }
    for (const [name, column] of from.texts) this.textsOf(name).set(own, column.get(id))
    return own
  }

  fieldOf(name: string): PooledField {
    let field = this.fields.get(name)
    if (field === undefined) {
      field = { values: newU32(), others: new Map() }
      this.fields.set(name, field)
    }
    return field
  }

  textsOf(name: string): GrowingColumn<typeof Uint32Array> {
    let column = this.texts.get(name)
    if (column === undefined) {
      column = newU32()
      this.texts.set(name, column)
    }
    return column
  }

  /** Prepares for rows of a capture: what repeats in it gets its numbers here once, not row by row. */
  reader(capture: Capture): RowReader {
    return new RowReader(this, capture)
  }
}

/** Rows of one capture on their way into the pool. */
export class RowReader {
  readonly #pool: RowPool
  readonly #table: MappingTable
  readonly #capture: Capture
  readonly #backings: Uint32Array
  readonly #flags: Uint32Array | null
  readonly #evidences: Uint32Array
  readonly #groups: Uint32Array
  readonly #purposes: Uint32Array
  readonly #fields: readonly { readonly field: FieldColumn; readonly pooled: PooledField }[]
  readonly #texts: readonly {
    readonly ids: TextColumn['id']
    readonly numbers: Uint32Array
    readonly column: GrowingColumn<typeof Uint32Array>
  }[]

  constructor(pool: RowPool, capture: Capture) {
    const { table, classification } = capture
    this.#pool = pool
    this.#table = table
    this.#capture = capture
    this.#backings = backingNumbers(pool, table)
    this.#flags = table.flags === null ? null : listNumbers(pool.flagSets, table.flags.sets)
    this.#evidences = Uint32Array.from(classification.evidences, (evidence) =>
      pool.evidences.numberOf(JSON.stringify(evidence), () => evidence)
    )
    this.#groups = Uint32Array.from(classification.groups, (group) =>
      pool.groups.numberOf(`${group.category} ${group.label}`, () => group)
    )
    this.#purposes = Uint32Array.from(classification.purposes, (purpose) =>
      pool.purposes.numberOf(JSON.stringify(purpose), () => purpose)
    )
    this.#fields = table.fields
      .filter(({ derived }) => derived === null)
      .map((field) => ({ field, pooled: pool.fieldOf(field.name) }))
    this.#texts = table.texts.map(({ name, texts, id }) => {
      return { ids: id, numbers: listNumbers(pool.lines, texts), column: pool.textsOf(name) }
    })
  }

  /** True where a row of the pool has exactly the values of a row of the capture. */
  isSame(id: number, row: number): boolean {
    const { words, small } = this.#pool
    const table = this.#table
    const { classification } = this.#capture
    return (
      words.startLo.get(id) === table.start.lo[row] &&
      words.endLo.get(id) === table.end.lo[row] &&
      words.startHi.get(id) === table.start.hi[row] &&
      words.endHi.get(id) === table.end.hi[row] &&
      words.offsetLo.get(id) === table.offset.lo[row] &&
      words.offsetHi.get(id) === table.offset.hi[row] &&
      words.backing.get(id) === this.#backings[table.backing[row]!] &&
      words.flags.get(id) === this.#flagsOf(row) &&
      words.evidence.get(id) === this.#evidences[classification.evidence[row]!] &&
      words.group.get(id) === this.#groups[classification.group[row]!] &&
      words.purpose.get(id) === this.#purposes[classification.purpose[row]!] &&
      small.part.get(id) === classification.part[row] &&
      small.perms.get(id) === table.perms[row] &&
      small.category.get(id) === classification.category[row] &&
      small.confidence.get(id) === classification.confidence[row] &&
      this.#fields.every(({ field, pooled }) => isSameValue(pooled, id, field, row)) &&
      this.#texts.every(({ ids, numbers, column }) => column.get(id) === numbers[ids[row]!])
    )
  }

  /** Adds a row. @param track which thing it is (see MappingTracks) @returns its number in the pool */
  add(row: number, track: number): number {
    const { words, small } = this.#pool
    const table = this.#table
    const { classification } = this.#capture
    const id = this.#pool.rowCount++
    words.startLo.set(id, table.start.lo[row]!)
    words.startHi.set(id, table.start.hi[row]!)
    words.endLo.set(id, table.end.lo[row]!)
    words.endHi.set(id, table.end.hi[row]!)
    words.offsetLo.set(id, table.offset.lo[row]!)
    words.offsetHi.set(id, table.offset.hi[row]!)
    words.backing.set(id, this.#backings[table.backing[row]!]!)
    words.flags.set(id, this.#flagsOf(row))
    words.evidence.set(id, this.#evidences[classification.evidence[row]!]!)
    words.group.set(id, this.#groups[classification.group[row]!]!)
    words.standing.set(id, words.group.get(id))
    words.purpose.set(id, this.#purposes[classification.purpose[row]!]!)
    words.standingPurpose.set(id, words.purpose.get(id))
    words.track.set(id, track)
    small.perms.set(id, table.perms[row]!)
    small.category.set(id, classification.category[row]!)
    small.confidence.set(id, classification.confidence[row]!)
    small.part.set(id, classification.part[row]!)
    small.foundation.set(id, foundationOfRow(classification, row))
    for (const { field, pooled } of this.#fields) addValue(pooled, id, field, row)
    for (const { ids, numbers, column } of this.#texts) column.set(id, numbers[ids[row]!]!)
    return id
  }

  #flagsOf(row: number): number {
    return this.#flags === null ? 0 : this.#flags[this.#table.flags!.id[row]!]!
  }
}

/** A plain number, or OTHER where it does not fit. */
function plainValue(field: FieldColumn, row: number): number {
  if (isFieldMissing(field, row) || field.wide?.has(row) === true) return OTHER
  const value = field.values[row * field.stride]!
  return value < OTHER ? value : OTHER
}

function otherValue(field: FieldColumn, row: number): number | bigint | null {
  return isFieldMissing(field, row) ? null : (field.wide?.get(row) ?? field.values[row * field.stride]!)
}

function isSameValue({ values, others }: PooledField, id: number, field: FieldColumn, row: number): boolean {
  const plain = plainValue(field, row)
  return values.get(id) === plain && (plain !== OTHER || others.get(id) === otherValue(field, row))
}

function addValue({ values, others }: PooledField, id: number, field: FieldColumn, row: number): void {
  const plain = plainValue(field, row)
  values.set(id, plain)
  if (plain === OTHER) others.set(id, otherValue(field, row))
}

/** A field's value of a row of the pool; null where the source reported nothing. */
export function pooledValue({ values, others }: PooledField, id: number): number | bigint | null {
  const plain = values.get(id)
  return plain === OTHER ? (others.get(id) ?? null) : plain
}

function listNumbers(into: Interned<Uint8Array>, list: FlagColumn['sets']): Uint32Array {
  return Uint32Array.from({ length: textCount(list) }, (_, index) => {
    const bytes = textBytes(list, index)
    return into.numberOf(latin.decode(bytes), () => bytes.slice())
  })
}

function backingNumbers(pool: RowPool, { backings }: MappingTable): Uint32Array {
  return Uint32Array.from({ length: textCount(backings.name) }, (_, index) => {
    const name = textBytes(backings.name, index)
    const [major, minor] = [backings.major[index]!, backings.minor[index]!]
    const inode = u64Hex(backings.inode, index, 1)
    const isNothing = name.length === 0 && major === 0 && minor === 0 && inode === '0'
    return pool.backings.numberOf(isNothing ? '' : `${major}:${minor} ${inode} ${latin.decode(name)}`, () => ({
      major,
      minor,
      inodeLo: backings.inode.lo[index]!,
      inodeHi: backings.inode.hi[index]!,
      name: name.slice()
    }))
  })
}
