import { describe, expect, it } from 'vitest'
import { BlockLayout, canLayOut } from './block-layout.ts'
import { FieldBuilder } from './field-builder.ts'
import { learnLayout } from './learn-layout.ts'
import { bytesOf, viewOf } from '#test/support/latin-bytes.ts'

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

  it('is none of a block that is not complete, or has nothing behind it to compare', () => {
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
