import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import type { JvmCommand } from './jvm-answer.ts'
import { jvmAreas } from './jvm-areas.ts'
import type { StatedRange } from './jvm-knowledge.ts'

const DETAIL = 'VM.native_memory detail scale=B'
const range = (start: number, end: number, area: string, command: JvmCommand = DETAIL): StatedRange => ({
  start,
  end,
  area,
  command
})
const tableOf = (...rows: readonly (readonly [addresses: string, rss: number])[]): MappingTable =>
  captureOfText(rows.map(([addresses, rss]) => `${addresses} rw-p 00000000 00:00 0 \nRss: ${rss} kB\n`).join('')).table

/** Resident kB by area, with a question mark where it is an estimate. */
function resident(table: MappingTable, ...ranges: readonly StatedRange[]): Record<string, string> {
  const areas = jvmAreas(null, { takenAt: 0, ranges, threads: new Map() }, table)
  return Object.fromEntries(
    areas.map(({ name, residentKb, isEstimate }) => [name, `${residentKb}${isEstimate ? '?' : ''}`])
  )
}

describe('what is resident of an area', () => {
  const TABLE = tableOf(['1000-2000', 4], ['2000-4000', 8], ['5000-6000', 2])

  it('is that of the mappings that lie in it, and an estimate of one that does so in part', () => {
    expect(resident(TABLE, range(0x1000, 0x2000, 'Code'))).toEqual({ Code: '4' })
    expect(resident(TABLE, range(0x1000, 0x6000, 'Code'))).toEqual({ Code: '14' })
    expect(resident(TABLE, range(0x2000, 0x3000, 'Code'))).toEqual({ Code: '4?' })
    expect(resident(TABLE, range(0x3000, 0x5800, 'Code'))).toEqual({ Code: '5?' })
    expect(resident(TABLE, range(0x4000, 0x5000, 'Code'))).toEqual({ Code: '0' })
    expect(resident(TABLE, range(0x7000, 0x8000, 'Code'))).toEqual({ Code: '0' })
    expect(resident(tableOf(), range(0x1000, 0x2000, 'Code'))).toEqual({})
  })

  it('does not become an estimate by a mapping that holds nothing', () => {
    expect(resident(tableOf(['1000-2000', 4], ['2000-4000', 0]), range(0x1000, 0x3000, 'Code'))).toEqual({ Code: '4' })
  })

  it('is a sum of all its ranges, in whatever order they are reported', () => {
    const [low, high] = [range(0x1000, 0x2000, 'GC'), range(0x5000, 0x6000, 'GC')]
    expect(resident(TABLE, low, high)).toEqual({ GC: '6' })
    expect(resident(TABLE, high, low)).toEqual({ GC: '6' })
    expect(resident(TABLE, range(0x2000, 0x3000, 'A'), range(0x3000, 0x4000, 'B'))).toEqual({ A: '4?', B: '4?' })
  })

  it('counts what lies in two ranges for the one that begins first, of those the longer', () => {
    expect(resident(TABLE, range(0x2000, 0x4000, 'outer'), range(0x3000, 0x4000, 'inner'))).toEqual({
      outer: '8',
      inner: '0'
    })
    expect(resident(TABLE, range(0x2000, 0x3000, 'short'), range(0x2000, 0x4000, 'long'))).toEqual({
      long: '8',
      short: '0'
    })
    expect(
      resident(TABLE, range(0x1000, 0x6000, 'all'), range(0x1000, 0x2000, 'a'), range(0x5000, 0x6000, 'b'))
    ).toEqual({ all: '14', a: '0', b: '0' })
    expect(resident(TABLE, range(0x2000, 0x3800, 'first'), range(0x3000, 0x4000, 'rest'))).toEqual({
      first: '6?',
      rest: '2?'
    })
  })

  it('comes from the map of the JVM only where it does not track its memory', () => {
    const mapped = range(0x1000, 0x2000, 'JAVAHEAP', 'System.map')
    expect(resident(TABLE, mapped)).toEqual({ 'Java Heap': '4' })
    expect(resident(TABLE, mapped, range(0x5000, 0x6000, 'Thread Stack'))).toEqual({ Thread: '2' })
  })

  it('is not known without RSS', () => {
    const { table } = captureOfText('1000-2000 rw-p 00000000 00:00 0 \n')
    expect(resident(table, range(0x1000, 0x2000, 'Code'))).toEqual({})
  })
})

it('areas that a JVM counts come first, each with what is resident of it', () => {
  const counted = (name: string) => ({ name, reservedKb: 20, committedKb: 10 })
  const memory = { total: { reservedKb: 40, committedKb: 20 }, areas: [counted('GC'), counted('Thread')] }
  const ranges = [range(0x1000, 0x1800, 'Code'), range(0x2000, 0x3000, 'STACK')]
  const table = tableOf(['1000-2000', 4], ['2000-3000', 4])
  expect(jvmAreas(memory, { takenAt: 0, ranges, threads: new Map() }, table)).toEqual([
    { name: 'GC', reservedKb: 20, committedKb: 10, residentKb: null, isEstimate: false },
    { name: 'Thread', reservedKb: 20, committedKb: 10, residentKb: 4, isEstimate: false },
    { name: 'Code', reservedKb: null, committedKb: null, residentKb: 2, isEstimate: true }
  ])
})
