import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFieldMissing } from '../memory/field-column.ts'
import { textAt, textCount } from '../memory/text-list.ts'
import { u64BigInt } from '../memory/u64-column.ts'
import { alignedValue } from './aligned-value.ts'
import { BackingInterner } from './backing-interner.ts'
import { BlockLayout, canLayOut } from './block-layout.ts'
import { ByteInterner } from './byte-interner.ts'
import { ColumnRoom } from './column-room.ts'
import { FieldBuilder } from './field-builder.ts'
import { hasName, isBlank, newFieldLine, readFieldLine } from './field-line.ts'
import { FlagLines } from './flag-lines.ts'
import { looksLikeHeader, newHeaderParts, readBackingParts, readHeaderLine } from './header-line.ts'
import { IdColumn } from './id-column.ts'
import { KnownBytes } from './known-bytes.ts'
import { learnLayout } from './learn-layout.ts'
import { RowColumns } from './row-columns.ts'

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'latin1'))
const viewOf = (bytes: Uint8Array<ArrayBuffer>): DataView<ArrayBuffer> => new DataView(bytes.buffer)

describe('a value of eight columns', () => {
  const value = (text: string): number => alignedValue(viewOf(bytesOf(`xy${text}`)), 2 + text.length)

  it('is blanks and then digits', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(99_999_999), fc.nat(9999)), (number) => {
        expect(value(String(number).padStart(8))).toBe(number)
      })
    )
    expect([value('       0'), value('00000000'), value('    0007'), value('99999999')]).toEqual([0, 0, 7, 99_999_999])
  })

  it.each([
    '        ',
    '       a',
    '      1 ',
    '    1 23',
    '   1 234',
    '  1x2345',
    'x      1',
    '     x12',
    '    x123',
    '    x  1',
    '      /1',
    '      :1',
    '       /',
    '       :',
    '   -1234',
    '1 345678',
    '\t      1'
  ])('is none in %j', (text) => expect(value(text)).toBe(-1))
})

it('bytes that were seen before are known again where they stand whole', () => {
  const text = bytesOf('..abcdefg\n..abcdefg\n..abcdefx\n..xbcdefg\nabcdefg')
  const view = viewOf(text)
  const known = new KnownBytes(view, 2, 10, 7)
  expect([known.id, known.length]).toEqual([7, 8])
  const at = (position: number, end = text.length): boolean => known.isAt(view, position, end)
  expect([at(2), at(12), at(22), at(32), at(40)]).toEqual([true, true, false, false, false])
  expect([at(12, 20), at(12, 19)]).toEqual([true, false])
  const odd = new KnownBytes(view, 2, 9, 0)
  expect([odd.isAt(view, 12, 19), odd.isAt(view, 22, 29), odd.isAt(view, 12, 18)]).toEqual([true, false, false])
})

