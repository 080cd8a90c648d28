import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { PT_LOAD, type ElfFile } from '../elf/elf-file.ts'
import { GeneratedCode } from './generated-code.ts'
import { locateAddress, type LocatedAddress, type OpenModule } from './locate-address.ts'
import { moduleLines } from './module-lines.ts'

const MAPS = [
  '00400000-00401000 r-xp 00000000 08:01 5                          /usr/bin/fixed',
  '555555554000-555555555000 r--p 00000000 08:01 42                 /srv/demo',
  '555555555000-555555557000 r-xp 00001000 08:01 42                 /srv/demo',
  '555555558000-555555559000 rw-p 00003000 08:01 42                 /srv/demo',
  '555555559000-55555555a000 rw-p 00000000 00:00 0                  ',
  '555555560000-555555561000 rw-p 00000000 00:00 0                  [heap]',
  '7f0000000000-7f0000001000 rwxp 00000000 00:00 0                  ',
  '7f0000002000-7f0000003000 rw-p 00000000 00:00 0                  ',
  '7f0000004000-7f0000005000 r--s 00005000 103:02 8589934593        /data/a b',
  '7ffff7fc9000-7ffff7fcb000 r-xp 00000000 00:00 0                  [vdso]',
  ''
]
const { table } = captureOfText(MAPS.join('\n'))

/** Numbered from 0: code from 0x1000 on, data at 0x4000 (from 0x3000 of the file), and 0x800 bytes of .bss behind. */
const segment = (offset: number, address: number, fileSize: number, memorySize = fileSize) => ({
  type: PT_LOAD,
  flags: 5,
  offset,
  address,
  fileSize,
  memorySize
})
const section = (name: string, address: number, size: number) => ({
  name,
  type: 1,
  flags: 2,
  address,
  offset: address,
  size,
  link: 0
})
const DEMO: ElfFile = {
  bits: 64,
  isLittleEndian: true,
  type: 3,
  machine: 62,
  segments: [segment(0, 0, 0x1000), segment(0x1000, 0x1000, 0x2000), segment(0x3000, 0x4000, 0x1000, 0x1800)],
  sections: [section('.text', 0x1000, 0x2000), section('.data', 0x4000, 0x1000)]
}
const file = {
  elf: DEMO,
  symbols: {
    count: 1,
    find: (at: number) => (at >= 0x1130 && at < 0x1180 ? { name: 'main', offset: at - 0x1130 } : null)
  },
  buildId: 'abcd'
}
const opened: OpenModule = () => file
const locate = (address: number, open: OpenModule = opened, generated: GeneratedCode | null = null) =>
  locateAddress(table, BigInt(address), 4096, open, generated)
const NOTHING = {
  fileOffset: null,
  module: null,
  moduleOffset: null,
  section: null,
  symbol: null,
  symbolOffset: null,
  buildId: null,
  gap: null
}

