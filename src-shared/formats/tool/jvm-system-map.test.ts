import { expect, it } from 'vitest'
import { first, fixture, number, open } from '#test/support/opened-files.ts'
import { mappingName } from '../../memory/mapping-table.ts'

it('opens jcmd System.map with resident sizes', () => {
  const capture = first(fixture('jvm.system-map.txt'))
  const { table } = capture
  expect(number(capture, 'Rss', 1)).toBe(14_098_432 / 1024)
  expect(mappingName(table, 1)).toMatch(/^\/usr\/lib\/jvm.*classes.*\.jsa$/)
  expect(open(fixture('jvm.system-map.txt')).notes).toEqual([])
  expect(table.rowCount).toBe(new TextDecoder().decode(fixture('jvm.system-map.txt')).match(/^0x/gm)?.length)
})
