import { describe, expect, it } from 'vitest'
import { anon, GIB, hole as holeOf, KIB, MIB, tableOf, type Row } from '#test/support/made-mappings.ts'
import type { AnonymousRule } from './anonymous-rule.ts'
import { reservationRuns } from './reservation-runs.ts'
import { RowCursor } from './row-cursor.ts'

const cursorOf = (rows: readonly Row[]): RowCursor => new RowCursor(tableOf(rows))

describe('memory in one reservation', () => {
  const within = (kind: NonNullable<AnonymousRule['within']>, rows: readonly Row[]): number[] => {
    const runs = reservationRuns(cursorOf(rows))
    return rows.flatMap((_, row) => (runs.isWithin(row, kind) ? [row] : []))
  }
  const at = 64 * GIB
  const hole = (from: number, bytes: number, flags = 'nr dd'): Row => holeOf(bytes, { at: from, flags })
  const used = (from: number, bytes = 4 * KIB): Row => anon(bytes, { at: from, flags: 'rd wr' })

  it('begins and ends at multiples of 64 MiB', () => {
    expect(within('aligned-run', [used(at, 4 * KIB), used(at + 4 * KIB, 64 * MIB - 4 * KIB)])).toEqual([0, 1])
    expect(within('aligned-run', [used(at, 4 * KIB), used(at + 4 * KIB, 64 * MIB)])).toEqual([])
    expect(within('aligned-run', [used(at + 4 * KIB, 64 * MIB - 4 * KIB)])).toEqual([])
    const named = anon(64 * MIB, { at, name: '[anon:x]', flags: 'rd' })
    expect(within('aligned-run', [named, used(at + 64 * MIB, 64 * MIB)])).toEqual([1])
    expect(
      within('aligned-run', [
        used(at, 64 * MIB),
        anon(4 * KIB, { at: at + 64 * MIB, name: '[anon:x]', flags: 'rd' }),
        used(at + 64 * MIB + 4 * KIB)
      ])
    ).toEqual([0])
  })

  it('is a cage with 8 GiB that nobody may touch', () => {
    const cage = (bytes: number): number[] => within('cage', [used(at), hole(at + 4 * KIB, bytes, 'mr')])
    expect([cage(8 * GIB), cage(8 * GIB - 4 * KIB)]).toEqual([[0, 1], []])
    expect(within('cage', [used(at), used(at + 4 * KIB, 8 * GIB)])).toEqual([])
    expect(within('cage', [used(at), hole(at + 8 * KIB, 8 * GIB, 'mr')])).toEqual([1])
  })

  it('is a sandbox from the first hole to the last where both are 1 TiB apart', () => {
    const first = hole(at, GIB)
    const middle = used(at + GIB)
    const sandbox = (total: number, flags?: string, firstHole = first): number[] => {
      const from = at + GIB + 4 * KIB
      return within('v8-sandbox', [firstHole, middle, hole(from, at + total - from, flags)])
    }
    expect([sandbox(1024 * GIB), sandbox(1024 * GIB - 4 * KIB)]).toEqual([[0, 1, 2], []])
    expect([sandbox(1024 * GIB, 'nr'), sandbox(1024 * GIB, 'dd'), sandbox(1025 * GIB, 'mr')]).toEqual([[], [], []])
    expect(sandbox(1024 * GIB, undefined, { ...first, flags: 'mr' })).toEqual([])
    expect(sandbox(1025 * GIB, undefined, { ...first, flags: 'mr' })).toEqual([])
    expect(
      within('v8-sandbox', [
        used(at, 4 * KIB),
        hole(at + 4 * KIB, GIB),
        used(at + GIB + 4 * KIB),
        hole(at + GIB + 8 * KIB, 1024 * GIB),
        used(at + 1025 * GIB + 8 * KIB)
      ])
    ).toEqual([1, 2, 3])
    const small = hole(at, 64 * KIB)
    expect(within('v8-sandbox', [small, used(at + 64 * KIB), hole(at + 68 * KIB, 1024 * GIB)])).toEqual([2])
  })

  it('is looked for once a table', () => {
    const cursor = cursorOf([used(at)])
    expect(reservationRuns(cursor)).toBe(reservationRuns(cursor))
    expect(reservationRuns(cursorOf([used(at)]))).not.toBe(reservationRuns(cursor))
  })
})
