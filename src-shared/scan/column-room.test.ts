import { expect, it } from 'vitest'
import { ColumnRoom } from './column-room.ts'
import { FieldBuilder } from './field-builder.ts'

function fieldOf(rows: number, room: ColumnRoom): FieldBuilder {
  const field = new FieldBuilder('Rss', 'kB', room)
  for (let row = 0; row < rows; row++) field.set(row, row + 1, 0, () => 0)
  return field
}

it('gives no more room than there is', () => {
  const room = new ColumnRoom(100)
  expect([room.take(60), room.take(60), room.take(40), room.take(1)]).toEqual([true, false, true, false])
})

it('a column that finds no room is left out, and others stay', () => {
  const room = new ColumnRoom(20_000)
  expect(fieldOf(200, room).finish(200)?.values).toHaveLength(200)
  expect(fieldOf(100_000, room).finish(100_000)).toBeNull()
  expect(fieldOf(200, room).finish(200)?.values).toHaveLength(200)
})
