import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { parseAddressRange } from '../memory/address-range.ts'
import type { AbsentColumn } from '../memory/capture.ts'
import { ByteWriter } from './byte-writer.ts'
import { DEFAULT_FORMAT, DEVICE_FORMAT, EXTENDED_FORMAT, writeNarrow, type NarrowFormat } from './narrow-formats.ts'
import type { Report, ReportOptions } from './report.ts'
import { writeReport } from './write-report.ts'

const USUAL: ReportOptions = {
  isQuiet: false,
  isFullPath: false,
  usesKernelNames: false,
  range: null,
  rules: { isUtf8: false, isTerminal: false }
}
const TEXT = `10000000-10002000 rw-p 00001000 08:01 7                          /usr/lib/libx.so
Rss:                   8 kB
Shared_Dirty:          1 kB
Private_Dirty:         2 kB
Swap:                  0 kB
20000000-20004000 rw-s 00000000 00:00 0                          [heap]
Rss:                  12 kB
Shared_Dirty:          3 kB
Private_Dirty:         4 kB
Swap:                  0 kB
`
function printed(write: (out: ByteWriter) => void): string[] {
  let text = ''
  const out = new ByteWriter((bytes) => (text += new TextDecoder('latin1').decode(bytes)))
  write(out)
  out.flush()
  return text.split('\n')
}
const reportOf = (text: string, absent?: readonly AbsentColumn[]): Report => ({
  table: captureOfText(text).table,
  startStack: null,
  shmMinor: null,
  ...(absent === undefined ? {} : { absent })
})
const narrow = (format: NarrowFormat, ...parts: readonly Report[]): string[] =>
  printed((out) => writeNarrow(format, parts, USUAL, out))

describe('columns that a source lacks', () => {
  it('are question marks in the formats of fixed columns, and so are sums of them', () => {
    expect(narrow(DEFAULT_FORMAT, reportOf(TEXT, ['address', 'perms']))).toEqual([
      '?                     8K ?     libx.so',
      '?                    16K ?       [ anon ]',
      ' total               24K',
      ''
    ])
    expect(narrow(DEVICE_FORMAT, reportOf(TEXT, ['perms', 'offset', 'device']))).toEqual([
      'Address           Kbytes Mode  Offset           Device    Mapping',
      '0000000010000000       8 ?     ?                ?         libx.so',
      '0000000020000000      16 ?     ?                ?           [ anon ]',
      'mapped: 24K    writeable/private: ?K    shared: ?K',
      ''
    ])
    expect(narrow(DEVICE_FORMAT, reportOf(TEXT, ['inode'])).at(-2)).toBe(
      'mapped: 24K    writeable/private: 8K    shared: 16K'
    )
    expect(narrow(DEVICE_FORMAT, reportOf(TEXT, ['sharing'])).at(-2)).toBe(
      'mapped: 24K    writeable/private: ?K    shared: ?K'
    )
    expect(narrow(EXTENDED_FORMAT, reportOf(TEXT, ['sharing'])).slice(1, 5)).toEqual([
      '0000000010000000       8       8       3 rw-?- libx.so',
      '0000000020000000      16      12       7 rw-?-   [ anon ]',
      '---------------- ------- ------- ------- ',
      'total kB              24      20      10'
    ])
  })

  it('are question marks in the wide ones', () => {
    const wide = (...absent: AbsentColumn[]): string[] =>
      printed((out) => writeReport('XX', reportOf(TEXT, absent), USUAL, new Set(), out)).map((line) =>
        line.trim().replace(/ +/g, ' ')
      )
    expect(wide('address', 'perms', 'offset', 'device', 'inode').slice(0, 3)).toEqual([
      'Address Perm Offset Device Inode Rss Shared_Dirty Private_Dirty Swap Mapping',
      '? ? ? ? ? 8 1 2 0 libx.so',
      '? ? ? ? ? 12 3 4 0 [heap]'
    ])
    expect(wide('inode')[1]).toBe('10000000 rw-p 00001000 08:01 ? 8 1 2 0 libx.so')
    expect(wide()[1]).toBe('10000000 rw-p 00001000 08:01 7 8 1 2 0 libx.so')
  })
})

