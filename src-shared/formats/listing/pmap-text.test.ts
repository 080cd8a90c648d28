import { expect, it } from 'vitest'
import { first, fixture, open } from '#test/support/opened-files.ts'
import type { Capture } from '../../memory/capture.ts'
import { categoryOf } from '../../memory/category.ts'
import { shortMappingName } from '../../memory/mapping-name-text.ts'
import { fieldValue, findField, flagsText, mappingKb, mappingName, mappingStart } from '../../memory/mapping-table.ts'

/** What pmap printed of, as the kernel's smaps. Not opened while the file is loaded: that would be no test's run. */
const truthOf = (): Capture => first(fixture('sleep.smaps'))

const sizes = ({ table }: Capture): string[] =>
  Array.from(
    { length: table.rowCount },
    (_, row) => `${mappingStart(table, row).toString(16)} ${mappingKb(table, row)}`
  )

it.each([
  'sleep.maps',
  'sleep.pmap.txt',
  'sleep.pmap-d.txt',
  'sleep.pmap-x.txt',
  'sleep.pmap-X.txt',
  'sleep.pmap-XX.txt'
])('%s has the same mappings', (name) => {
  expect(sizes(first(fixture(name)))).toEqual(sizes(truthOf()))
  expect(open(fixture(name)).notes).toEqual([])
})

it('knows no resident sizes where none were reported', () => {
  for (const name of ['sleep.maps', 'sleep.pmap.txt', 'sleep.pmap-d.txt']) {
    expect(first(fixture(name)).detail).toBe('maps')
    expect(findField(first(fixture(name)).table, 'Rss')).toBeUndefined()
  }
})

it('takes every number and flag of pmap -XX', () => {
  const { table } = first(fixture('sleep.pmap-XX.txt'))
  const truth = truthOf()
  expect(table.fields.map(({ name }) => name)).toEqual(truth.table.fields.map(({ name }) => name))
  for (let row = 0; row < table.rowCount; row++) {
    expect(flagsText(table, row)).toBe(flagsText(truth.table, row))
    for (const { name } of table.fields) {
      // Counts of sharing changed between the two readings, with the other processes of the machine.
      if (/^Pss|^(Shared|Private)_Clean/.test(name)) continue
      const [mine, kernels] = [findField(table, name), findField(truth.table, name)]
      expect(mine && fieldValue(table, mine, row)).toBe(kernels && fieldValue(truth.table, kernels, row))
    }
  }
})

it('takes title and pid', () => {
  expect(first(fixture('sleep.pmap-x.txt'))).toMatchObject({ name: 'sleep', command: 'sleep 300' })
  expect(first(fixture('sleep.pmap-x.txt')).process.pid).toBeGreaterThan(0)
})

it('opens what people paste: prompts, dots, entities, old device numbers', () => {
  const text = new TextDecoder().decode(fixture('cuda-python.pasted.txt'))
  const pasted = text.replaceAll('>', '&gt;').replace(/^/gm, '&gt; ').replaceAll('\n', '\r\n')
  for (const variant of [text, pasted]) {
    const capture = first(variant)
    expect(capture.process.pid).toBe(4242)
    expect(capture.name).toBe('python')
    expect(capture.table.rowCount).toBe(9)
    const names = Array.from({ length: 9 }, (_, row) => mappingName(capture.table, row))
    expect(names).toContain('…/libcuda.so.352.63')
    expect(shortMappingName(capture, 4, false)).toBe('nvidia0')
    expect(shortMappingName(capture, 6, false)).toBe('libcuda.so.352.63')
    expect(names[2]).toBe('')
    // pmap calls it `[ anon ]`, but it is at the one address where that page is.
    expect(names[8]).toBe('[vsyscall]')
    expect([3, 4, 6, 7, 8].map((row) => categoryOf(capture.classification, row))).toEqual([
      'reserved',
      'device',
      'image',
      'stack',
      'kernel'
    ])
    expect(capture.table.backings.minor[capture.table.backing[6] ?? 0]).toBe(0x20)
    expect(open(variant).notes.map(({ line }) => line)).toEqual([9])
  }
})

it('opens several processes of one pmap call', () => {
  const one = new TextDecoder().decode(fixture('sleep.pmap-X.txt'))
  const two = one.replace(/^\d+/, '99')
  const found = open(one + two).moments[0]?.processes ?? []
  expect(found.map(({ process }) => process.pid)[1]).toBe(99)
  expect(found.map((process) => process.capture().table.rowCount)).toEqual([
    first(one).table.rowCount,
    first(one).table.rowCount
  ])
})

it('a heading without sizes is noted, a refused row too, and of rows that were left out only a mark', () => {
  const text = (...lines: readonly string[]): string =>
    `7: x\nAddress RSS Mode Mapping\n00400000 8K r-x-- a\n00410000 4K r-x-- a\n${lines.join('\n')}\n`
  const detailsOf = (...lines: readonly string[]): string[] => open(text(...lines)).notes.map(({ detail }) => detail)
  expect(detailsOf()).toEqual(['its heading has no sizes: they are unknown'])
  expect(detailsOf('00401234 4K r-x-- a')[1]).toMatch(/^not page-aligned: 00401234/)
  expect(first(text('00420000 4Q r-x-- a')).cut).toBe('no-total')
  expect(first(text('...')).cut).toBe('rows-left-out')
})
