import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { addressWord, addressWordsOf, meantAddress, meantAddresses } from './pasted-addresses.ts'

const { table } = captureOfText(
  [
    '00400000-00401000 r--p 00000000 08:01 40                         /srv/fixed',
    '00401000-00402000 r-xp 00001000 08:01 40                         /srv/fixed',
    '555555554000-555555558000 r-xp 00000000 08:01 42                 /srv/demo (deleted)',
    '7f0000000000-7f0000028000 r--p 00000000 08:01 9                  /usr/lib/x86_64-linux-gnu/libc.so.6',
    '7f0000028000-7f0000200000 r-xp 00028000 08:01 9                  /usr/lib/x86_64-linux-gnu/libc.so.6',
    '7ffff7fc9000-7ffff7fcb000 r-xp 00000000 00:00 0                  [vdso]'
  ].join('\n')
)

const meant = (line: string): string[] =>
  addressWordsOf(line).map((word) => meantAddress(table, word)?.toString(16) ?? 'none')

describe('addresses of a line', () => {
  it.each([
    ['0x7f0000028100', ['7f0000028100']],
    ['7f0000028100', ['7f0000028100']],
    // Decimal digits: what is mapped decides.
    [String(0x7f0000028100), ['7f0000028100']],
    ['10000000', ['10000000']],
    ['#3  0x00007f0000029d90 in __libc_start_main () from /lib/libc.so.6', ['7f0000029d90']],
    ['/usr/lib/x86_64-linux-gnu/libc.so.6(+0x29d90) [0x7f0000029d90]', ['7f0000029d90']],
    ['/usr/lib/x86_64-linux-gnu/libc.so.6(+0x29d90)', ['7f0000029d90']],
    ['libc.so.6+0x29d90', ['7f0000029d90']],
    ['libc.so.6+29d90', ['7f0000029d90']],
    ['C  [libc.so.6+0x29d90]  abort+0xd3', ['7f0000029d90', 'none']],
    ['    #0 0x555555555139 in main /src/x.c:12 (demo+0x1139)', ['555555555139']],
    ['demo+0x1139', ['555555555139']],
    ['fixed+0x401136', ['401136']],
    ['fixed+0x1136', ['401136']],
    ['[vdso]+0x6d0', ['7ffff7fc96d0']],
    ['nothing.so+0x10', ['none']],
    ['7f0000000000-7f0000028000 r--p', ['7f0000000000', '7f0000028000']],
    ['no address here', []],
    ['', []]
  ])('%s', (line, expected) => expect(meant(line)).toEqual(expected))

  it('a module that is not known is no error where the line has the address as well', () => {
    expect(meantAddresses(table, addressWordsOf('[libc.so.6+0x29d90]  abort+0xd3'))).toEqual({
      addresses: [0x7f0000029d90n],
      unknownModules: []
    })
    expect(meantAddresses(table, addressWordsOf('nothing.so+0x10')).unknownModules).toEqual(['nothing.so'])
  })

  it('a number that no address can be is none', () => {
    expect(addressWord('184467440737095516160')).toBeNull()
    expect(addressWord('18446744073709551615')).toEqual({
      kind: 'address',
      hex: 0xffffffffffffffffn,
      decimal: 0xffffffffffffffffn
    })
    expect(addressWord('libc.so.6+0x')).toBeNull()
  })
})
