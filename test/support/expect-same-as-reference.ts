import { expect } from 'vitest'
import {
  exactFieldValue,
  flagsText,
  mappingNameBytes,
  permsText,
  type MappingTable
} from '#shared/memory/mapping-table.ts'
import { textBytes } from '#shared/memory/text-list.ts'
import { u64BigInt } from '#shared/memory/u64-column.ts'
import type { ScanResult } from '#shared/scan/mapping-scanner.ts'
import { referenceParse, type Reference } from './reference-parser.ts'

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

type Cells = (string | number | bigint | null)[]

/** All values of a row, for comparing rows. */
export function cellsOf(table: MappingTable, row: number): Cells {
  const { backings } = table
  const backing = table.backing[row]!
  return [
    u64BigInt(table.start, row),
    u64BigInt(table.end, row),
    permsText(table.perms[row]!),
    u64BigInt(table.offset, row),
    backings.major[backing]!,
    backings.minor[backing]!,
    u64BigInt(backings.inode, backing),
    latin1(mappingNameBytes(table, row)),
    ...table.fields.map((field) => exactFieldValue(table, field, row) ?? null),
    ...table.texts.map(({ texts, id }) => latin1(textBytes(texts, id[row]!))),
    table.flags === null || flagsText(table, row) === undefined
      ? ''
      : latin1(textBytes(table.flags.sets, table.flags.id[row]!))
  ]
}

function referenceCells({ rows, fields, textNames }: Reference, row: number): Cells {
  const { start, end, perms, offset, major, minor, inode, name, numbers, texts, flags } = rows[row]!
  return [
    start,
    end,
    perms,
    offset,
    major,
    minor,
    inode,
    name,
    ...[...fields.keys()].map((field) => numbers.get(field) ?? null),
    ...[...textNames].map((field) => texts.get(field) ?? ''),
    flags
  ]
}

/** Fails unless the scan of `bytes` has the plain parser's value in every cell. @returns how many rows were compared */
export function expectSameAsReference({ table, skipped, skippedCount, kind }: ScanResult, bytes: Uint8Array): number {
  const reference = referenceParse(bytes)
  expect(table.fields.map(({ name, unit }) => [name, unit === 'kB'])).toEqual([...reference.fields])
  expect(table.texts.map(({ name }) => name)).toEqual([...reference.textNames])
  expect(table.rowCount).toBe(reference.rows.length)
  for (let row = 0; row < table.rowCount; row++) {
    const cells = cellsOf(table, row)
    const expected = referenceCells(reference, row)
    // Comparing by hand first: expect() on every row of a large capture takes seconds.
    if (cells.some((cell, at) => cell !== expected[at])) expect(cells, `row ${row}`).toEqual(expected)
  }
  expect(skippedCount).toBe(reference.skipped.length)
  expect(skipped.map(({ line }) => line)).toEqual(reference.skipped.slice(0, 1000))
  const hasLines = reference.rows.some(
    ({ numbers, texts, flags }) => numbers.size > 0 || texts.size > 0 || flags !== ''
  )
  if (hasLines) expect(kind).toBe('smaps')
  return table.rowCount
}
