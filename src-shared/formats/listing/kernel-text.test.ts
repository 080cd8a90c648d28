import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { mappingName } from '../../memory/mapping-table.ts'
import { scanMappings } from '../../scan/mapping-scanner.ts'
import { areRowsPossible, pageSizeOf } from './checked-rows.ts'
import { mapsText } from './maps-text.ts'

const encoder = new TextEncoder()
/** A name that a page's source would mean another one by. */
const ODD = '/tmp/a&lt;b'
const row = (start: number, name = ''): string =>
  `${start.toString(16)}000-${(start + 1).toString(16)}000 rw-p 00000000 00:00 0 ${name}\n`
const smaps = (start: number, name = '', more = ''): string => `${row(start, name)}Size: 4 kB\nRss: 2 kB\n${more}`
/** The odd name as it is read of a text. */
const nameIn = (text: string): string | undefined =>
  mapsText
    .read(encoder.encode(text), 'x', nodeFormatContext)
    .moments.flatMap(({ processes }) => processes)
    .flatMap(({ capture }) => {
      const { table } = capture()
      return Array.from({ length: table.rowCount }, (_, at) => mappingName(table, at))
    })
    .find((name) => name.startsWith('/tmp'))

describe('the names of a text', () => {
  it.each([
    ['one row', row(1, ODD)],
    ['rows', row(1, ODD) + row(2, '[heap]')],
    ['rows that go back to where none was', row(2, ODD) + row(1) + row(5) + row(3)],
    ['rows behind the stack', row(2, ODD) + row(5, '[stack]') + row(6, '[vdso]')],
    ['smaps', smaps(1, ODD) + smaps(2)],
    ['smaps of one row', smaps(1, ODD)],
    ['smaps without sizes', `${row(1, ODD)}Rss: 4 kB\n${row(2)}Rss: 4 kB\n`],
    ['smaps with a field that no kernel has yet', smaps(1, ODD, 'Newest: 4 kB\n') + smaps(2, '', 'Newest: 4 kB\n')],
    ['Android’s smaps', `${row(1, ODD)}Name: [anon:x]\nSize: 4 kB\nRss: 2 kB\n${smaps(2)}`]
  ])('as the kernel wrote it are taken as they are: %s', (_, text) => expect(nameIn(text)).toBe(ODD))

  it.each([
    ['another line', `${row(1, ODD)}Hello\n${row(2)}`],
    ['a row twice', row(1, ODD) + row(1)],
    ['a list again', row(1, ODD) + row(2) + row(1)],
    ['a row that goes back behind the stack', row(5, ODD) + row(6, '[stack]') + row(2)],
    ['a bracket without its end', row(1, ODD) + row(2, '[hea')],
    ['an entity first', row(1, ODD) + row(2, '&lt;x')],
    ['a rollup', row(1, ODD) + row(2, '[rollup]')],
    ['half a page', row(1, ODD) + row(3) + row(2).replaceAll('000-', '100-')],
    ['status below the first row', smaps(1, ODD, 'VmRSS: 4 kB\n') + smaps(2)],
    ['status below the last row', smaps(1, ODD) + smaps(2, '', 'VmRSS: 4 kB\n')],
    ['status below the only row', smaps(1, ODD, 'VmRSS: 4 kB\n')],
    ['a name below the last row', smaps(1, ODD) + smaps(2, '', 'Name:\tcat\n')]
  ])('are read as those of a page where it has %s', (_, text) => expect(nameIn(text)).toBe('/tmp/a<b'))
})

describe('rows of a process', () => {
  const tableOf = (text: string) => scanMappings(encoder.encode(text)).table

  it.each([
    ['0-1000', true],
    ['1000-7ffffffff000', true],
    ['1001-2000', false],
    ['1000-2001', false],
    ['1000-200000000001000', false],
    ['200000000000000-200000000001000', false],
    ['fffe000000000000-fffe000000001000', false],
    ['fffeffffffff0000-fffeffffffff1000', false],
    ['ffff000000000000-ffff000000001000', true],
    ['ffffffffff600000-ffffffffff601000', true],
    ['fffffffffffff000-ffffffffffffffff', true],
    ['ffffffff00000000-ffffffff00000fff', false]
  ])('at %s are possible: %s', (range, isPossible) => {
    expect(areRowsPossible(tableOf(`${range} rw-p 00000000 00:00 0\n`), 4096)).toBe(isPossible)
  })

  it.each([
    [[], 4096],
    [[4, 4], 4096],
    [[64, 64], 65536],
    [[2048, 16], 16384],
    [[16, 2048], 16384],
    [[3, 3], 4096],
    [[2, 2], 4096],
    [[0, 64], 4096],
    [[24, 24], 4096]
  ])('of pages of %j kB have pages of %d bytes', (sizes, bytes) => {
    const text = sizes.map((size, at) => `${row(at + 1)}Size: 4 kB\nKernelPageSize: ${size} kB\n`).join('')
    expect(pageSizeOf(tableOf(text === '' ? row(1) : text))).toBe(bytes)
  })
})
