import { describe, expect, it } from 'vitest'
import { recordOfLine, recordsOfLines } from './line-records.ts'

const membersOf = (line: string): unknown => {
  const record = recordOfLine(line)
  return record === null ? null : Object.fromEntries(record.members)
}
const RANGE = { start: '0x400000', end: '0x401000', perms: 'r-xp' }

describe('what a line reports of a mapping', () => {
  it.each<[line: string, members: unknown]>([
    ['400000-401000 r-xp /usr/bin/demo', { ...RANGE, name: '/usr/bin/demo' }],
    ['r-xp 0x400000..0x401000 [heap]', { ...RANGE, name: '[heap]' }],
    ['0x400000 -> 0x401000 (r-xp): memfd:x (deleted)', { ...RANGE, name: 'memfd:x (deleted)' }],
    ['from 0x400000 to 0x401000, r-x,p, libdemo.so.6 is here', { ...RANGE, name: 'libdemo.so.6' }],
    ['0x400000 0x401000 r-xp stack', { ...RANGE, name: 'stack' }],
    ['0x400000 0x401000 r-xp [ anon ]', { ...RANGE, name: '[anon]' }],
    ['0x400000 0x401000 r-xp [direct map]', { ...RANGE, name: '' }],
    ['0x400000 0x401000 r-xp', { ...RANGE, name: '' }],
    // A number right behind the permissions has no name of its own.
    ['0x400000-0x401000 r-xp 0x2000 /a', { ...RANGE, 'first number': '0x2000', name: '/a' }],
    [
      '0x400000-0x401000 r-xp 00001000 00002000 08:02 11 /a',
      {
        ...RANGE,
        'first number': '0x00001000',
        'second number': '0x00002000',
        device: '08:02',
        inode: '11',
        name: '/a'
      }
    ],
    ['0x400000 0x401000 PROT_READ|PROT_EXEC /a', { ...RANGE, perms: 'PROT_READ|PROT_EXEC', name: '/a' }],
    ['0x400000 0x401000 0x75 /a', { start: '0x400000', end: '0x401000', vm_flags: '0x75', name: '/a' }],
    [
      '0x400000 0x401000 0x75 0x2000 /a',
      { start: '0x400000', end: '0x401000', vm_flags: '0x75', 'first number': '0x2000', name: '/a' }
    ],
    ['400000, 401000, 8001875 /a', { start: '0x400000', end: '0x401000', vm_flags: '0x8001875', name: '/a' }],
    [
      'offset=0x2000 inode: 11 0x400000-0x401000 r-xp file="/a b"',
      { ...RANGE, offset: '0x2000', inode: '11', file: '/a b' }
    ],
    ['0x400000 0x401000 r-xp rss=4 colour=red /a', { ...RANGE, rss: '4', name: '/a' }],
    ['0x400000-0x401000 r-xp 4 kB /a', { ...RANGE, size: '4 kB', name: '/a' }],
    // What is given by name counts where there is a size with its unit, too, but for another size.
    ['0x400000-0x401000 r-xp 4 kB size=8 offset=0x2000 /a', { ...RANGE, size: '4 kB', offset: '0x2000', name: '/a' }],
    ['0x400000-0x401000 r-xp size=0x1000 /a', { ...RANGE, size: '0x1000', name: '/a' }],
    ["0x400000-0x401000 r-xp path='/a\"b'", { ...RANGE, path: '/a"b' }],
    ['0x400000-0x401000 r-xp file=/a"b', { ...RANGE, file: '/a"b' }],
    ['0x400000-0x401000 r-xp (/a,b:c)', { ...RANGE, name: '/a,b:c' }],
    // An address and a size.
    ['0x400000 4K r-xp /a', { start: '0x400000', size: '4K', perms: 'r-xp', name: '/a' }],
    ['0x400000 0x1000 r-xp /a', { start: '0x400000', size: '0x1000', perms: 'r-xp', name: '/a' }],
    ['0x7f000000 8192 r-xp /a', { start: '0x7f000000', size: '8192 bytes', perms: 'r-xp', name: '/a' }],
    ['0x400000 4K r-xp 8K /a', { start: '0x400000', size: '4K', perms: 'r-xp', name: '/a' }],
    ['0x400000 0x400000 r-xp /a', { start: '0x400000', size: '0x400000', perms: 'r-xp', name: '/a' }],
    ['0x7f000000 0x4096000 r-xp /a', { start: '0x7f000000', size: '0x4096000', perms: 'r-xp', name: '/a' }],
    ['0x7f00000000 8192a000 r-xp /a', { start: '0x7f00000000', size: '0x8192a000', perms: 'r-xp', name: '/a' }],
    ['7f000000 5000 r-xp /a', { start: '0x7f000000', size: '0x5000', perms: 'r-xp', name: '/a' }],
    ['7f000000 a000 r-xp /a', { start: '0x7f000000', size: '0xa000', perms: 'r-xp', name: '/a' }],
    [
      '0804a000-0806b000rw-p0000000000:000[heap]',
      {
        start: '0x0804a000',
        end: '0x0806b000',
        perms: 'rw-p',
        offset: '0x00000000',
        name: '[heap]'
      }
    ]
  ])('%s', (line, members) => {
    expect(membersOf(line)).toEqual(members)
  })

  it.each([
    'no addresses at all r-xp',
    '0x400000-0x401000 without letters /a',
    '0x400000 r-xp /a',
    // Not the kernel's bits: those for permissions that it may get are missing.
    '0x400000 0x401000 0x5 /a',
    '0x400000 0x401000 0x2000 /a',
    '0x400000 0x401000 0x8000000071 /a',
    '/lib/x-400000-401000 r-xp',
    `0x400000-0x401000 r-xp /${'a'.repeat(2000)}`
  ])('is nothing in %s', (line) => {
    expect(recordOfLine(line)).toBeNull()
  })
})

