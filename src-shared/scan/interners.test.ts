import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textAt, textCount } from '../memory/text-list.ts'
import { u64BigInt } from '../memory/u64-column.ts'
import { BackingInterner } from './backing-interner.ts'
import { ByteInterner } from './byte-interner.ts'
import { ColumnRoom } from './column-room.ts'
import { IdColumn } from './id-column.ts'
import { bytesOf, viewOf } from '#test/support/latin-bytes.ts'

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
