import { expect, it } from 'vitest'
import { KnownBytes } from './known-bytes.ts'
import { bytesOf, viewOf } from '#test/support/latin-bytes.ts'

it('bytes that were seen before are recognised where they occur in full', () => {
  const text = bytesOf('..abcdefg\n..abcdefg\n..abcdefx\n..xbcdefg\nabcdefg')
  const view = viewOf(text)
  const known = new KnownBytes(view, 2, 10, 7)
  expect([known.id, known.length]).toEqual([7, 8])
  const at = (position: number, end = text.length): boolean => known.isAt(view, position, end)
  expect([at(2), at(12), at(22), at(32), at(40)]).toEqual([true, true, false, false, false])
  expect([at(12, 20), at(12, 19)]).toEqual([true, false])
  const odd = new KnownBytes(view, 2, 9, 0)
  expect([odd.isAt(view, 12, 19), odd.isAt(view, 22, 29), odd.isAt(view, 12, 18)]).toEqual([true, false, false])
})
