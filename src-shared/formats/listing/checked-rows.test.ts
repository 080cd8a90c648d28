import { expect, it } from 'vitest'
import { openBytes } from '#shared/formats/index.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { mappingName } from '#shared/memory/mapping-table.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { madeTar } from '#test/support/made-archives.ts'

const open = (bytes: Uint8Array, name: string): Capture =>
  openBytes(bytes, name, nodeFormatContext).moments[0]!.processes[0]!.capture()
const namesOf = ({ table }: Capture): string[] =>
  Array.from({ length: table.rowCount }, (_, row) => mappingName(table, row))
const row = (range: string, name: string): string => `${range} r--p 00000000 fe:00 42 ${name}\n`

it('what can’t be a mapping is left out of the kernel’s own files, too, and that is reported', () => {
  const maps = [
    row('00400000-00401000', '/usr/bin/demod'),
    row('00401234-00402345', '/half/pages'),
    row('7f0000000000-7f0000001000', '/usr/lib/libdemo.so'),
    row('1000000000000000-1000000000001000', '/nowhere'),
    row('ffffffffff600000-ffffffffff601000', '[vsyscall]')
  ].join('')
  const capture = open(madeTar([{ path: 'proc/42/maps', content: maps }]), 'x.tar')
  expect(namesOf(capture)).toEqual(['/usr/bin/demod', '/usr/lib/libdemo.so', '[vsyscall]'])
  expect(capture.notes.map(({ kind }) => kind)).toContain('skipped-lines')
  expect(capture.notes.find(({ kind }) => kind === 'skipped-lines')?.detail).toContain('not page-aligned')
})

it('rows of a rollup that was saved as smaps are no mappings', () => {
  const smaps = `${row('00400000-00401000', '/usr/bin/demod')}Rss: 4 kB\n00400000-7ffd00021000 ---p 00000000 00:00 0 [rollup]\nRss: 900 kB\n`
  expect(namesOf(open(madeTar([{ path: 'proc/42/smaps', content: smaps }]), 'x.tar'))).toEqual(['/usr/bin/demod'])
})

it('pages are as large as the source reports: in smaps itself, or in what the capture script reports', () => {
  const large = (size: number): string =>
    [
      `${row('aaaa00000000-aaaa00010000', '/usr/bin/demod')}Size: 64 kB\nKernelPageSize: ${size} kB\nMMUPageSize: ${size} kB\nRss: 64 kB\n`,
      `${row('aaaa00021000-aaaa00030000', '/usr/lib/x')}Size: 60 kB\nKernelPageSize: ${size} kB\nMMUPageSize: ${size} kB\nRss: 60 kB\n`,
      `${row('aaaa00040000-aaaa00050000', '/usr/lib/y')}Size: 64 kB\nKernelPageSize: ${size} kB\nMMUPageSize: ${size} kB\nRss: 64 kB\n`
    ].join('')
  expect(namesOf(open(Buffer.from(large(4)), 'x.smaps'))).toHaveLength(3)
  expect(namesOf(open(Buffer.from(large(64)), 'x.smaps'))).toEqual(['/usr/bin/demod', '/usr/lib/y'])
  const maps =
    row('aaaa00000000-aaaa00010000', '/a') +
    row('aaaa00011000-aaaa00012000', '/b') +
    row('aaaa00020000-aaaa00030000', '/c')
  const facts = (size: number): string => `tool=vmatlas-capture.sh 1\ntime=1700000000\npagesize=${size}\n`
  const archive = (size: number): Uint8Array =>
    madeTar([
      { path: 'vmatlas-capture', content: facts(size) },
      { path: 'proc/42/maps', content: maps }
    ])
  expect(namesOf(open(archive(4096), 'x.tar'))).toEqual(['/a', '/b', '/c'])
  expect(namesOf(open(archive(65536), 'x.tar'))).toEqual(['/a', '/c'])
})
