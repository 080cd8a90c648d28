import { expect, it } from 'vitest'
import { first, fixture } from '#test/support/opened-files.ts'
import type { Capture } from '../../memory/capture.ts'
import { mappingKb, mappingStart } from '../../memory/mapping-table.ts'

const sizes = ({ table }: Capture): string[] =>
  Array.from(
    { length: table.rowCount },
    (_, row) => `${mappingStart(table, row).toString(16)} ${mappingKb(table, row)}`
  )

it('opens smaps', () => {
  const truth = first(fixture('sleep.smaps'))
  expect(truth.detail).toBe('smaps')
  expect(truth.notes).toEqual([])
})

it('opens quoted and indented maps', () => {
  const maps = new TextDecoder().decode(fixture('sleep.maps'))
  const whole = sizes(first(maps))
  expect(sizes(first(`Hello,\n\n${maps.replace(/^(?=.)/gm, '> ')}\nbye\n`))).toEqual(whole)
  expect(sizes(first(maps.replace(/^(?=.)/gm, '    ').replaceAll('\n', '\r\n')))).toEqual(whole)
})

it('numbers of other files below smaps are none of the last mapping', () => {
  const block = (start: string): string =>
    `${start}000-${Number(start) + 1}000 rw-p 00000000 00:00 0 \nSize:                  4 kB\nRss:                   2 kB\nVmFlags: rd wr\n`
  const { table } = first(
    `${block('1')}${block('2')}Name:\tcat\nVmPeak:\t    4384 kB\nVmRSS:\t     668 kB\nThreads:\t1\n`
  )
  expect(table.fields.map(({ name }) => name)).toEqual(['Size', 'Rss'])
  expect(table.texts).toEqual([])
})