describe('a maps line', () => {
  const read = (text: string, end = text.length): unknown => {
    const parts = newHeaderParts()
    if (!readHeaderLine(bytesOf(text), 0, end, parts)) return null
    const { startLo, startHi, endLo, endHi, offsetLo, offsetHi, perms, tailFrom } = parts
    return [startHi, startLo, endHi, endLo, offsetHi, offsetLo, perms, tailFrom]
  }

  it('has start, end, permissions and offset', () => {
    expect(read('7f0123456789-8F0123456789 r-xp 1abcdef012 08:01 5')).toEqual([
      0x7f01, 0x23456789, 0x8f01, 0x23456789, 0x1a, 0xbcdef012, 5, 42
    ])
    expect(read('0-0 -w-s 0 0:0 0')).toEqual([0, 0, 0, 0, 0, 0, 10, 11])
    expect(read('0-ffffffffffffffff rwxS 00000000000000000000ff 0')).toEqual([
      0, 0, 0xffffffff, 0xffffffff, 0, 0xff, 15, 47
    ])
    expect(read('1-2 ---- 0 0')).toEqual([0, 1, 0, 2, 0, 0, 0, 11])
  })

  it.each([
    '-2 r--p 0 0',
    '1 2 r--p 0 0',
    '1-r--p 0 0',
    '1-2r--p 0 0',
    '2-1 r--p 0 0',
    '100000000-1 r--p 0 0',
    '100000002-100000001 r--p 0 0',
    '1-2 q--p 0 0',
    '1-2 w--p 0 0',
    '1-2 r--q 0 0',
    '1-2 r--px0 0',
    '1-2 r--p x 0',
    '1-2 r--p 0x0',
    '1-2 r--p 0',
    '11112222333344445-2 r--p 0 0',
    '1-11112222333344445 r--p 0 0'
  ])('%j is none', (text) => expect(read(text)).toBeNull())

  it('must be whole within the input', () => {
    const text = '1-2 r--p 0 08:01 5'
    expect([read(text, 11), read(text, 10), read(text, 9), read(text, 8)].map((each) => each === null)).toEqual([
      false,
      true,
      true,
      true
    ])
  })

  it('is told from other lines by a digit, a dash and a digit', () => {
    const looks = (text: string, end = text.length): boolean => looksLikeHeader(bytesOf(text), 0, end)
    expect([looks('1-2'), looks('ABC-def x'), looks('1-'), looks('-2'), looks('1-x'), looks('1x2')]).toEqual([
      true,
      true,
      false,
      false,
      false,
      false
    ])
    expect([looks('12-3', 3), looks('12-3', 2), looks('Abc: 1')]).toEqual([false, false, false])
  })

  const tail = (text: string): unknown => {
    const parts = newHeaderParts()
    const bytes = bytesOf(text)
    if (!readBackingParts(bytes, bytes.length, parts)) return null
    const inode = (BigInt(parts.inodeHi) << 32n) | BigInt(parts.inodeLo)
    return [parts.major, parts.minor, inode, text.slice(parts.nameFrom, parts.nameTo)]
  }

  it('ends with device, inode and name', () => {
    expect(tail('08:1f 42   /a b ')).toEqual([8, 0x1f, 42n, '/a b '])
    expect(tail('ffffffff:0 4294967296\t[x]')).toEqual([0xffffffff, 0, 4294967296n, '[x]'])
    expect(tail('0:0 0')).toEqual([0, 0, 0n, ''])
    expect(tail('0:0 999999999999999 x')).toEqual([0, 0, 999999999999999n, 'x'])
    expect(tail('0:0 9007199254740993 x')).toEqual([0, 0, 9007199254740993n, 'x'])
    expect(tail('0:0 18446744073709551615')).toEqual([0, 0, 2n ** 64n - 1n, ''])
  })

  it.each([
    'x:0 0',
    '0 0',
    '0;0 0',
    '0:x 0',
    '0:0x0',
    '0:0 ',
    '0:0 x',
    '0:0 5x',
    '0:0 18446744073709551616',
    '0:0 000000000000000000000',
    '100000000:0 0',
    '0:100000000 0'
  ])('with %j is none', (text) => expect(tail(text)).toBeNull())
})

