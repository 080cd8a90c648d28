import { describe, expect, it } from 'vitest'
import { first, fixture, open, processesOf, rows } from '#test/support/opened-files.ts'
import type { Capture } from '../memory/capture.ts'
import { EXPORT_FORMATS, writeExport, type ExportFormat } from '../pmap/export-formats.ts'
import { mappingRecords } from '../pmap/mapping-record.ts'

function exported(format: ExportFormat, captures: readonly Capture[]): string {
  let text = ''
  const processes = captures.map(({ process, command, table, classification, absent }) => ({
    pid: process.pid,
    command,
    table,
    classification,
    absent
  }))
  writeExport(format, processes, (part) => (text += part))
  return text
}

const recordsOf = ({ table, classification, absent }: Capture): unknown[] =>
  Array.from({ length: table.rowCount }, (_, row) => ({
    ...mappingRecords({ table, classification, absent })(row),
    // What it is for is worked out anew, and may be less certain.
    category: '',
    confidence: ''
  }))

const SOURCES = {
  smaps: fixture('sleep.smaps'),
  maps: fixture('sleep.maps'),
  'pmap -x': fixture('sleep.pmap-x.txt'),
  gdb: fixture('waiting.gdb.txt'),
  psutil: fixture('waiting.psutil.txt')
}

describe.each(EXPORT_FORMATS)('an export as %s opens again', (format) => {
  it.each(Object.entries(SOURCES))('of %s, with what was known and nothing else', (_, source) => {
    const capture = first(source)
    const again = open(exported(format, [capture]))
    expect(again.notes).toEqual([])
    expect(again.source.format).toBe(format === 'json' ? 'json' : 'table')
    expect(recordsOf(first(exported(format, [capture])))).toEqual(recordsOf(capture))
  })

  it('with several processes', () => {
    const captures = [first(SOURCES.smaps), first(SOURCES.maps)].map((capture, at) => ({
      ...capture,
      process: { pid: 7 + at, startTime: 0 }
    }))
    expect(processesOf(exported(format, captures)).map(({ process }) => process.pid)).toEqual([7, 8])
  })

  it('with names of every kind', () => {
    const names = [
      '/a b',
      '/a,b;c',
      '/a"b"',
      '/a|b\\',
      '/a\tb',
      '/<b>',
      "=1+1'",
      '/x\\n',
      '-1',
      'x;=1+1',
      '![i](http://a/b.png)',
      '/&lt;_*`#'
    ]
    const text = names.map((name, at) => `${at + 1}000-${at + 2}000 rw-p 00000000 00:00 7 ${name}\n`).join('')
    const capture = first(text)
    const again = exported(format, [capture])
    // A spreadsheet's apostrophe, and a blank where a line would break, are all that may change.
    expect(rows(first(again)).map((row) => row.replace(/^\S+ \S+ \S+ /, ''))).toEqual(
      names.map((name) => (!name.startsWith('/') && !name.includes('/') ? `…/${name}` : name))
    )
  })
})

it('lists the rows of an export that were damaged, and takes the rest', () => {
  const lines = exported('csv', [first(SOURCES.maps)]).split('\r\n')
  const { notes } = open(
    [...lines.slice(0, 3), 'chatter', lines[3]?.replace(/0x[0-9a-f]+/, '0xzz'), ...lines.slice(4)].join('\r\n')
  )
  expect(notes.map(({ line }) => line)).toEqual([4, 5])
})
