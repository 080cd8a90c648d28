import { describe, expect, it } from 'vitest'
import { numbers } from '#test/support/made-minidump.ts'
import { first, offsets, open, rows } from '#test/support/opened-files.ts'
import { categoryOf } from '../../memory/category.ts'

interface Load {
  readonly start: number
  readonly end: number
  /** Execute 1, write 2, read 4. */
  readonly flags?: number
}
interface File {
  readonly start: number
  readonly end: number
  /** Pages. */
  readonly offset: number
  readonly name: string
}
interface Parts {
  readonly files?: readonly File[]
  /** AT_PHDR: where the headers of the program lie in its memory. */
  readonly program?: number
  readonly vdso?: number
  /** Null: there is no note of the process. */
  readonly name?: string | null
}

const [LOAD, NOTE, PRPSINFO, AUXV, FILE] = [1, 4, 3, 6, 0x46494c45]

const note = (kind: number, content: Buffer): Buffer => {
  const filled = Buffer.concat([content, Buffer.alloc((4 - (content.length % 4)) % 4)])
  return Buffer.concat([numbers([5, 4], [content.length, 4], [kind, 4]), Buffer.from('CORE\0\0\0\0'), filled])
}

/** A core file of 64 bits whose process is called demo: its headers and notes. */
function core(loads: readonly Load[], { files = [], program, vdso, name = 'demo' }: Parts = {}): Buffer {
  const info = Buffer.alloc(136)
  info.writeInt32LE(812, 24)
  info.write(name ?? '', 40)
  info.write('./demo one', 56)
  const auxv = [6, 4096, ...(program === undefined ? [] : [3, program]), ...(vdso === undefined ? [] : [33, vdso])]
  const listed = [files.length, 4096, ...files.flatMap(({ start, end, offset }) => [start, end, offset])]
  const notes = Buffer.concat([
    name === null ? Buffer.alloc(0) : note(PRPSINFO, info),
    note(AUXV, numbers(...[...auxv, 0, 0].map((value) => [value, 8] as const))),
    files.length === 0
      ? Buffer.alloc(0)
      : note(
          FILE,
          Buffer.concat([
            numbers(...listed.map((value) => [value, 8] as const)),
            Buffer.from(files.map(({ name }) => `${name}\0`).join(''))
          ])
        )
  ])
  const header = (kind: number, flags: number, offset: number, start: number, fileSize: number, size: number): Buffer =>
    numbers([kind, 4], [flags, 4], [offset, 8], [start, 8], [0, 8], [fileSize, 8], [size, 8], [0, 8])
  const count = loads.length + 1
  const start = Buffer.alloc(64)
  start.write('\x7fELF\x02\x01\x01', 'latin1')
  start.writeUInt16LE(4, 16)
  start.writeBigUInt64LE(64n, 32)
  start.writeUInt16LE(count, 56)
  return Buffer.concat([
    start,
    header(NOTE, 0, 64 + count * 56, 0, notes.length, 0),
    ...loads.map((load) => header(LOAD, load.flags ?? 6, 0, load.start, 0, load.end - load.start)),
    notes
  ])
}