describe('a line of smaps', () => {
  const read = (text: string): unknown => {
    const line = newFieldLine()
    readFieldLine(bytesOf(text), 0, text.length, line)
    if (line.kind === 'none') return null
    const name = text.slice(0, line.nameLength)
    if (line.kind === 'number') return [name, line.value, line.isKb]
    if (line.kind === 'wide') return [name, line.wide, line.isKb]
    return [line.kind, name, text.slice(line.valueFrom, line.valueTo)]
  }

  it.each([
    ['Rss:                  12 kB', ['Rss', 12, true]],
    ['THPeligible:    0', ['THPeligible', 0, false]],
    ['Rss:\t7\tkB \t', ['Rss', 7, true]],
    ['a-Z_09: 1', ['a-Z_09', 1, false]],
    ['X: 9007199254740991 kB', ['X', 9007199254740991, true]],
    ['X: 9007199254740992', ['X', 9007199254740992n, false]],
    ['X: 99999999999999999999 kB', ['X', 99999999999999999999n, true]],
    ['X: 000000000000000000000', ['text', 'X', '000000000000000000000']],
    ['X: 12kB', ['text', 'X', '12kB']],
    ['X: 12 KB', ['text', 'X', '12 KB']],
    ['X: 12 kb', ['text', 'X', '12 kb']],
    ['X: 12 kBx', ['text', 'X', '12 kBx']],
    ['X: kB', ['text', 'X', 'kB']],
    ['X: -1', ['text', 'X', '-1']],
    ['X: 1:2', ['text', 'X', '1:2']],
    ['X: 1/2', ['text', 'X', '1/2']],
    ['X:', ['text', 'X', '']],
    ['Name: [anon: x] ', ['text', 'Name', '[anon: x]']],
    ['VmFlags: rd wr ', ['flags', 'VmFlags', 'rd wr']],
    ['VmFlagz: rd', ['text', 'VmFlagz', 'rd']],
    [`${'n'.repeat(64)}: 1`, ['n'.repeat(64), 1, false]],
    [`${'n'.repeat(66)}: 1`, null],
    [': 1', null],
    ['X 1', null],
    ['X', null],
    ['X@: 1', null],
    ['X[: 1', null],
    ['X`: 1', null],
    ['X{: 1', null],
    ['X/: 1', null],
    ['', null]
  ] as const)('%j', (text, expected) => expect(read(text)).toEqual(expected))

  it('has a name byte by byte', () => {
    const bytes = bytesOf('xRss:')
    expect([hasName(bytes, 1, 3, 'Rss'), hasName(bytes, 1, 4, 'Rss'), hasName(bytes, 1, 3, 'Rsx')]).toEqual([
      true,
      false,
      false
    ])
    expect([32, 9, 10, 0, undefined].map(isBlank)).toEqual([true, true, false, false, false])
  })
})

describe('a layout', () => {
  const BLOCK = 'Rss:              12 kB\nTHPeligible:           0\nPss:               3 kB\nVmFlags: rd wr \n'
  const fields = (): FieldBuilder[] => [
    new FieldBuilder('Rss', 'kB'),
    new FieldBuilder('THPeligible', 'none'),
    new FieldBuilder('Pss', 'kB')
  ]
  const learn = (text: string, of = fields(), end = text.length): BlockLayout | null =>
    learnLayout(bytesOf(text), viewOf(bytesOf(text)), 0, end, of)

  it('is learned of a block that has the known lines as the kernel writes them', () => {
    const layout = learn(BLOCK)!
    expect([layout.lineCount, layout.length, layout.reach]).toEqual([3, 73, 81])
    expect([...layout.valueEnds].map((end) => BLOCK.slice(end - 8, end).trim())).toEqual(['12', '0', '3'])
  })

  it.each([
    ['another name', BLOCK.replace('Pss:', 'Psx:')],
    ['another order', BLOCK.replace('Pss', 'Rss').replace('Rss', 'Pss')],
    ['no colon', BLOCK.replace('Rss:', 'Rss ')],
    ['another unit', BLOCK.replace(' kB', ' KB')],
    ['no unit', BLOCK.replace(' kB', '   ')],
    ['a value that is too wide', BLOCK.replace('       12 kB', '123456789 kB')],
    ['a value that is none', BLOCK.replace('12 kB', '1x kB')],
    ['no room before the value', BLOCK.replace('Rss:              12', 'Rss:    12')],
    ['a line missing', BLOCK.replace(/^THP.*\n/m, '')]
  ])('is none where a block has %s', (_, text) => expect(learn(text)).toBeNull())

  it('is none of a block that is not whole, or has nothing behind it to compare', () => {
    expect(learn(BLOCK, fields(), 60)).toBeNull()
    expect(learn(BLOCK, fields(), 72)).toBeNull()
    expect(learn(BLOCK.slice(0, 73), fields())).not.toBeNull()
    expect(learn('THPeligible:           0\n', [new FieldBuilder('THPeligible', 'none')])).toBeNull()
  })

  it('fits blocks with other values, and none in which any other byte differs', () => {
    const layout = learn(BLOCK)!
    const fits = (text: string): boolean => layout.fits(viewOf(bytesOf(`..${text}....`)), 2)
    expect(fits(BLOCK)).toBe(true)
    expect(fits(BLOCK.replace('12 kB', '99 kB').replace('  0\n', '  1\n'))).toBe(true)
    const values = [...layout.valueEnds].flatMap((end) => Array.from({ length: 8 }, (_, at) => end - 8 + at))
    for (let at = 0; at < layout.reach; at++) {
      const other = `${BLOCK.slice(0, at)}#${BLOCK.slice(at + 1)}`
      expect(fits(other), `byte ${at}`).toBe(values.includes(at))
    }
  })

  it('can be where values have eight columns and four other bytes around each', () => {
    expect(canLayOut(40, [4, 20], [12, 28])).toBe(true)
    expect(canLayOut(32, [4, 20], [12, 28])).toBe(true)
    expect(canLayOut(31, [4, 20], [12, 28])).toBe(false)
    expect(canLayOut(40, [3, 20], [11, 28])).toBe(false)
    expect(canLayOut(40, [4, 15], [12, 23])).toBe(false)
    expect(canLayOut(40, [4, 16], [12, 24])).toBe(true)
    expect(canLayOut(40, [4, 20], [12, 27])).toBe(false)
    expect(canLayOut(40, [], [])).toBe(false)
  })

  it('compares constant fields with what they had, and reads the others', () => {
    const [rss, thp, pss] = fields()
    const size = new FieldBuilder('Size', 'kB')
    const large = new FieldBuilder('Large', 'kB')
    for (const row of [0, 1]) {
      rss!.set(row, 12, 4, () => 4)
      thp!.set(row, row, 4, () => 4)
      pss!.set(row, 3, 4, () => 4)
      size.set(row, 4, 4, () => 4)
      large.set(row, 1e8, 4, () => 4)
    }
    const layout = learn(BLOCK)!
    layout.group([rss!, thp!, pss!, size, large])
    expect([layout.constants, layout.varying]).toEqual([
      [0, 2],
      [1, 3, 4]
    ])
    const shown = new DataView(new ArrayBuffer(8))
    shown.setFloat64(0, layout.usual[0]!, true)
    expect(Buffer.from(shown.buffer).toString()).toBe('      12')
  })
})

