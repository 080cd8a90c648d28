import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, expect, it } from 'vitest'
import type { ColumnCells, ColumnValue, FleetBatch, FleetColumn, FleetTable } from '#shared/fleet/columns.ts'
import { newU64Column, setU64 } from '#shared/memory/u64-column.ts'
import { IntegerDictionary } from '#main/output/parquet/integer-dictionary.ts'
import { parquetOfTable, writeParquet } from '#main/output/parquet/parquet-file.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'vmatlas-columns-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

/** What is in a table, read by DuckDB in the order of the rows. */
async function readBack(table: FleetTable): Promise<Record<string, unknown>[]> {
  const file = join(FOLDER, 'out.parquet')
  const parts: Uint8Array[] = []
  writeParquet(parquetOfTable(table), 'test', (bytes) => parts.push(bytes.slice()))
  writeFileSync(file, Buffer.concat(parts))
  const connection = await (await DuckDBInstance.create()).connect()
  const read = await connection.runAndReadAll(`select * from '${file}'`)
  return read.getRowObjectsJS()
}

let seed = 20261128
const random = (below: number): number => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
  return (seed >>> 8) % below
}

type Typed = readonly [cells: ColumnCells, valueOf: (row: number) => ColumnValue]

function numbers(count: number, limit: number, hasMissing: boolean): Typed {
  const values = Float64Array.from({ length: count }, () => random(limit))
  const missing = hasMissing ? Uint8Array.from({ length: (count >> 3) + 1 }, () => random(256)) : null
  const wide = new Map([[count - 1, random(2) === 0 ? 2n ** 62n + 1n : 2n ** 63n]])
  const valueOf = (row: number): ColumnValue => {
    if (missing !== null && (missing[row >> 3]! & (1 << (row & 7))) !== 0) return null
    const large = wide.get(row)
    if (large !== undefined) return large < 2n ** 63n ? large : null
    return BigInt(values[row]!)
  }
  return [{ kind: 'numbers', values, stride: 1, missing, wide }, valueOf]
}

function u64(count: number): Typed {
  const column = newU64Column(count)
  const values = Array.from({ length: count }, () => (BigInt(random(2 ** 24)) << 40n) + BigInt(random(3)))
  values.forEach((value, row) => setU64(column, row, value))
  return [{ kind: 'u64', column }, (row) => values[row]!]
}

function coded(count: number, values: readonly ColumnValue[]): Typed {
  const codes = Uint32Array.from({ length: count }, () => random(values.length))
  return [
    { kind: 'coded', codes, count: values.length, valueOf: (code) => values[code]! },
    (row) => values[codes[row]!]!
  ]
}

const NAMES: readonly ColumnValue[] = ['', null, 'libc.so', '名前\n"quoted"', '\u001b[2J', 'x'.repeat(3000)]
const LISTS: readonly ColumnValue[] = [
  ['rd', 'wr'],
  [],
  null,
  ['mr'],
  ['rd', 'rd', 'rd', 'rd', 'rd', 'rd', 'rd', 'rd', 'rd']
]

const column = (name: string, type: FleetColumn['type']): FleetColumn => ({ name, type })

function batchOf(count: number, late: boolean): { batch: FleetBatch; expected: Record<string, ColumnValue>[] } {
  const cells: readonly (readonly [FleetColumn, Typed])[] = [
    [column('small', 'int'), numbers(count, 3, false)],
    [column('kb', 'int'), numbers(count, 100_000, true)],
    [column('large', 'int'), numbers(count, 2 ** 52, false)],
    [column('start', 'unsigned'), u64(count)],
    [column('inode', 'unsigned'), coded(count, [0n, 2n ** 64n - 1n, 7n, null])],
    [column('name', 'text'), coded(count, NAMES)],
    [
      column('unique', 'text'),
      coded(
        count,
        Array.from({ length: count }, (_, at) => `name ${at}`)
      )
    ],
    [column('flags', 'texts'), coded(count, LISTS)],
    [column('none', 'text'), [{ kind: 'same', value: null }, () => null]],
    [column('pid', 'int'), [{ kind: 'same', value: count }, () => BigInt(count)]],
    ...(late ? ([[column('late', 'int'), numbers(count, 10, true)]] as const) : [])
  ]
  return {
    batch: { rowCount: count, cells: new Map(cells.map(([key, [each]]) => [key, each])) },
    expected: Array.from({ length: count }, (_, row) => ({
      late: null,
      ...Object.fromEntries(cells.map(([{ name }, [, valueOf]]) => [name, valueOf(row)]))
    }))
  }
}

