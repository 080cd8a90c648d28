import { describe, expect, it } from 'vitest'
import { cell, number, offsets, rows } from '#test/support/opened-files.ts'
import type { Capture } from '../../memory/capture.ts'
import { flagsText } from '../../memory/mapping-table.ts'
import { Listings } from '../listings.ts'
import { deviceOf, kernelName, readPmapRow, shortLayout, wideLayout, type PmapLayout } from './pmap-row.ts'

/** What is read of rows below a heading; null where none of them is a row. */
function read(layout: PmapLayout | null, ...lines: readonly string[]): Capture | null {
  const out = new Listings('x')
  for (const line of lines) readPmapRow(line, layout!, out)
  return out.finish()[0]?.processes[0]?.capture() ?? null
}
const isRow = (layout: PmapLayout | null, line: string): boolean => readPmapRow(line, layout!, new Listings('x'))

describe('names of pmap', () => {
  const VSYSCALL = 0xffffffffff600000n
  it.each([
    ['  [ anon ]', ''],
    ['[anon]', ''],
    ['[ анон ]', ''],
    ['[ stack ]', '[stack]'],
    ['[ pila   ]', '[stack]'],
    ['[ ngăn xếp ]', '[stack]'],
    ['[ heap ]', '[heap]'],
    ['[ vdso ]', '[vdso]'],
    ['[ vvar ]', '[vvar]'],
    ['[ vsyscall ]', '[vsyscall]'],
    ['[ heaps ]', '[ heaps ]'],
    ['[ my heap ]', '[ my heap ]'],
    ['[heap]', '[heap]'],
    ['x [ stack ]', '…/x [ stack ]'],
    ['[ stack ] x', '[ stack ] x'],
    ['demo', '…/demo'],
    ['/usr/bin/demo', '/usr/bin/demo'],
    ['socket:[12]', 'socket:[12]'],
    ['', '']
  ])('"%s" is "%s" of the kernel', (name, kernels) => expect(kernelName(name, 0x1000n)).toBe(kernels))

  it('a nameless row at the address of vsyscall is that', () => {
    expect(['[ anon ]', '[ anôn ]'].map((name) => kernelName(name, VSYSCALL))).toEqual(['[vsyscall]', '[vsyscall]'])
    expect(kernelName('demo', VSYSCALL)).toBe('…/demo')
  })

  it('a device has two digits at least', () => {
    expect(['008:00001', 'fe:0', '00103:0000a', '0A:1B'].map(deviceOf)).toEqual(['08:01', 'fe:00', '103:0a', '0a:1b'])
  })
})