describe('a field that is built', () => {
  const cell = fc.option(fc.oneof(fc.nat(3), fc.constantFrom(255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 40)))

  it('has each row’s value, or that there is none, as narrow as it may be', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), fc.boolean(), (values, isSize) => {
        const field = new FieldBuilder(isSize ? 'Size' : 'Rss', 'kB')
        const sizes = values.map((value, row) => (row % 7 === 6 ? 5 : (value ?? 9)))
        values.forEach((value, row) => {
          if (value === null) return
          field.markMissing(field.lastRow + 1, row)
          field.set(row, value, sizes[row]!, (of) => sizes[of]!)
        })
        field.markMissing(field.lastRow + 1, values.length)
        const column = field.finish(values.length)!
        values.forEach((value, row) => {
          expect(isFieldMissing(column, row)).toBe(value === null)
          if (value === null) return
          const own = column.derived === 'size' ? sizes[row] : column.values[row * column.stride]
          expect(own).toBe(value)
        })
        const known = values.filter((value) => value !== null)
        if (!isSize && known.length > 0) {
          expect(column.stride).toBe(new Set(known).size > 1 ? 1 : 0)
          const most = Math.max(...known)
          const bytes = most > 0xffffffff ? 8 : most > 0xffff ? 4 : most > 0xff ? 2 : 1
          expect(column.values.BYTES_PER_ELEMENT).toBe(bytes)
        }
        expect(column.missing === null).toBe(known.length === values.length)
      })
    )
  })

  it('keeps what a double can not hold beside it', () => {
    const field = new FieldBuilder('Odd', 'none')
    field.set(0, 1, 0, () => 0)
    field.setWide(1, 2n ** 60n, 0, () => 0)
    const column = field.finish(2)!
    expect([[...column.wide!], column.values[0]]).toEqual([[[1, 2n ** 60n]], 1])
  })

  it('marks any rows as missing, and no others', () => {
    const range = fc.tuple(fc.nat(80), fc.nat(80))
    fc.assert(
      fc.property(fc.array(range, { maxLength: 4 }), (ranges) => {
        const field = new FieldBuilder('Rss', 'kB')
        const missing = new Set<number>()
        for (const [from, length] of ranges) {
          field.markMissing(from, from + length)
          for (let row = from; row < from + length; row++) missing.add(row)
        }
        const column = field.finish(170)!
        for (let row = 0; row < 170; row++) expect(isFieldMissing(column, row)).toBe(missing.has(row))
      })
    )
  })

  it('is left out where there is no room, and takes nothing more', () => {
    const field = new FieldBuilder('Rss', 'kB', new ColumnRoom(255))
    field.set(0, 1, 0, () => 0)
    expect(field.isDropped).toBe(false)
    field.set(1, 2, 0, () => 0)
    expect([field.isDropped, field.lastRow]).toEqual([true, 1])
    field.set(2, 3, 0, () => 0)
    field.setWide(3, 2n ** 60n, 0, () => 0)
    field.markMissing(4, 5)
    expect([field.lastRow, field.finish(5)]).toEqual([3, null])
    const wide = new FieldBuilder('Odd', 'kB', new ColumnRoom(127))
    wide.setWide(0, 2n ** 60n, 0, () => 0)
    expect(wide.finish(1)).toBeNull()
  })
})

