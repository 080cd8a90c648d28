import { expect, it } from 'vitest'
import { bracedRecords } from './braced-records.ts'
import { isNode, type RecordValue } from './record-value.ts'

const plain = (value: RecordValue): unknown =>
  isNode(value)
    ? [...value.items.map(plain), ...value.pairs.map(([key, own]) => `${key}=${JSON.stringify(plain(own))}`)]
    : value
const read = (text: string): unknown => plain(bracedRecords(text))

it.each([
  ['{:start 4194304, :end 4198400}'],
  ['{:start=>4194304, :end=>4198400}'],
  ['{start: 4194304, end: 4198400}'],
  ['{start:4194304,end:4198400}'],
  ['{start : 4194304; end : 4198400}'],
  ['{start = 4194304, end =4198400}'],
  ['{start := 4194304, end => 4198400}']
])('pairs are the same in %s', (text) => {
  expect(read(text)).toEqual([['start="4194304"', 'end="4198400"']])
})

it('a symbol is the first of a text, or behind a bracket, a comma or a blank', () => {
  expect(read(':start 4194304\n')).toEqual(['start="4194304"'])
  expect(read('a:start\n')).toEqual(['a="start"'])
})
