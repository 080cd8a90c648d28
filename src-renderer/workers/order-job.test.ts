import { describe, expect, it } from 'vitest'
import { newU64Column, setU64 } from '#shared/memory/u64-column.ts'
import { emptyTable } from '#shared/memory/mapping-table.ts'
import { textListOf } from '#shared/memory/text-list.ts'
import { NO_LABELS } from '#shared/memory/category.ts'
import type { RowFilter } from '#shared/memory/filter.ts'
import { OrderJob, type FilteredCapture } from './order-job.ts'
import { NO_FILTER } from '#test/support/no-filter.ts'

const NAMES = ['', '/usr/lib/libc.so.6', '[heap]', '']
const ROWS = [
  { start: 0x1000n, end: 0x3000n, perms: 5, backing: 1, category: 0 },
  { start: 0x3000n, end: 0x4000n, perms: 3, backing: 1, category: 0 },
  { start: 0x8000n, end: 0x9000n, perms: 3, backing: 2, category: 1 },
  { start: 0xffffffffff600000n, end: 0xffffffffff601000n, perms: 11, backing: 0, category: 6 }
]

function capture(): FilteredCapture {
  const start = newU64Column(ROWS.length)
  const end = newU64Column(ROWS.length)
  ROWS.forEach((row, at) => {
    setU64(start, at, row.start)
    setU64(end, at, row.end)
  })
  const empty = emptyTable()
  return {
    table: {
      ...empty,
      rowCount: ROWS.length,
      start,
      end,
      perms: Uint8Array.from(ROWS, (row) => row.perms),
      backing: Uint32Array.from(ROWS, (row) => row.backing),
      backings: { ...empty.backings, name: textListOf(NAMES) }
    },
    classification: {
      ...NO_LABELS,
      category: Uint8Array.from(ROWS, (row) => row.category),
      confidence: new Uint8Array(ROWS.length),
      evidence: new Uint16Array(ROWS.length),
      evidences: [],
      group: new Uint32Array(ROWS.length),
      groups: []
    }
  }
}

function rows(filter: Partial<RowFilter>, sortKeys: readonly number[] | null = null): number[] {
  const job = new OrderJob()
  job.execute({ kind: 'load', capture: capture() })
  const rowsInOrder = job.execute({
    kind: 'order',
    request: {
      filter: { ...NO_FILTER, ...filter },
      sortKeys: sortKeys === null ? null : Float64Array.from(sortKeys),
      isDescending: true,
      grouping: null,
      isSummed: false
    }
  })
  return [...(rowsInOrder?.order ?? [])]
}

describe('ordering rows in the worker', () => {
  it('finds names whatever their case, and nameless mappings as the table shows them', () => {
    expect(rows({ text: 'LIBC' })).toEqual([0, 1])
    expect(rows({ text: 'anon' })).toEqual([3])
  })

  it('wants all permissions that were asked for', () => {
    expect(rows({ perms: 'rw' })).toEqual([1, 2, 3])
    expect(rows({ perms: 'x' })).toEqual([0])
    expect(rows({ perms: 's' })).toEqual([3])
    expect(rows({ perms: 'wp' })).toEqual([1, 2])
  })

  it('shows what overlaps a range, both ends included', () => {
    expect(rows({ range: '2fff,3000' })).toEqual([0, 1])
    expect(rows({ range: '3000' })).toEqual([1])
    expect(rows({ range: 'ffffffffff600fff,' })).toEqual([3])
    expect(rows({ range: '4000,7fff' })).toEqual([])
  })

  it('shows one category, sorted', () => {
    expect(rows({ category: 'image' }, [1, 2, 3, 4])).toEqual([1, 0])
    expect(rows({}, [5, 7, 6, 7])).toEqual([1, 3, 2, 0])
  })

  it('has no answer about a capture that was forgotten', () => {
    const job = new OrderJob()
    job.execute({ kind: 'load', capture: capture() })
    job.execute({ kind: 'forget' })
    const filter: RowFilter = NO_FILTER
    const answer = job.execute({
      kind: 'order',
      request: { filter, sortKeys: null, isDescending: false, grouping: null, isSummed: false }
    })
    expect(answer).toEqual({ order: new Uint32Array(0), groups: null })
  })
})
