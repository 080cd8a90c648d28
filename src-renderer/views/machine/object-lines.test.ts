import { expect, it } from 'vitest'
import type { SharedObject } from '#shared/machine/sharing.ts'
import { objectKey, objectLines, objectSource } from './object-lines.ts'

const use = (pid: number, pssKb: number | null) => ({
  pid,
  name: `n${pid}`,
  mappings: 1,
  sizeKb: 10,
  rssKb: 8,
  pssKb,
  ussKb: 0
})
const object = (name: string, ...uses: SharedObject['uses']): SharedObject => ({
  name,
  device: '08:01',
  inode: name,
  isDeleted: name.includes('old'),
  isCode: true,
  uses,
  pssKb: 0
})
const OBJECTS = [object('/lib/a', use(1, 4), use(2, 4)), object('/lib/old', use(3, 90)), object('/x', use(1, null))]
const QUERY = { filter: '', sort: 'pss', isDescending: true, open: new Set<string>() } as const

it('orders objects by what they take, unknown ones last, and shows users of those that are open', () => {
  const open = new Set([objectKey(OBJECTS[0]!)])
  const lines = objectLines(OBJECTS, { ...QUERY, open })
  expect(lines.map(({ object: { name }, use: one }) => one?.pid ?? name)).toEqual(['/lib/old', '/lib/a', 1, 2, '/x'])
  expect(objectLines(OBJECTS, { ...QUERY, isDescending: false }).at(-1)?.object.name).toBe('/x')
})

it('filters by the names of objects and of who maps them', () => {
  const found = (filter: string) => objectLines(OBJECTS, { ...QUERY, filter }).map(({ object: { name } }) => name)
  expect(found('OLD')).toEqual(['/lib/old'])
  expect(found('n2')).toEqual(['/lib/a'])
})

it('writes a sum of which a part is not known as a dash, and marks what is deleted and whose process it is', () => {
  const words = { deleted: 'deleted', unnamed: '–', own: 'this process' }
  const lines = objectLines(OBJECTS, { ...QUERY, open: new Set(OBJECTS.map(objectKey)) })
  const source = objectSource(lines, words, 2, objectKey(OBJECTS[2]!))
  const row = (name: string): number => lines.findIndex((line) => line.object.name === name && line.use === null)
  expect(source.text(row('/x'), 1)).toBe('–')
  expect(source.text(row('/lib/a'), 1)).toBe('8 KiB')
  expect(source.extras!(row('/lib/old'), 0)?.badge).toBe('deleted')
  expect(source.extras!(row('/lib/a') + 2, 0)?.badge).toBe('this process')
  expect([source.isOpen!(row('/lib/a')), source.isOpen!(row('/lib/a') + 1)]).toEqual([true, null])
  expect(source.isSelected(row('/x'))).toBe(true)
})