describe('where an address lies', () => {
  it('in code: mapping, offset in the file, section, symbol and its distance', () => {
    expect(locate(0x555555555139)).toEqual({
      address: 0x555555555139n,
      row: 2,
      offset: 0x139n,
      fileOffset: 0x1139n,
      module: '/srv/demo',
      moduleOffset: 0x1139n,
      section: '.text',
      symbol: 'main',
      symbolOffset: 9,
      buildId: 'abcd',
      gap: null
    })
  })

  it('between symbols, and in a file without any, there is no name', () => {
    const between: Partial<LocatedAddress> = {
      section: '.text',
      symbol: null,
      symbolOffset: null,
      moduleOffset: 0x1200n
    }
    expect(locate(0x555555555200)).toMatchObject(between)
    expect(locate(0x555555555139, () => ({ ...file, symbols: null }))).toMatchObject({
      ...between,
      moduleOffset: 0x1139n
    })
  })

  it('in data the addresses of the file differ from its offsets', () => {
    expect(locate(0x555555558010)).toMatchObject({ fileOffset: 0x3010n, moduleOffset: 0x4010n, section: '.data' })
  })

  it('in .bss, which has no offset in the file, as far as the file lets it reach', () => {
    expect(locate(0x555555559010)).toMatchObject({
      row: 4,
      offset: 0x10n,
      fileOffset: null,
      module: '/srv/demo',
      moduleOffset: 0x5010n,
      section: null,
      buildId: 'abcd'
    })
    expect(locate(0x555555559900)).toEqual({ ...NOTHING, address: 0x555555559900n, row: 4, offset: 0x900n })
  })

  it('in a gap: what lies on both sides', () => {
    expect(locate(0x555555557800)).toEqual({
      ...NOTHING,
      address: 0x555555557800n,
      row: null,
      offset: null,
      gap: { before: { row: 2, distance: 0x800n }, after: { row: 3, distance: 0x800n } }
    })
  })

  it('in a file that is mapped as data: its offset in the file, and nothing else', () => {
    const other = { ...file, elf: { ...DEMO, segments: [segment(0x2000, 0x2000, 0x1000)] } }
    expect(locate(0x555555555139, () => other)).toEqual({
      ...NOTHING,
      address: 0x555555555139n,
      row: 2,
      offset: 0x139n,
      fileOffset: 0x1139n,
      module: '/srv/demo',
      buildId: 'abcd'
    })
    const open: OpenModule = () => 'no-elf'
    expect(locate(0x7f0000004010, open)).toEqual({
      ...NOTHING,
      address: 0x7f0000004010n,
      row: 8,
      offset: 0x10n,
      fileOffset: 0x5010n
    })
    expect(locate(0x555555559010, () => other).module).toBeNull()
  })

  it('in a file that may not be read: the distance to its beginning, unless programs are linked to such addresses', () => {
    const unread: OpenModule = () => null
    expect(locate(0x555555555139, unread)).toMatchObject({
      module: '/srv/demo',
      moduleOffset: 0x1139n,
      fileOffset: 0x1139n,
      section: null,
      buildId: null
    })
    expect(locate(0x00400010, unread)).toMatchObject({
      module: '/usr/bin/fixed',
      moduleOffset: null,
      fileOffset: 0x10n
    })
    expect(locate(0x555555559010, unread)).toMatchObject({ module: null, moduleOffset: null, row: 4 })
    // Its beginning is not mapped.
    expect(locate(0x7f0000004010, unread)).toMatchObject({ module: '/data/a b', moduleOffset: null })
  })

  it('in the vdso, whose image begins with its mapping', () => {
    const vdso = { ...file, elf: { ...DEMO, segments: [segment(0, 0, 0x2000)] } }
    const names: string[] = []
    const open: OpenModule = (module) => {
      names.push(module.name)
      return vdso
    }
    expect(locate(0x7ffff7fca150, open)).toMatchObject({
      fileOffset: null,
      module: '[vdso]',
      moduleOffset: 0x1150n,
      symbol: 'main',
      symbolOffset: 0x20
    })
    expect(names).toEqual(['[vdso]'])
  })

  it('in code that the process wrote itself: the name that it gave', () => {
    const generated = new GeneratedCode([{ start: 0x7f0000000100, bytes: 0x20, name: 'f a.js' }])
    expect(locate(0x7f0000000108, opened, generated)).toEqual({
      ...NOTHING,
      address: 0x7f0000000108n,
      row: 6,
      offset: 0x108n,
      symbol: 'f a.js',
      symbolOffset: 8
    })
    expect(locate(0x7f0000000120, opened, generated).symbol).toBeNull()
    expect(locate(0x7f0000000108).symbol).toBeNull()
  })

  it('of a file that is loaded twice, the load before the address is meant', () => {
    const twice = captureOfText(
      ['1', '2'].map((load) => `7f${load}000000000-7f${load}000001000 r-xp 00000000 08:01 9 /lib/x.so`).join('\n')
    ).table
    expect(locateAddress(twice, 0x7f2000000010n, 4096, () => null).moduleOffset).toBe(0x10n)
    expect(locateAddress(twice, 0x7f1000000010n, 4096, () => null).moduleOffset).toBe(0x10n)
  })

  it('a file that is loaded at the first address that no program is linked to is numbered from 0', () => {
    const edge = (start: string): bigint | null => {
      const lines = `${start}0000-${start}1000 r-xp 00000000 08:01 9 /lib/x.so`
      return locateAddress(captureOfText(lines).table, BigInt(`0x${start}0010`), 4096, () => null).moduleOffset
    }
    expect(edge('10000')).toBe(0x10n)
    expect(edge('0ffff')).toBeNull()
  })
})

describe('lines of maps for a host that looks up symbols', () => {
  const line = (row: number): string => `${MAPS[row]!.trim().replace(/ {2,}/, ' ')}\n`

  it('are all of the file that an address lies in, or right behind, as the kernel writes them', () => {
    expect(moduleLines(table, [0x555555555139n])).toBe(line(1) + line(2) + line(3))
    expect(moduleLines(table, [0x555555559010n])).toBe(line(1) + line(2) + line(3) + line(4))
    expect(moduleLines(table, [0x7f0000004010n, 0x400000n]).split('\n')).toEqual([
      '400000-401000 r-xp 00000000 08:01 5 /usr/bin/fixed',
      '7f0000004000-7f0000005000 r--s 00005000 103:02 8589934593 /data/a b',
      ''
    ])
  })

  it('are also those of code that the process wrote itself', () => {
    expect(moduleLines(table, [0x7f0000000008n])).toBe('7f0000000000-7f0000001000 rwxp 00000000 00:00 0\n')
  })

  it('are none for other memory and for gaps', () => {
    expect(moduleLines(table, [0x555555560000n, 0x7f0000002000n, 0x555555557800n, 0n])).toBe('')
    expect(moduleLines(table, [])).toBe('')
  })
})
