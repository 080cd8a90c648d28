import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import type { Capture } from '../memory/capture.ts'
import { columnsById } from '../memory/columns.ts'
import { ByteWriter } from '../pmap/byte-writer.ts'
import { writeExport } from '../pmap/export-formats.ts'
import { mappingRecords } from '../pmap/mapping-record.ts'
import { writeReport } from '../pmap/write-report.ts'
import { openBytes } from './index.ts'

const fixture = (name: string): string =>
  readFileSync(new URL(`../../test/fixtures/captures/${name}`, import.meta.url), 'latin1')
function first(text: string): Capture {
  const process = openBytes(Buffer.from(text, 'latin1'), 'file', nodeFormatContext).moments[0]?.processes[0]
  if (process === undefined) throw new Error('no process')
  return process.capture()
}
const IDS = ['Address', 'Mode', 'Perm', 'Offset', 'Device', 'Inode'] as const
const valueOf = (of: Capture, id: string, row: number): string | null =>
  columnsById(of.table, [id])[0]!.text(of, row, { style: 'wide', fullPath: true })
const unknownOf = (of: Capture): string[] => IDS.filter((id) => valueOf(of, id, 0) === null)
const NO_FILE = ['Offset', 'Device', 'Inode']

const OLD_GDB =
  'process 42\nMapped address spaces:\n\n          Start Addr           End Addr       Size     Offset objfile\n' +
  '            0x400000           0x401000     0x1000        0x0 /home/me/a.out\n'
const TOMBSTONE =
  'pid: 812, tid: 830, name: Binder:1  >>> com.example.app <<<\nmemory map (1 entry):\n' +
  "    0000007b'10000000-0000007b'10000fff r-x      1000      1000  /system/lib64/libc.so\n"
const SHOWMAP =
  ' virtual                     shared   shared  private  private\n' +
  '    size      RSS      PSS    clean    dirty    clean    dirty    # object\n' +
  '    1024      512      300        0      100       12      400    2 /system/lib64/libart.so\n' +
  '      64       64       64        0        0        0       64    1 [heap]\n'

describe('a column that a source does not have is unknown', () => {
  it.each([
    ['pmap', fixture('sleep.pmap.txt'), NO_FILE],
    ['pmap -x', fixture('sleep.pmap-x.txt'), NO_FILE],
    ['pmap -d', fixture('sleep.pmap-d.txt'), ['Inode']],
    ['pmap -X', fixture('sleep.pmap-X.txt'), []],
    ['pmap -XX', fixture('sleep.pmap-XX.txt'), []],
    ['maps', fixture('sleep.maps'), []],
    ['smaps', fixture('sleep.smaps'), []],
    ['hs_err', fixture('jvm.hs-err.txt'), []],
    ['gdb', fixture('waiting.gdb.txt'), ['Device', 'Inode']],
    ['old gdb', OLD_GDB, ['Mode', 'Perm', 'Device', 'Inode']],
    ['core', fixture('waiting.core-head'), ['Device', 'Inode']],
    ['System.map', fixture('jvm.system-map.txt'), NO_FILE],
    ['tombstone', TOMBSTONE, ['Device', 'Inode']],
    ['showmap', SHOWMAP, [...IDS]]
  ])('%s', (_, text, unknown) => {
    expect(unknownOf(first(text))).toEqual(unknown)
  })

  it('and sorts as unknown, but rows without addresses keep their order', () => {
    const capture = first(SHOWMAP)
    const keysOf = (id: string): number[] => [...columnsById(capture.table, [id])[0]!.sortKeys(capture)]
    expect(keysOf('Inode')).toEqual([NaN, NaN])
    expect(keysOf('Address').toSorted((a, b) => a - b)).toEqual(keysOf('Address'))
  })

  it('also the last letter of the permissions: a core does not report whether a mapping is shared', () => {
    const capture = first(fixture('waiting.core-head'))
    const [mode, perm] = columnsById(capture.table, ['Mode', 'Perm'])
    const style = { style: 'short', isFullPath: false } as const
    expect([mode?.text(capture, 0, style as never), perm?.text(capture, 0, style as never)]).toEqual([
      expect.stringMatching(/^[r-][w-][x-]\?-$/),
      expect.stringMatching(/^[r-][w-][x-]\?$/)
    ])
    const { table, classification, absent } = capture
    expect(mappingRecords({ table, classification, absent })(0).perms).toMatch(/\?$/)
    expect(absent).toContain('sharing')
    expect(first(fixture('waiting.maps')).absent ?? []).not.toContain('sharing')
  })

  it('is null in JSON and empty in CSV', () => {
    const { table, classification, absent } = first(SHOWMAP)
    const record = mappingRecords({ table, classification, absent })(0)
    expect(record).toMatchObject({ start: null, end: null, sizeKb: 1024, perms: null, inode: null, device: null })
    let csv = ''
    writeExport('csv', [{ pid: 7, command: '', table, classification, absent }], (text) => (csv += text))
    expect(csv.split('\r\n')[1]).toMatch(/^7,,,,,,,image,/)
  })
})

describe("pmap's formats of another tool's text", () => {
  const printed = (text: string, format: 'default' | 'd' | 'x' | 'X'): string[] => {
    let out = ''
    const writer = new ByteWriter((bytes) => (out += Buffer.from(bytes).toString('latin1')))
    const options = {
      isFullPath: false,
      usesKernelNames: false,
      rules: { isUtf8: true, isTerminal: false },
      isQuiet: true,
      range: null
    }
    writeReport(format, first(text), options, new Set(), writer)
    writer.flush()
    return out.trimEnd().split('\n')
  }
  const rowsOf = (text: string): string[] =>
    text.split('\n').filter((line) => /^[0-9a-f]{16} /.test(line) && !line.startsWith('Address'))

  it('what a tool printed is printed alike', () => {
    for (const [file, format] of [
      ['sleep.pmap.txt', 'default'],
      ['sleep.pmap-d.txt', 'd'],
      ['sleep.pmap-x.txt', 'x']
    ] as const) {
      expect(printed(fixture(file), format)).toEqual(rowsOf(fixture(file)))
    }
  })

  it('what it did not report is a question mark, which opens as unknown again', () => {
    const device = printed(fixture('sleep.pmap.txt'), 'd')
    expect(device[0]).toMatch(/^[0-9a-f]{16} +\d+ r---- \? {16}\? {9}sleep$/)
    expect(unknownOf(first(`1:   sleep\n${device.join('\n')}\n`))).toEqual(NO_FILE)
    expect(printed(SHOWMAP, 'X')[0]).toMatch(/^\? \? \? \? \? 1024 512 300 /)
    expect(printed(SHOWMAP, 'x')[0]).toMatch(/^\? +1024 +512 +500 \?/)
  })
})
