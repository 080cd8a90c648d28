import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFieldMissing } from '../memory/field-column.ts'
import { ColumnRoom } from './column-room.ts'
import { FieldBuilder } from './field-builder.ts'

describe('a field that is built', () => {
  const cell = fc.option(fc.oneof(fc.nat(3), fc.constantFrom(255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 40)))

  it('has each row’s value, or that there is none, as narrow as it may be', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), fc.boolean(), (values, isSize) => {
        const field = new FieldBuilder(isSize ? 'Size' : 'Rss', 'kB')
        const sizes = values.map((value, row) => (row % 7 === 6 ? 5 : (value ?? 9)))
        values.forEach((value, row) => {
          if (value === null) return
          field.markMissing(field.lastRow + 1, row)
          field.set(row, value, sizes[row]!, (of) => sizes[of]!)
        })
        field.markMissing(field.lastRow + 1, values.length)
        const column = field.finish(values.length)!
        values.forEach((value, row) => {
          expect(isFieldMissing(column, row)).toBe(value === null)
          if (value === null) return
          const own = column.derived === 'size' ? sizes[row] : column.values[row * column.stride]
          expect(own).toBe(value)
        })
        const known = values.filter((value) => value !== null)
        if (!isSize && known.length > 0) {
          expect(column.stride).toBe(new Set(known).size > 1 ? 1 : 0)
          const most = Math.max(...known)
          const bytes = most > 0xffffffff ? 8 : most > 0xffff ? 4 : most > 0xff ? 2 : 1
          expect(column.values.BYTES_PER_ELEMENT).toBe(bytes)
        }
        expect(column.missing === null).toBe(known.length === values.length)
      })
    )
  })

  it('keeps what a double can not hold beside it', () => {
    const field = new FieldBuilder('Odd', 'none')
    field.set(0, 1, 0, () => 0)
    field.setWide(1, 2n ** 60n, 0, () => 0)
    const column = field.finish(2)!
    expect([[...column.wide!], column.values[0]]).toEqual([[[1, 2n ** 60n]], 1])
  })

  it('marks any rows as missing, and no others', () => {
    const range = fc.tuple(fc.nat(80), fc.nat(80))
    fc.assert(
      fc.property(fc.array(range, { maxLength: 4 }), (ranges) => {
        const field = new FieldBuilder('Rss', 'kB')
        const missing = new Set<number>()
        for (const [from, length] of ranges) {
          field.markMissing(from, from + length)
          for (let row = from; row < from + length; row++) missing.add(row)
        }
        const column = field.finish(170)!
        for (let row = 0; row < 170; row++) expect(isFieldMissing(column, row)).toBe(missing.has(row))
      })
    )
  })

  it('is left out where there is no room, and takes nothing more', () => {
    const field = new FieldBuilder('Rss', 'kB', new ColumnRoom(255))
    field.set(0, 1, 0, () => 0)
    expect(field.isDropped).toBe(false)
    field.set(1, 2, 0, () => 0)
    expect([field.isDropped, field.lastRow]).toEqual([true, 1])
    field.set(2, 3, 0, () => 0)
    field.setWide(3, 2n ** 60n, 0, () => 0)
    field.markMissing(4, 5)
    expect([field.lastRow, field.finish(5)]).toEqual([3, null])
    const wide = new FieldBuilder('Odd', 'kB', new ColumnRoom(127))
    wide.setWide(0, 2n ** 60n, 0, () => 0)
    expect(wide.finish(1)).toBeNull()
  })
})
