import { describe, expect, it } from 'vitest'
import { LARGEST_ADDRESS, parseAddressRange } from './address-range.ts'

/** Each as pmap 4.0.2 took it. */
describe('pmap’s -A', () => {
  it.each([
    ['1000,2000', 0x1000n, 0x2000n],
    ['0x1000', 0x1000n, 0x1000n],
    ['1000,', 0x1000n, LARGEST_ADDRESS],
    [',2000', 0n, 0x2000n],
    [',', 0n, LARGEST_ADDRESS],
    ['', 0n, LARGEST_ADDRESS],
    ['-1', LARGEST_ADDRESS, LARGEST_ADDRESS],
    [' +fF', 0xffn, 0xffn],
    ['123456789abcdef01', LARGEST_ADDRESS, LARGEST_ADDRESS],
    ['2000,1000', 0x2000n, 0x1000n]
  ])('"%s"', (text, low, high) => expect(parseAddressRange(text)).toEqual({ low, high }))

  it.each(['zz', '0x', '1,2,3', ',,', '1000 ', '1000,2000 ', '- 1'])('refuses "%s"', (text) =>
    expect(parseAddressRange(text)).toBeNull()
  )
})
