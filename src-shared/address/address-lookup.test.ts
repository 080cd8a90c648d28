import { describe, expect, it } from 'vitest'
import { parseAddress, lookUpAddress } from './address-lookup.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'

const { table } = captureOfText(
  [
    '555555554000-555555558000 r--p 00000000 08:01 42                         /srv/demo',
    '555555558000-555555560000 rw-p 00000000 00:00 0                          [heap]',
    '7f0000000000-7f0000002000 rw-s 00000000 00:01 9                          /memfd:x (deleted)',
    'ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]'
  ].join('\n')
)

describe('an address as people write it', () => {
  it.each([
    ['7f0000001234', 0x7f0000001234n],
    ['0x7F0000001234', 0x7f0000001234n],
    ['  7f00_0000_1234 ', 0x7f0000001234n],
    ['00007f00`00001234', 0x7f0000001234n],
    ['ffffffffffffffff', 0xffffffffffffffffn]
  ])('%s', (text, address) => expect(parseAddress(text)).toBe(address))

  it.each(['', 'zz', '0x', '-1', '1ffffffffffffffff', '12 34'])('not an address: "%s"', (text) =>
    expect(parseAddress(text)).toBeNull()
  )
})

describe('where an address lies', () => {
  it('in a mapping, with the offset from its start', () => {
    expect(lookUpAddress(table, '7f0000001234')).toMatchObject({ kind: 'inside', row: 2, offset: 0x1234n })
    expect(lookUpAddress(table, '555555554000')).toMatchObject({ kind: 'inside', row: 0, offset: 0n })
  })

  it('the first address after a mapping belongs to the next one', () => {
    expect(lookUpAddress(table, '555555558000')).toMatchObject({ kind: 'inside', row: 1 })
    expect(lookUpAddress(table, '555555560000')).toMatchObject({ kind: 'gap' })
  })

  it('exactly, also where a double can not tell addresses apart', () => {
    expect(lookUpAddress(table, 'ffffffffff600001')).toMatchObject({ kind: 'inside', row: 3, offset: 1n })
  })

  it('in a gap, with the neighbours and how far they are', () => {
    expect(lookUpAddress(table, '7effffffff00')).toMatchObject({
      kind: 'gap',
      before: { row: 1, distance: 0x7effffffff00n - 0x555555560000n },
      after: { row: 2, distance: 0x100n }
    })
  })

  it('before the first and after the last mapping there is one neighbour', () => {
    expect(lookUpAddress(table, '0')).toMatchObject({ kind: 'gap', before: null, after: { row: 0 } })
    expect(lookUpAddress(table, 'ffffffffffffffff')).toMatchObject({ kind: 'gap', before: { row: 3 }, after: null })
  })

  it('recognises a text that is no address, and an empty one', () => {
    expect(lookUpAddress(table, 'hello')).toEqual({ kind: 'bad-text' })
    expect(lookUpAddress(table, '  ')).toEqual({ kind: 'empty' })
  })
})
