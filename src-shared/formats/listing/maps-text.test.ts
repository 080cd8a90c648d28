import { expect, it } from 'vitest'
import { first, fixture } from '#test/support/opened-files.ts'
import type { Capture } from '../../memory/capture.ts'
import { mappingKb, mappingStart } from '../../memory/mapping-table.ts'
import { mapsText } from './maps-text.ts'

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

const ROW = '00400000-00401000 r-xp 00000000 08:01 7 /bin/a\n'
it.each([
  [ROW, 0.9],
  [`${ROW}Rss: 4 kB\nVmFlags: rd\n\n  \n`, 0.9],
  [`Hello\n${ROW}${ROW}`, 0.9],
  [`Hello\n${ROW}`, 0.6],
  [`Hello\nall\n${ROW}`, 0.6],
  [`see: Hello all\n${ROW}`, 0.9],
  [`my see: Hello\n${ROW}`, 0.6],
  ['Rss: 4 kB\n', 0],
  ['', 0]
])('%j is its own as sure as %d', (text, sure) => expect(mapsText.detect(Buffer.from(text), 'x')).toBe(sure))