describe('numbers that another tool does not report', () => {
  const extended = (text: string): string[] => narrow(EXTENDED_FORMAT, reportOf(text, ['inode'])).slice(1)
  const row = '10000000-10002000 rw-p 00000000 00:00 0 \n'

  it('are question marks, where pmap prints nothing of what the kernel leaves out', () => {
    expect(extended(row)).toEqual([
      '0000000010000000       8       ?       ? rw---   [ anon ]',
      '---------------- ------- ------- ------- ',
      'total kB               8       ?       ?',
      ''
    ])
    expect(narrow(EXTENDED_FORMAT, reportOf(`${row}Swap: 0 kB\n`)).slice(1)).toEqual([
      '0000000010000000       8                 rw---   [ anon ]',
      '---------------- ------- ------- ------- ',
      'total kB               8       0       0',
      ''
    ])
  })

  it('are counted where only one of two is reported, and where another tool calls their sum Dirty', () => {
    expect(extended(`${row}Rss: 4 kB\nPrivate_Dirty: 3 kB\n`).at(-2)).toBe('total kB               8       4       3')
    expect(extended(`${row}Rss: 4 kB\nPrivate_Dirty: 3 kB\n`)[0]).toContain('       3 rw---')
    expect(extended(`${row}Shared_Dirty: 2 kB\n`).at(-2)).toBe('total kB               8       ?       2')
    expect(extended(`${row}Dirty: 6 kB\nPrivate_Dirty: 3 kB\n`)[0]).toContain('       6 rw---')
    expect(extended(`${row}Dirty: 6 kB\nPrivate_Dirty: 3 kB\n`).at(-2)).toBe('total kB               8       ?       6')
  })

  it('are exact beyond 2^53', () => {
    const huge = `${row}Rss: 9007199254740993 kB\nShared_Dirty: 9007199254740993 kB\nPrivate_Dirty: 2 kB\nSwap: 0 kB\n`
    const [first] = narrow(EXTENDED_FORMAT, reportOf(huge)).slice(1)
    expect(first).toContain(' 9007199254740993 9007199254740995 rw---')
    const other = huge
      .replace('Shared_Dirty: 9007199254740993', 'Shared_Dirty: 5')
      .replace('Dirty: 2', 'Dirty: 9007199254740993')
    expect(narrow(EXTENDED_FORMAT, reportOf(other))[1]).toContain(' 9007199254740998 rw---')
  })

  it('sizes are not known of a list without any', () => {
    const sizeless = '00000000-00000000 rw-p 00000000 00:00 0 [heap]\nRss: 4 kB\n'
    const [line, total] = narrow(DEFAULT_FORMAT, reportOf(sizeless, ['address']))
    expect([line, total]).toEqual(['?                     ?K rw---   [ anon ]', ' total                ?K'])
    expect(narrow(DEVICE_FORMAT, reportOf(sizeless, ['address'])).at(-2)).toBe(
      'mapped: ?K    writeable/private: ?K    shared: ?K'
    )
    expect(narrow(DEFAULT_FORMAT, reportOf(sizeless))[0]).toContain(' 0K rw---')
  })
})