describe('headings', () => {
  const short = (line: string): unknown => shortLayout(line)
  it.each([
    ['Address           Kbytes     RSS   Dirty Mode  Mapping', ['Rss', 'Dirty'], true],
    ['  Address   Kbytes     PSS   Dirty    Swap  Mode  Mapping', ['Pss', 'Private_Dirty', 'Swap'], true],
    ['START SIZE RSS PSS DIRTY SWAP PERM MAPPING', ['Rss', 'Pss', 'Dirty', 'Swap'], true],
    ['Address Bytes RSS Anon Locked Mode Mapping', ['Rss', 'Anonymous', 'Locked'], true],
    ['Address RSS Mode Mapping', ['Rss'], false],
    ['start size ANON other perm', ['Anonymous', 'other'], true]
  ])('%s', (line, fields, hasSize) => expect(short(line)).toEqual({ kind: 'short', fields, hasSize }))

  it.each([
    '',
    'Address Kbytes Mode Mapping',
    'Address Mode RSS',
    'Mode Address',
    'Addresses Kbytes RSS Mode',
    'Address Kbytes RSS Modes',
    'Address Kbytes RSS Mapping',
    'Address Kbytes RSS Mode Offset Device',
    'Address Perm Offset Device Inode Size Rss',
    'Address Kbytes Size RSS Mode'
  ])('none of short rows: %s', (line) => expect(short(line)).toBeNull())

  it('of wide rows have their names, and the offset of the last one', () => {
    const names = ['Address', 'Perm', 'Offset', 'Device', 'Inode', 'Size', 'Rss', 'VmFlags', 'Mapping']
    const line = `  ${names.join(' ').replace('VmFlags', '    VmFlags')}`
    expect(wideLayout(line)).toEqual({ kind: 'wide', names, mappingAt: line.indexOf('Mapping') })
    expect(wideLayout(line.replace('VmFlags Mapping', 'VmFlagsMapping'))).toMatchObject({ names })
    expect(wideLayout('Address  Size Mapping')).toMatchObject({ mappingAt: 14 })
    // Where blanks were lost, nothing is aligned.
    expect(wideLayout('  Address Size Mapping')).toMatchObject({ mappingAt: -1 })
    expect(wideLayout('Address Perm  Size Rss')).toMatchObject({ mappingAt: -1 })
  })

  it('of wide rows in another language have the kernel’s names', () => {
    const fields = ['Size', 'Rss', 'Pss', 'Swap']
    const names = ['Address', 'Perm', 'Offset', 'Device', 'Inode', ...fields, 'Mapping']
    const wide = { kind: 'wide', names, mappingAt: -1 }
    expect(wideLayout('주소 권한 오프셋 장치 아이노드 Size Rss Pss Swap 매핑')).toEqual(wide)
    expect(wideLayout('Adresse Zugriff Versatz Gerät Inode Size Rss Pss Swap Zuordnung')).toEqual(wide)
    expect(wideLayout('Adresse Zugriff Versatz Ger Inode Size Rss Pss Swap Zu‑ordnung von')).toEqual(wide)
  })

  it.each([
    'Size Rss Pss',
    'a b c d Size Rss Pss x',
    'a b c d e Size Rss x',
    'a b c d e Size Pss x',
    'a b c d e Rss Pss x',
    'a b c d 5 Size Rss Pss x',
    'Address Kbytes Mapping',
    'Address Size Rss',
    'Address Rss Perm'
  ])('none of wide rows: %s', (line) => expect(wideLayout(line)).toBeNull())
})