it('gives DuckDB every value of every kind of column, over several row groups', async () => {
  // 65,536 rows are a group: batches that end with it, cross it and fill more than one.
  const batches = [1, 9, 1000, 64_526, 70_000, 140_000, 3].map((count, at) => batchOf(count, at > 3))
  const rows = await readBack({ columns: [], batches: batches.map(({ batch }) => batch) })
  const expected = batches.flatMap((each) => each.expected)
  expect(rows).toHaveLength(expected.length)
  let wrong = 0
  rows.forEach((row, at) => {
    const texts = (value: unknown): unknown => (Array.isArray(value) ? value.join(' ') : value)
    for (const [name, value] of Object.entries(expected[at]!)) {
      if (texts(row[name]) === texts(value) && (row[name] === null) === (value === null)) continue
      if (wrong++ < 3) expect([at, name, row[name]]).toEqual([at, name, value])
    }
  })
  expect(wrong).toBe(0)
})

it('has the columns of a table without rows, and leaves out what is beyond a thousand', async () => {
  const columns = Array.from({ length: 1200 }, (_, at) => column(`c${at}`, 'int'))
  expect(await readBack({ columns, batches: [] })).toEqual([])
  const batch = { rowCount: 1, cells: new Map(columns.map((each) => [each, { kind: 'same', value: 1 } as const])) }
  const { leftOut } = writeParquet(parquetOfTable({ columns: [], batches: [batch] }), 'test', () => undefined)
  expect([leftOut.size, leftOut.has('c1000'), leftOut.has('c999')]).toEqual([200, true, false])
})

it('gives up a dictionary for values that were made to collide', () => {
  const count = 20_000
  // The hash multiplies the high half so and mixes it with the low one: all have one slot.
  const hi = Uint32Array.from({ length: count }, (_, at) => at >> 2)
  const lo = hi.map((high) => Math.imul(high, 0x85ebca6b))
  const codes = new Uint32Array(count)
  const dictionary = new IntegerDictionary(65_536)
  expect(dictionary.encode({ lo, hi, isKnown: new Uint8Array(count) }, count, codes)).toBe(false)
  expect(dictionary.encode({ lo: hi, hi: lo.fill(0), isKnown: new Uint8Array(count) }, count, codes)).toBe(true)
  expect([dictionary.size, codes[5001]]).toEqual([5000, 1250])
})

it('leaves a value out whose column has another type under its name', async () => {
  const row = (type: FleetColumn['type'], value: ColumnValue): FleetBatch => ({
    rowCount: 1,
    cells: new Map([[column('same', type), { kind: 'same', value }]])
  })
  expect(await readBack({ columns: [], batches: [row('text', 'a'), row('int', 5)] })).toEqual([
    { same: 'a' },
    { same: null }
  ])
})

it('gives back columns that are one value in each batch', async () => {
  // Values of one slot in the hash table, as above: 300 are more than it searches through.
  const colliding = (at: number): bigint => (BigInt(at) << 32n) | BigInt(Math.imul(at, 0x85ebca6b) >>> 0)
  const valuesOf = (at: number): Record<string, ColumnValue> => ({
    few: BigInt(at % 3),
    some: at % 4 === 0 ? null : BigInt(at >> 1),
    rare: at === 7 ? -5n : null,
    colliding: colliding(at),
    lost: at % 2 === 0 ? null : colliding(at),
    text: ['a', 'a', null, ''][at % 4]!,
    name: `名前 ${at}`
  })
  const sizes = Array.from({ length: 300 }, (_, at) => 8 + (at % 5))
  const batches = sizes.map((rowCount, at): FleetBatch => {
    const cells = Object.entries(valuesOf(at)).map(
      ([name, value]) =>
        [column(name, name === 'text' || name === 'name' ? 'text' : 'int'), { kind: 'same', value }] as const
    )
    return { rowCount, cells: new Map(cells) }
  })
  const expected = sizes.flatMap((count, at) => Array.from({ length: count }, () => valuesOf(at)))
  expect(await readBack({ columns: [], batches })).toEqual(expected)
})