describe('numbers and texts that repeat', () => {
  it('a column of numbers widens, keeps what it has, and is 0 where none was set', () => {
    const column = new IdColumn()
    column.set(1, 7)
    column.set(300, 0xffff)
    expect(column.finish(2)).toEqual(Uint16Array.of(0, 7))
    column.set(2, 0x10000)
    column.set(900, 5)
    const ids = column.finish(1000)
    expect(ids).toBeInstanceOf(Uint32Array)
    expect([ids[1], ids[2], ids[300], ids[900], ids[999], ids.length]).toEqual([7, 0x10000, 0xffff, 5, 0, 1000])
    expect([column.get(300), column.get(5000)]).toEqual([0xffff, 0])
    expect(new IdColumn().finish(3)).toEqual(new Uint16Array(3))
    const small = new IdColumn(new ColumnRoom(511))
    expect([small.set(0, 1), small.get(0)]).toEqual([false, 0])
    const exact = new IdColumn(new ColumnRoom(512))
    expect([0, 255, 256].map((row) => exact.set(row, 1))).toEqual([true, true, false])
    expect(exact.set(0, 0x10000)).toBe(false)
  })

  it('texts are kept once each, the empty one as number 0', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 6 }), { maxLength: 80 }), (texts) => {
        const interner = new ByteInterner()
        const encoded = texts.map((text) => new TextEncoder().encode(`x${text}y`))
        const numbers = encoded.map((bytes) => interner.intern(bytes, 1, bytes.length - 1))
        const list = interner.toTextList()
        expect(textCount(list)).toBe(new Set(['', ...texts]).size)
        expect(interner.count).toBe(textCount(list))
        numbers.forEach((number, at) =>
          expect(textAt(list, number)).toBe(new TextDecoder().decode(encoded[at]!.subarray(1, -1)))
        )
        expect(textAt(list, 0)).toBe('')
      })
    )
  })

  it('files are told apart by device, inode and name', () => {
    const file = fc.record({
      major: fc.nat(2),
      minor: fc.nat(2),
      inodeLo: fc.nat(2),
      inodeHi: fc.nat(1),
      name: fc.constantFrom('', '/a', '/bb')
    })
    fc.assert(
      fc.property(fc.array(file, { maxLength: 60 }), (files) => {
        const interner = new BackingInterner()
        const numbers = files.map(({ name, ...parts }) =>
          interner.intern(bytesOf(name), { ...parts, nameFrom: 0, nameTo: name.length })
        )
        const list = interner.toList()
        files.forEach(({ major, minor, inodeLo, inodeHi, name }, at) => {
          const number = numbers[at]!
          expect([list.major[number], list.minor[number], textAt(list.name, number)]).toEqual([major, minor, name])
          expect(u64BigInt(list.inode, number)).toBe((BigInt(inodeHi) << 32n) | BigInt(inodeLo))
        })
        const keys = files.map(({ major, minor, inodeLo, inodeHi, name }) =>
          [major, minor, inodeLo, inodeHi, name].join()
        )
        expect(list.major.length).toBe(new Set(['0,0,0,0,', ...keys]).size)
        expect(interner.isFull).toBe(false)
      })
    )
  })

  it('the end of a line that was remembered is known again', () => {
    const line = '08:01 42                         /usr/lib/libc.so.6\n'
    const text = bytesOf(line + line + line.replace('libc', 'libm') + line)
    const view = viewOf(text)
    const interner = new BackingInterner()
    expect(interner.knownAt(view, 0, text.length)).toBeNull()
    interner.remember(view, 0, line.length, 5)
    expect(interner.knownAt(view, line.length, text.length)?.id).toBe(5)
    expect(interner.knownAt(view, 2 * line.length, text.length)).toBeNull()
    expect(interner.knownAt(view, line.length, line.length + 47)).toBeNull()
    const long = viewOf(bytesOf('x'.repeat(600)))
    interner.remember(long, 0, 513, 6)
    expect(interner.knownAt(long, 0, 600)).toBeNull()
    interner.remember(long, 0, 512, 6)
    expect(interner.knownAt(long, 0, 600)?.id).toBe(6)
    const short = viewOf(bytesOf('x'.repeat(47)))
    expect(() => new BackingInterner().remember(short, 0, 20, 1)).not.toThrow()
  })
})

