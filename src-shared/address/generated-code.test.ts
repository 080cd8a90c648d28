import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { fileIdentity, isFileBacked, moduleOfRow } from './address-module.ts'
import { GeneratedCode, isGeneratedAt, readPerfMap } from './generated-code.ts'

describe('a perf map', () => {
  it('has lines of start, size and name, in hexadecimal', () => {
    expect(readPerfMap('7f00 20 LazyCompile:~f a.js:1\n0x8000 0x1A Interpreter\nFFFF 1 x')).toEqual([
      { start: 0x7f00, bytes: 0x20, name: 'LazyCompile:~f a.js:1' },
      { start: 0x8000, bytes: 0x1a, name: 'Interpreter' },
      { start: 0xffff, bytes: 1, name: 'x' }
    ])
  })

  it('passes over what is no such line', () => {
    const odd = [
      '',
      'x7f00 20 name',
      '7f00 20',
      '7f00 20 ',
      '7f00 0 empty',
      'zz 20 name',
      '7f00 zz name',
      '7f00  20 name'
    ]
    odd.push('ffffffffffffffff 20 too-high', '7f00 123456789 too-long', '12345678901234567 1 name')
    expect(readPerfMap(odd.join('\n'))).toEqual([])
  })

  it('cuts names that no screen holds', () => {
    expect(readPerfMap(`1 1 ${'n'.repeat(3000)}`)[0]?.name).toBe('n'.repeat(1024))
  })
})

describe('generated code', () => {
  const code = new GeneratedCode([
    { start: 0x3000, bytes: 0x100, name: 'last' },
    { start: 0x1000, bytes: 0x100, name: 'old' },
    { start: 0x1080, bytes: 0x20, name: 'inner' },
    { start: 0x1000, bytes: 0x200, name: 'new' }
  ])

  it('is found by its address, what was written later before what was written earlier', () => {
    const find = (address: number): unknown => {
      const found = code.find(address)
      return found === null ? null : [found.name, found.offset]
    }
    expect(find(0xfff)).toBeNull()
    expect(find(0x1000)).toEqual(['new', 0])
    expect(find(0x107f)).toEqual(['new', 0x7f])
    expect(find(0x1080)).toEqual(['inner', 0])
    expect(find(0x30ff)).toEqual(['last', 0xff])
    expect(find(0x3100)).toBeNull()
    expect(new GeneratedCode([]).find(1)).toBeNull()
  })

  it('is counted in a range, each byte once and only what lies in it', () => {
    expect(code.within(0x1000, 0x4000)).toEqual({ count: 3, bytes: 0x300 })
    expect(code.within(0x1000, 0x1100)).toEqual({ count: 2, bytes: 0x100 })
    expect(code.within(0x1001, 0x3000)).toEqual({ count: 1, bytes: 0x20 })
    expect(code.within(0x3000, 0x3001)).toEqual({ count: 1, bytes: 1 })
    expect(code.within(0x4000, 0x5000)).toEqual({ count: 0, bytes: 0 })
  })
})

const { table } = captureOfText(
  [
    '00400000-00401000 r-xp 00000000 08:01 5 /usr/bin/tool',
    '00401000-00402000 rw-p 00001000 08:01 5 /usr/bin/tool',
    '00402000-00403000 rw-p 00000000 00:00 0 ',
    '00500000-00501000 rwxp 00000000 00:00 0 ',
    '00501000-00502000 rw-p 00000000 00:00 0 [heap]',
    '00600000-00601000 rw-s 00000000 00:09 6 socket:[6]',
    '00700000-00701000 r--p 00000000 103:02 77 /lib/x.so',
    '00701000-00702000 rw-p 00000000 00:00 0 [anon:.bss]',
    '00800000-00801000 r-xp 00000000 00:00 0 [vdso]',
    ''
  ].join('\n')
)

describe('code that a process wrote itself', () => {
  it('has no file and may be executed', () => {
    expect([0, 1, 2, 3].map((row) => isGeneratedAt(table, row))).toEqual([false, false, false, true])
    expect(isGeneratedAt(table, -1)).toBe(false)
  })
})

describe('the file behind an address', () => {
  const moduleOf = (row: number): unknown => {
    const found = moduleOfRow(table, row)
    return found === null ? null : [found.row, found.name]
  }

  it('is that of the mapping, or of the one right before nameless memory', () => {
    expect([0, 1, 2].map(moduleOf)).toEqual([
      [0, '/usr/bin/tool'],
      [1, '/usr/bin/tool'],
      [1, '/usr/bin/tool']
    ])
    expect(moduleOf(7)).toEqual([6, '/lib/x.so'])
    expect(moduleOf(8)).toEqual([8, '[vdso]'])
  })

  it('is none for memory without neighbours, has a name of its own, or is no file', () => {
    expect([3, 4, 5].map(moduleOf)).toEqual([null, null, null])
    expect([0, 3, 5].map((row) => isFileBacked(table, row))).toEqual([true, false, false])
  })

  it('has all its mappings, and device and inode as maps prints them', () => {
    expect(moduleOfRow(table, 2)?.pieces).toEqual([
      { start: 0x400000n, offset: 0 },
      { start: 0x401000n, offset: 0x1000 }
    ])
    expect(fileIdentity(table, 6)).toEqual({ device: '103:02', inode: 77n })
  })
})
