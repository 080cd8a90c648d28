import { describe, expect, it } from 'vitest'
import { textAt } from '../memory/text-list.ts'
import { FlagLines } from './flag-lines.ts'
import { bytesOf, viewOf } from '#test/support/latin-bytes.ts'

describe('lines of flags', () => {
  const TEXT = 'VmFlags: rd wr \nVmFlags: rd wr \r\nVmFlags:\tex\nVmFlagX: rd\nVmFlags: rd'
  const text = bytesOf(TEXT)
  const lines = new FlagLines(text, viewOf(text))

  it('are read where they are, and return the offset behind them', () => {
    expect(lines.finish(1)).toBeNull()
    const ends = [0]
    for (let row = 0; row < 4; row++) ends.push(lines.readAt(row, ends.at(-1)!, text.length))
    const expected = ['\nVmFlags: rd wr \r', '\nVmFlags:\t', '\nVmFlagX', '\nVmFlagX'].map(
      (part) => TEXT.indexOf(part) + 1
    )
    expect(ends.slice(1)).toEqual(expected)
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