describe('numbers without a name are', () => {
  const offsetsOf = (...lines: string[]): unknown[] =>
    recordsOfLines(lines.flatMap((line) => recordOfLine(line) ?? [])).map(
      ({ members }) => Object.fromEntries(members)['offset']
    )

  it('offsets', () => {
    expect(offsetsOf('400000-401000 r-xp 0x1000 /a', '401000-403000 r-xp 0x1000 /a')).toEqual(['0x1000', '0x1000'])
  })

  it('sizes where each is that of its range, and the next ones offsets', () => {
    expect(offsetsOf('400000-401000 r-xp 0x1000 0x5000 /a', '401000-403000 r-xp 0x2000 0x6000 /a')).toEqual([
      '0x5000',
      '0x6000'
    ])
    expect(offsetsOf('400000-401000 r-xp 0x1000 /a', '401000-403000 r-xp 0x2000 /a')).toEqual([undefined, undefined])
  })

  it('offsets where one of the ranges has another size, no end or no such number', () => {
    const sized = '400000-401000 r-xp 0x1000 0x5000 /a'
    expect(offsetsOf(sized, '401000-403000 r-xp 0x1000 0x6000 /a')).toEqual(['0x1000', '0x1000'])
    expect(offsetsOf(sized, '0x402000 4K r-xp 0x1000 /a')).toEqual(['0x1000', '0x1000'])
    expect(offsetsOf(sized, '401000-403000 r-xp /a')).toEqual(['0x1000', undefined])
  })

  it('nothing else: those that are no offsets are left out', () => {
    const members = (line: string) => recordsOfLines([recordOfLine(line)!])[0]?.members
    const own = [
      ['start', '0x400000'],
      ['end', '0x401000'],
      ['perms', 'r-xp']
    ]
    expect(members('400000-401000 r-xp 0x1000 0x5000 /a')).toEqual([...own, ['offset', '0x5000'], ['name', '/a']])
    expect(members('400000-401000 r-xp 0x2000 0x5000 /a')).toEqual([...own, ['offset', '0x2000'], ['name', '/a']])
    expect(members('400000-401000 r-xp /a')).toEqual([...own, ['name', '/a']])
  })
})
