import type { Capture } from '../memory/capture.ts'
import type { Classification } from '../memory/category.ts'
import type { FieldColumn, NumericArray } from '../memory/field-column.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { textListOf } from '../memory/text-list.ts'
import { newU64Column } from '../memory/u64-column.ts'
import { pooledValue, type RowPool } from './row-pool.ts'

/** A field's name, as each moment had them. */
type FieldHead = Pick<FieldColumn, 'name' | 'unit' | 'derived'>

/** A capture without its rows. */
export type CaptureFrame = Omit<Capture, 'table' | 'classification'> & {
  readonly fields: readonly FieldHead[]
  readonly hasFlags: boolean
  /** What the labels show of the process as a whole. */
  readonly labels: Pick<Classification, 'runtimes' | 'isStored'>
  readonly texts: readonly string[]
}

const heads = new Map<string, readonly FieldHead[]>()

/** What a capture holds besides its rows. Field lists are alike from moment to moment and are kept once. */
export function frameOf(capture: Capture): CaptureFrame {
  const { table, classification, ...rest } = capture
  const fields = table.fields.map(({ name, unit, derived }) => ({ name, unit, derived }))
  const key = JSON.stringify(fields)
  const known = heads.get(key) ?? fields
  // A made-up source may give every moment other fields.
  if (heads.size > 100) heads.clear()
  heads.set(key, known)
  const { runtimes, isStored } = classification
  const labels = { runtimes, isStored }
  const texts = table.texts.map(({ name }) => name)
  return { ...rest, fields: known, hasFlags: table.flags !== null, labels, texts }
}

/** Numbers from 0 for those of the pool that are in use, in order of their first row; `first` is always number 0. */
class Renumbered {
  readonly #numbers = new Map<number, number>()
  readonly used: number[] = []

  constructor(first: number | null) {
    if (first !== null) this.of(first)
  }

  of(number: number): number {
    let known = this.#numbers.get(number)
    if (known === undefined) {
      known = this.used.push(number) - 1
      this.#numbers.set(number, known)
    }
    return known
  }
}

/** The capture that had these rows. */
export function captureOfRows(pool: RowPool, ids: Uint32Array, frame: CaptureFrame): Capture {
  const { fields: _, hasFlags: _flags, texts: _texts, labels, ...rest } = frame
  return { ...rest, table: tableOfRows(pool, ids, frame), classification: { ...labelsOfRows(pool, ids), ...labels } }
}

function tableOfRows(pool: RowPool, ids: Uint32Array, { fields, hasFlags, texts }: CaptureFrame): MappingTable {
  const { words } = pool
  const rowCount = ids.length
  const [start, end, offset] = [newU64Column(rowCount), newU64Column(rowCount), newU64Column(rowCount)]
  const perms = new Uint8Array(rowCount)
  const backing = new Uint32Array(rowCount)
  const flags = new Uint32Array(rowCount)
  const [backings, sets] = [new Renumbered(0), new Renumbered(0)]
  ids.forEach((id, row) => {
    start.lo[row] = words.startLo.get(id)
    start.hi[row] = words.startHi.get(id)
    end.lo[row] = words.endLo.get(id)
    end.hi[row] = words.endHi.get(id)
    offset.lo[row] = words.offsetLo.get(id)
    offset.hi[row] = words.offsetHi.get(id)
    perms[row] = pool.small.perms.get(id)
    backing[row] = backings.of(words.backing.get(id))
    if (hasFlags) flags[row] = sets.of(words.flags.get(id))
  })
  const list = backings.used.map((number) => pool.backings.at(number))
  return {
    rowCount,
    start,
    end,
    offset,
    perms,
    backing,
    backings: {
      major: Uint32Array.from(list, ({ major }) => major),
      minor: Uint32Array.from(list, ({ minor }) => minor),
      inode: {
        lo: Uint32Array.from(list, ({ inodeLo }) => inodeLo),
        hi: Uint32Array.from(list, ({ inodeHi }) => inodeHi)
      },
      name: textListOf(list.map(({ name }) => name))
    },
    fields: fields.map((head) => fieldOfRows(pool, ids, head)),
    flags: hasFlags ? { sets: textListOf(sets.used.map((number) => pool.flagSets.at(number))), id: flags } : null,
    texts: texts.map((name) => {
      const lines = new Renumbered(0)
      const id = ids.map((row) => lines.of(pool.texts.get(name)?.get(row) ?? 0))
      return { name, texts: textListOf(lines.used.map((number) => pool.lines.at(number))), id }
    })
  }
}

function fieldOfRows(pool: RowPool, ids: Uint32Array, head: FieldHead): FieldColumn {
  const nothing = { missing: null, wide: null }
  if (head.derived !== null) return { ...head, values: new Uint8Array(1), stride: 0, ...nothing }
  const pooled = pool.fields.get(head.name)
  const missing = new Uint8Array((ids.length + 7) >> 3)
  const wide = new Map<number, bigint>()
  let hasMissing = false
  let most = 0
  let isConstant = true
  const values = new Float64Array(ids.length)
  ids.forEach((id, row) => {
    const value = pooled === undefined ? null : pooledValue(pooled, id)
    if (value === null) {
      missing[row >> 3]! |= 1 << (row & 7)
      hasMissing = true
      isConstant = false
    } else if (typeof value === 'bigint') {
      wide.set(row, value)
      values[row] = Number(value)
    } else values[row] = value
    if (values[row]! > most) most = values[row]!
    if (values[row] !== values[0]) isConstant = false
  })
  if (isConstant && wide.size === 0) return { ...head, values: values.slice(0, 1), stride: 0, ...nothing }
  return {
    ...head,
    values: narrowed(values, most),
    stride: 1,
    missing: hasMissing ? missing : null,
    wide: wide.size > 0 ? wide : null
  }
}

function narrowed(values: Float64Array, most: number): NumericArray {
  if (most <= 0xff) return Uint8Array.from(values)
  if (most <= 0xffff) return Uint16Array.from(values)
  return most <= 0xffffffff ? Uint32Array.from(values) : values
}

function labelsOfRows(pool: RowPool, ids: Uint32Array): Omit<Classification, 'runtimes' | 'isStored'> {
  const [evidences, groups, purposes] = [new Renumbered(null), new Renumbered(null), new Renumbered(null)]
  const evidence = Uint16Array.from(ids, (id) => evidences.of(pool.words.evidence.get(id)))
  const group = ids.map((id) => groups.of(pool.words.group.get(id)))
  const purpose = ids.map((id) => purposes.of(pool.words.purpose.get(id)))
  return {
    category: Uint8Array.from(ids, (id) => pool.small.category.get(id)),
    confidence: Uint8Array.from(ids, (id) => pool.small.confidence.get(id)),
    evidence,
    evidences: evidences.used.map((number) => pool.evidences.at(number)),
    group,
    groups: groups.used.map((number) => pool.groups.at(number)),
    purpose,
    purposes: purposes.used.map((number) => pool.purposes.at(number)),
    part: Uint8Array.from(ids, (id) => pool.small.part.get(id))
  }
}