describe('the loads of a core file', () => {
  const FILES: readonly File[] = [
    { start: 0x400000, end: 0x404000, offset: 2, name: '/bin/demo' },
    { start: 0x500000, end: 0x501000, offset: 0, name: '/lib/a.so' }
  ]

  it('that lie inside the mapping of a file are further inside the file', () => {
    const loads = [
      { start: 0x400000, end: 0x401000, flags: 4 },
      { start: 0x401000, end: 0x404000, flags: 5 },
      { start: 0x404000, end: 0x405000 },
      { start: 0x4ff000, end: 0x500000, flags: 0 },
      { start: 0x500000, end: 0x501000, flags: 7 }
    ]
    const bytes = core(loads, { files: FILES })
    expect(rows(first(core(loads, { files: FILES.toReversed() })))).toEqual(rows(first(bytes)))
    expect(rows(first(bytes))).toEqual([
      '400000 4 r--p /bin/demo',
      '401000 12 r-xp /bin/demo',
      '404000 4 rw-p ',
      '4ff000 4 ---p ',
      '500000 4 rwxp /lib/a.so'
    ])
    expect(offsets(first(bytes))).toEqual([0x2000, 0x3000, 0, 0, 0])
    expect(open(bytes).notes.map(({ kind }) => kind)).toEqual(['limit'])
  })

  it('may be fewer than the files that are listed, in any order', () => {
    const shown = (files: readonly File[]) => {
      const bytes = core([{ start: 0x400000, end: 0x404000 }], { files })
      return [first(bytes).cut, ...open(bytes).notes.map(({ detail }) => detail.split(':')[0])]
    }
    const LIMIT = 'a core file does not record whether mappings are shared, nor names of memory without a file'
    const rest = 'not in it but by name, as gcore leaves out what was not changed'
    expect(shown(FILES.slice(0, 1))).toEqual([undefined, LIMIT])
    expect(shown(FILES.toReversed())).toEqual(['rows-left-out', `one mapping of a file is ${rest}`, LIMIT])
    const third = { start: 0x600000, end: 0x601000, offset: 0, name: '/lib/b.so' }
    expect(shown([third, ...FILES])).toEqual(['rows-left-out', `2 mappings of files are ${rest}`, LIMIT])
  })

  it('without a list of files are named where the program lies, and the vdso', () => {
    const loads = [
      { start: 0x3ff000, end: 0x400000 },
      { start: 0x400000, end: 0x401000 },
      { start: 0x401000, end: 0x402000 }
    ]
    const named = (parts: Parts): string[] => rows(first(core(loads, parts))).map((row) => row.split(' ')[3] ?? '')
    for (const program of [0x400000, 0x400040, 0x400fff]) expect(named({ program })).toEqual(['', '…/demo', ''])
    expect(named({ program: 0x401000 })).toEqual(['', '', '…/demo'])
    expect(named({ program: 0x402000 })).toEqual(['', '', ''])
    expect(named({})).toEqual(['', '', ''])
    expect(named({ program: 0x400040, vdso: 0x401000 })).toEqual(['', '…/demo', '[vdso]'])
    expect(named({ vdso: 0x401800 })).toEqual(['', '', ''])
    // Nothing is known of a program without a name, nor where files are listed.
    for (const name of ['', null]) expect(named({ program: 0x400040, name })).toEqual(['', '', ''])
    const files = [{ start: 0x401000, end: 0x402000, offset: 0, name: '/lib/a.so' }]
    expect(named({ program: 0x400040, files })).toEqual(['', '', '/lib/a.so'])
  })

  it('one of which holds the headers of the program: that file is the program', () => {
    const loads = [
      { start: 0x400000, end: 0x401000, flags: 4 },
      { start: 0x401000, end: 0x402000, flags: 4 }
    ]
    const files = [
      { start: 0x400000, end: 0x401000, offset: 0, name: '/bin/first' },
      { start: 0x401000, end: 0x402000, offset: 0, name: '/bin/second' }
    ]
    const categories = (program?: number): string[] => {
      const { classification } = first(core(loads, { files, ...(program === undefined ? {} : { program }) }))
      return [0, 1].map((row) => categoryOf(classification, row))
    }
    const [other, ...others] = categories()
    expect(others).toEqual([other])
    for (const at of [0x400000, 0x400fff]) expect(categories(at)).toEqual(['image', other])
    for (const at of [0x401000, 0x401fff]) expect(categories(at)).toEqual([other, 'image'])
    for (const at of [0x3fffff, 0x402000]) expect(categories(at)).toEqual([other, other])
  })

  it('that end before they begin, or where no address is, are none', () => {
    expect(() => open(core([{ start: 0x1000, end: 0x1000 }]))).toThrow('lists no memory of a process')
    const bytes = core([{ start: 0x1000, end: 0x2000 }])
    bytes.writeBigUInt64LE(0xfffffffffffff000n, 64 + 56 + 16)
    expect(() => open(bytes)).toThrow('lists no memory of a process')
  })
})

it('a core file that is cut off says how far it goes', () => {
  const whole = core([
    { start: 0x1000, end: 0x2000 },
    { start: 0x3000, end: 0x4000 }
  ])
  const notes = (end: number) => open(whole.subarray(0, end)).notes.map(({ detail }) => detail)
  const LIMIT = 'a core file does not record whether mappings are shared, nor names of memory without a file'
  const CUT = 'the notes are cut off: names of files may be missing'
  expect(notes(whole.length)).toEqual([LIMIT])
  expect(notes(whole.length - 1)).toEqual([CUT, LIMIT])
  expect(notes(64 + 3 * 56 - 1)).toEqual([CUT, 'the file ends after 2 of 3 program headers', LIMIT])
})

it("a core file holds the process's number, name and command line", () => {
  const { name, command, process, table } = first(core([{ start: 0x1000, end: 0x2000 }]))
  expect([name, command, process.pid, table.rowCount]).toEqual(['demo', './demo one', 812, 1])
})