describe('a report in parts', () => {
  const half = (more: Partial<Report>): Report => ({ ...reportOf(TEXT), ...more })

  it('has one header, and the sums of all parts', () => {
    const twice = narrow(EXTENDED_FORMAT, half({}), half({}))
    expect(twice.filter((line) => line.startsWith('Address'))).toHaveLength(1)
    expect(twice.at(-2)).toBe('total kB              48      40      20')
    expect(narrow(DEVICE_FORMAT, half({}), half({ absent: ['perms'] })).at(-2)).toBe(
      'mapped: 48K    writeable/private: ?K    shared: ?K'
    )
    expect(narrow(DEVICE_FORMAT, half({ absent: ['perms'] }), half({})).at(-2)).toBe(
      'mapped: 48K    writeable/private: ?K    shared: ?K'
    )
  })

  it('is handed on part by part', () => {
    const pieces: number[] = []
    const out = new ByteWriter((bytes) => pieces.push(bytes.length))
    writeNarrow(DEFAULT_FORMAT, [half({}), half({})], { ...USUAL, isQuiet: true }, out)
    expect(pieces).toHaveLength(2)
  })

  it('without a part has the sums of nothing', () => {
    expect(narrow(EXTENDED_FORMAT).slice(1)).toEqual([
      '---------------- ------- ------- ------- ',
      'total kB               0       0       0',
      ''
    ])
  })
})

describe('the wide formats', () => {
  const wide = (text: string, more: Partial<ReportOptions> = {}, columns?: readonly string[]): string[] =>
    printed((out) =>
      writeReport(columns === undefined ? 'XX' : 'rc', reportOf(text), { ...USUAL, ...more }, new Set(columns), out)
    )

  it('have the rows of a range, as wide as all of them', () => {
    const range = parseAddressRange('20000000')
    expect(wide(`fffffffff000-fffffffffff0 rw-p 00000000 00:00 0 \n${TEXT}`, { range }, ['Perm'])).toEqual([
      '     Address Perm ',
      '    20000000 rw-s',
      ''
    ])
    expect(
      wide(TEXT.replace('Rss:                   8', 'Rss:               12345'), { range, isQuiet: true }, ['Rss'])
    ).toEqual(['20000000 12', ''])
  })

  it('keep numbers exact beyond 2^53, as wide as they are', () => {
    const huge = `1000-2000 rw-p 00000000 00:00 0 \nRss: 9007199254740993 kB\nPss: 1 kB\n2000-3000 rw-p 00000000 00:00 0 \nRss: 5 kB\nPss: 2 kB\n`
    const lines = wide(huge, { isQuiet: true }, ['Rss', 'Pss'])
    expect(lines).toEqual(['00001000 9007199254740993 1', '00002000                5 2', ''])
    expect(wide(huge, {}, ['Rss'])[0]).toBe(' Address              Rss ')
    expect(wide(huge, {}, ['Rss']).at(-2)).toBe('         9007199254740998 KB ')
  })

  it('leave the cell of a value empty where the kernel left its line out', () => {
    const gap =
      '1000-2000 rw-p 00000000 00:00 0 \nRss: 1234 kB\nPss: 7 kB\n2000-3000 rw-p 00000000 00:00 0 \nRss: 5 kB\n'
    expect(wide(gap, { isQuiet: true }, ['Rss', 'Pss'])).toEqual(['00001000 1234 7', '00002000    5  ', ''])
  })

  it('have no sums where no number is shown, and no name where none is', () => {
    expect(wide(TEXT, {}, ['Perm'])).toEqual([' Address Perm ', '10000000 rw-p', '20000000 rw-s', ''])
    expect(wide('')).toEqual([''])
  })

  it('show flags up to the first that is no letter, at most 127 characters', () => {
    const flags = (text: string): string =>
      wide(`1000-2000 rw-p 00000000 00:00 0 \nRss: 1 kB\nVmFlags: ${text}\n`, { isQuiet: true }, ['VmFlags'])[0]!
    expect(flags('rd wr ')).toBe('00001000 rd wr')
    expect(flags('rd q9 wr ')).toBe('00001000 rd q')
    expect(flags(`${'rd '.repeat(60)}`)).toBe(`00001000 ${'rd '.repeat(60).slice(0, 127).trimEnd()}`)
    expect(flags('9x rd ')).toBe('00001000 ')
  })
})