describe('a wide row', () => {
  const withFlags = (): PmapLayout | null =>
    wideLayout('     Address Perm   Offset Device Inode Size Rss THPeligible     VmFlags Mapping')
  const row = (flags: string, name: string): string =>
    `    00400000 r-xp 00001000  08:01    42    8   4           1 ${flags.padStart(11)} ${name}`
  const flagsAndName = (line: string): unknown => {
    const capture = read(withFlags(), line)!
    return [flagsText(capture.table, 0), rows(capture)[0]]
  }

  it('has all that is below its heading', () => {
    const capture = read(withFlags(), row('rd ex mr', '/bin/a'))!
    expect(rows(capture)).toEqual(['400000 8 r-xp /bin/a'])
    expect(offsets(capture)).toEqual([0x1000])
    expect([cell(capture, 'Device', 0), cell(capture, 'Inode', 0)]).toEqual(['08:01', '42'])
    expect(['Size', 'Rss', 'THPeligible'].map((field) => number(capture, field, 0))).toEqual([8, 4, 1])
    expect(capture.table.fields.map(({ name, unit }) => `${name} ${unit}`)).toEqual([
      'Size kB',
      'Rss kB',
      'THPeligible none'
    ])
    expect(flagsText(capture.table, 0)).toBe('rd ex mr')
  })

  it('has a name of two letters where the heading has it, not among its flags', () => {
    expect(flagsAndName(row('rd mr', 'wr'))).toEqual(['rd mr', '400000 8 r-xp …/wr'])
    expect(flagsAndName(row('rd mr', 'ab cd'))).toEqual(['rd mr', '400000 8 r-xp …/ab cd'])
    expect(flagsAndName(row('rd mr', ''))).toEqual(['rd mr', '400000 8 r-xp '])
    expect(flagsAndName(row('rd mr', '').trimEnd())).toEqual(['rd mr', '400000 8 r-xp '])
    expect(flagsAndName(row('rd ??', '[heap]'))).toEqual(['rd ??', '400000 8 r-xp [heap]'])
  })

  it('has flags of two letters each where blanks were lost on the way', () => {
    const narrow = row('rd ex mr mw me', 'demo file').replaceAll(/ +/g, ' ')
    expect(flagsAndName(narrow)).toEqual(['rd ex mr mw me', '400000 8 r-xp …/demo file'])
    const heading = wideLayout('Address Perm Size VmFlags Mapping')
    const capture = read(heading, '00400000 r-xp 8 rd ex mr mw me dw demo')!
    expect([flagsText(capture.table, 0), rows(capture)]).toEqual(['rd ex mr mw me dw', ['400000 8 r-xp …/demo']])
    // A wider row is shifted: what is below the heading is the middle of a flag.
    const shifted = `  ${row('rd ex mr', 'demo')}`
    expect(flagsAndName(shifted)).toEqual(['rd ex mr', '400000 8 r-xp …/demo'])
  })

  it('has no flags where the heading has none', () => {
    const layout = wideLayout('Address Perm Offset Device Inode Size Rss Mapping')
    const capture = read(layout, '00400000 r-xp 00000000 08:01 42 8 4 rd two words')!
    expect(rows(capture)).toEqual(['400000 8 r-xp …/rd two words'])
    expect(flagsText(capture.table, 0)).toBeUndefined()
  })

  it('lacks what its columns do not report', () => {
    const some = read(wideLayout('Address Size Rss Mapping'), '00400000 8 ? /bin/a')!
    expect([some.absent, number(some, 'Rss', 0)]).toEqual([
      expect.arrayContaining(['perms', 'offset', 'device', 'inode']),
      undefined
    ])
    const unknown = read(withFlags(), '00400000 ? ? ? ? 8 4 0 rd /bin/a')!
    expect([...unknown.absent!].sort()).toEqual(['device', 'inode', 'offset', 'perms'])
    expect(read(withFlags(), '00400000 r-x? 0 08:01x 42 8 4 0 rd /bin/a')!.absent).toEqual(['sharing', 'device'])
  })

  it.each([
    ['00400000', '004'],
    ['00400000', '0x400000'],
    ['00400000', '00400000-'],
    ['00400000', '0040000000000000000'],
    ['r-xp', 'r-x'],
    ['r-xp', 'ar-xp'],
    ['r-xp', 'r-xpp'],
    ['00001000', '0000g000'],
    ['00001000', '0x1000'],
    ['00001000', '10000000000000000'],
    ['    42 ', ' 0x42 '],
    ['    42 ', '   42a '],
    [' 8 ', ' 8K '],
    [' 8 ', ' - '],
    [' 8 ', ' x8 ']
  ])('is none with "%s" as "%s"', (part, instead) => {
    expect(isRow(withFlags(), row('rd', '/bin/a'))).toBe(true)
    expect(isRow(withFlags(), row('rd', '/bin/a').replace(part, instead))).toBe(false)
  })

  it('is refused outside the address space, with all its numbers', () => {
    const out = new Listings('x')
    const beyond = row('rd', '/bin/a').replace('00400000', 'fffffffffffff000')
    expect(readPmapRow(row('rd', '/bin/a'), withFlags()!, out)).toBe(true)
    expect(readPmapRow(row('rd', '/bin/a').replace('004', '005'), withFlags()!, out)).toBe(true)
    expect(readPmapRow(beyond.replace('           1', '           9'), withFlags()!, out)).toBe(false)
    expect(out.fault).toBe('outside the address space')
    const capture = out.finish()[0]!.processes[0]!.capture()
    expect([capture.table.rowCount, number(capture, 'THPeligible', 1)]).toEqual([2, 1])
  })
})