describe('lines of flags', () => {
  const TEXT = 'VmFlags: rd wr \nVmFlags: rd wr \r\nVmFlags:\tex\nVmFlagX: rd\nVmFlags: rd'
  const text = bytesOf(TEXT)
  const lines = new FlagLines(text, viewOf(text))

  it('are read where they stand, and give the place behind them', () => {
    expect(lines.finish(1)).toBeNull()
    const places = [0]
    for (let row = 0; row < 4; row++) places.push(lines.readAt(row, places.at(-1)!, text.length))
    const expected = ['\nVmFlags: rd wr \r', '\nVmFlags:\t', '\nVmFlagX', '\nVmFlagX'].map(
      (part) => TEXT.indexOf(part) + 1
    )
    expect(places.slice(1)).toEqual(expected)
    expect(lines.readAt(4, TEXT.lastIndexOf('VmFlags'), text.length)).toBe(TEXT.lastIndexOf('VmFlags'))
    // Cut off within the line.
    expect(lines.readAt(5, 0, 10)).toBe(0)
    expect(lines.readAt(5, 0, 7)).toBe(0)
    const { sets, id } = lines.finish(6)!
    expect(Array.from(id, (each) => textAt(sets, each))).toEqual(['rd wr', 'rd wr', 'ex', '', '', ''])
    expect([lines.has(0), lines.has(3)]).toEqual([true, false])
    // The same line again.
    expect(lines.readAt(5, 0, text.length)).toBe(16)
    expect(textAt(sets, lines.finish(6)!.id[5]!)).toBe('rd wr')
  })
})

describe('rows', () => {
  it('grow, keep what they have, and count those that begin before the one above ends', () => {
    const rows = new RowColumns(1)
    const parts = newHeaderParts()
    const add = (start: number, end: number, hi = 0): void => {
      Object.assign(parts, {
        startLo: start,
        endLo: end,
        startHi: hi,
        endHi: hi,
        offsetLo: start * 2,
        offsetHi: 3,
        perms: 5
      })
      rows.add(parts, start)
    }
    for (let at = 0; at < 2000; at++) add(at * 10, at * 10 + 10)
    expect(rows.unorderedRows).toBe(0)
    add(5, 6)
    add(9, 20, 1)
    add(19, 20, 1)
    add(20, 21, 1)
    add(50, 60, 0)
    expect(rows.unorderedRows).toBe(3)
    const { rowCount, start, end, offset, perms, backing } = rows.finish()
    expect([rowCount, start.lo.length, perms.length, backing.length]).toEqual([2005, 2005, 2005, 2005])
    expect([start.lo[1999], end.lo[1999], offset.lo[1999], offset.hi[1999], perms[1999], backing[1999]]).toEqual([
      19_990, 20_000, 39_980, 3, 5, 19_990
    ])
    expect([start.lo[3], end.lo[3], backing[3], end.hi[2001]]).toEqual([30, 40, 30, 1])
  })

  it('have a size in whole kB', () => {
    const rows = new RowColumns(1)
    const parts = newHeaderParts()
    rows.add(Object.assign(parts, { startLo: 0xfffff000, startHi: 1, endLo: 0xbff, endHi: 2 }), 0)
    expect(rows.sizeKb(0)).toBe(6)
  })
})