describe('a short row', () => {
  const SHORT: PmapLayout = { kind: 'short', fields: null, hasSize: true }
  const FIELDS = ['Rss', 'Pss', 'Dirty', 'Private_Dirty', 'Swap']
  const fieldsOf = (layout: PmapLayout, line: string): unknown => {
    const capture = read(layout, line)!
    return FIELDS.flatMap((field) => {
      const value = number(capture, field, 0)
      return value === undefined ? [] : [`${field} ${value}`]
    })
  }

  it('has numbers by their count where no heading names them', () => {
    expect(fieldsOf(SHORT, '00400000 8K r-x-- a')).toEqual([])
    expect(fieldsOf(SHORT, '00400000 8 4 2 r-x-- a')).toEqual(['Rss 4', 'Dirty 2'])
    expect(fieldsOf(SHORT, '00400000 8 4 2 1 r-x-- a')).toEqual(['Pss 4', 'Private_Dirty 2', 'Swap 1'])
    expect(fieldsOf(SHORT, '00400000 8K 4K 3K 2K 1K r-xp a')).toEqual(['Rss 4', 'Pss 3', 'Dirty 2', 'Swap 1'])
  })

  it('has them by the heading where that has as many, without those that are unknown', () => {
    const layout: PmapLayout = { ...SHORT, fields: ['Pss', 'Swap'] }
    expect(fieldsOf(layout, '00400000 8 4 2 r-x-- a')).toEqual(['Pss 4', 'Swap 2'])
    expect(fieldsOf(layout, '00400000 8 4 2 1 r-x-- a')).toEqual(['Pss 4', 'Private_Dirty 2', 'Swap 1'])
    expect(fieldsOf(layout, '00400000 8 - 2 r-x-- a')).toEqual(['Swap 2'])
    expect(fieldsOf(layout, '00400000 8 4 ? r-x-- a')).toEqual(['Pss 4'])
  })

  it('has a size only where the heading has one, and it is known', () => {
    expect(rows(read(SHORT, '00400000 8K r-x-- a')!)).toEqual(['400000 8 r-xp …/a'])
    expect(rows(read(SHORT, '00400000 ?K r-x-- a')!)).toEqual(['400000 0 r-xp …/a'])
    const layout: PmapLayout = { kind: 'short', fields: ['Rss'], hasSize: false }
    const capture = read(layout, '00400000 8K r-x-- a')!
    expect([rows(capture), number(capture, 'Rss', 0)]).toEqual([['400000 0 r-xp …/a'], 8])
    expect(isRow(SHORT, '00400000 1000000000000000000 r-x-- 0 08:01 a')).toBe(false)
    expect(isRow(SHORT, '00400000 - 4 2 r-x-- a')).toBe(false)
  })

  it('of -d has offset and device, of old pmap device and inode', () => {
    const of = (line: string): unknown => {
      const capture = read(SHORT, line)!
      return [rows(capture)[0], offsets(capture)[0], cell(capture, 'Device', 0), cell(capture, 'Inode', 0)]
    }
    expect(of('00400000 8 r-x-- 0000000000003000 008:00001 a')).toEqual(['400000 8 r-xp …/a', 0x3000, '08:01', null])
    expect(read(SHORT, '00400000 8 r-x-- ? ? a')!.absent).toEqual(expect.arrayContaining(['offset', 'device']))
    expect(of('08048000 (4 KB)        r-xp (00:0a 33243002)   /usr/bin/demo')).toEqual([
      '8048000 4 r-xp /usr/bin/demo',
      0,
      '00:0a',
      '33243002'
    ])
  })

  it('is shared, private or neither known', () => {
    const of = (mode: string): unknown => {
      const capture = read(SHORT, `00400000 8K ${mode} a`)!
      return [rows(capture)[0]!.split(' ')[2], capture.absent?.includes('sharing') ?? false]
    }
    expect(of('rw-s-')).toEqual(['rw-s', false])
    expect(of('rw-p')).toEqual(['rw-p', false])
    expect(of('rw---')).toEqual(['rw-p', false])
    expect(of('rw--R-')).toEqual(['rw-p', false])
    expect(of('rw-?-')).toEqual(['rw-p', true])
  })

  it('may be without a name, and with blanks around it', () => {
    for (const line of [
      '  00400000 8K r-x--  ',
      '00400000 8 r-x-- 0 08:01',
      '00400000 8 4 2 r-x--',
      '00400000 (8 KB) r-xp (00:00 0)'
    ]) {
      expect(rows(read(SHORT, line)!), line).toEqual(['400000 8 r-xp '])
    }
  })

  it.each(['', '7: demo', '00400000 8Q r-x-- a', '004 8K r-x-- a', '00400000 8K rwxrwx a', '00400000 8K'])(
    'is not: %s',
    (line) => expect(isRow(SHORT, line)).toBe(false)
  )
})
