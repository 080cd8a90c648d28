import { describe, expect, it } from 'vitest'
import { readCoreNotes, type CoreNotes } from './elf-core-notes.ts'

const [PRPSINFO, AUXV, FILE] = [3, 6, 0x46494c45]

interface Width {
  readonly is64: boolean
  readonly little: boolean
}
const WIDTHS: readonly (readonly [of: string, width: Width])[] = [
  ['64 bits, the least byte first', { is64: true, little: true }],
  ['64 bits, the greatest byte first', { is64: true, little: false }],
  ['32 bits, the least byte first', { is64: false, little: true }],
  ['32 bits, the greatest byte first', { is64: false, little: false }]
]
const USUAL: Width = { is64: true, little: true }

/** Numbers of a core file's own width. */
function words({ is64, little }: Width, ...values: readonly (number | bigint)[]): Buffer {
  const size = is64 ? 8 : 4
  const view = new DataView(new ArrayBuffer(values.length * size))
  for (const [at, value] of values.entries())
    if (is64) view.setBigUint64(at * size, BigInt(value), little)
    else view.setUint32(at * size, Number(value), little)
  return Buffer.from(view.buffer)
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])

function note(width: Width, kind: number, content: Buffer, name = 'CORE\0'): Buffer {
  const head = words({ ...width, is64: false }, name.length, content.length, kind)
  return Buffer.concat([head, padded(Buffer.from(name)), padded(content)])
}

/** struct elf_prpsinfo (include/linux/elfcore.h). */
function info({ is64, little }: Width, pid: number, name: string, command: string): Buffer {
  const [pidAt, nameAt] = is64 ? [24, 40] : [12, 28]
  const bytes = Buffer.alloc(nameAt + 96)
  if (little) bytes.writeInt32LE(pid, pidAt)
  else bytes.writeInt32BE(pid, pidAt)
  bytes.write(name, nameAt)
  bytes.write(command, nameAt + 16)
  return bytes
}

const read = (width: Width, ...notes: readonly Buffer[]): CoreNotes =>
  readCoreNotes(Buffer.concat(notes), width.is64, width.little)

/** A list of two files. @param count how many it claims to hold */
const listOf = (width: Width, count = 2, names = '/bin/demo\0/lib/a.so\0'): Buffer =>
  Buffer.concat([words(width, count, 4096, 0x400000, 0x404000, 2, 0x500000, 0x501000, 0), Buffer.from(names)])
const DEMO = { start: 0x400000n, end: 0x404000n, offset: 0x2000n, name: '/bin/demo' }
const LIBRARY = { start: 0x500000n, end: 0x501000n, offset: 0n, name: '/lib/a.so' }

describe.each(WIDTHS)('the notes of a core file of %s', (_, width) => {
  it('have the process, its files and what the auxiliary vector reports', () => {
    const auxv = words(width, 6, 4096, 3, 0x400040, 33, 0x7fff0000, 0, 0, 6, 8192)
    const notes = read(
      width,
      note(width, PRPSINFO, info(width, 812, 'demo', './demo one ')),
      note(width, 0x12345, Buffer.from('of no matter'), 'LINUX\0'),
      note(width, AUXV, auxv),
      note(width, FILE, listOf(width))
    )
    expect(notes).toEqual({
      files: [DEMO, LIBRARY],
      meta: { pid: 812, name: 'demo', command: './demo one' },
      program: 0x400040n,
      pageSize: 4096,
      vdso: 0x7fff0000n
    })
  })

  it('may have none of them', () => {
    const nothing = { files: [], meta: {}, program: null, pageSize: null, vdso: null }
    expect(read(width)).toEqual(nothing)
    expect(read(width, note(width, 0x12345, Buffer.alloc(3)))).toEqual(nothing)
    // A structure of another length is another one.
    const short = info(width, 812, 'demo', './demo').subarray(0, -4)
    expect(read(width, note(width, PRPSINFO, short))).toEqual(nothing)
  })
})

describe('the process of a core file', () => {
  const meta = (pid: number, name: string, command: string) =>
    read(USUAL, note(USUAL, PRPSINFO, info(USUAL, pid, name, command))).meta

  it('has its whole name where the command line begins with what the kernel kept of it', () => {
    expect(meta(1, 'averylongprogra', '/opt/bin/averylongprogram --all').name).toBe('averylongprogram')
    expect(meta(1, 'averylongprogra', 'averylongprogra').name).toBe('averylongprogra')
    // It may call itself something else, or have been started by another name.
    expect(meta(1, 'averylongprogra', '/usr/bin/python3 averylongprogram').name).toBe('averylongprogra')
    expect(meta(1, 'demo', '/opt/bin/demonstration').name).toBe('demo')
    expect(meta(1, 'averylongprogra', '').name).toBe('averylongprogra')
  })

  it('has no number below zero', () => {
    expect(meta(-5, 'demo', 'demo').pid).toBe(0)
  })

  it('of several notes is that of the last', () => {
    const notes = [1, 2].map((pid) => note(USUAL, PRPSINFO, info(USUAL, pid, `demo${pid}`, '')))
    expect(read(USUAL, ...notes).meta).toEqual({ pid: 2, name: 'demo2', command: '' })
  })
})

describe('the list of files in a core file', () => {
  const filesOf = (list: Buffer) => read(USUAL, note(USUAL, FILE, list)).files

  it('ends where its bytes do', () => {
    expect(filesOf(listOf(USUAL, 2, '/bin/demo\0/lib/a'))).toEqual([DEMO, { ...LIBRARY, name: '/lib/a' }])
    expect(filesOf(listOf(USUAL, 2, '/bin/demo\0'))).toEqual([DEMO])
    expect(filesOf(listOf(USUAL, 1, '/bin/demo\0/lib/a.so\0'))).not.toHaveLength(2)
    for (const count of [3, 1_000_000, Number.MAX_SAFE_INTEGER]) expect(filesOf(listOf(USUAL, count, ''))).toEqual([])
    expect(filesOf(Buffer.alloc(0))).toEqual([])
    expect(filesOf(Buffer.alloc(15))).toEqual([])
    expect(filesOf(words(USUAL, 0, 4096))).toEqual([])
  })

  it('has names as they are, in UTF-8, also empty ones', () => {
    expect(filesOf(listOf(USUAL, 2, '/tmp/größe\0\0')).map(({ name }) => name)).toEqual(['/tmp/größe', ''])
  })

  it('has offsets in pages of the size that it states, without what goes beyond 64 bits', () => {
    const offset = (page: number, pages: bigint): bigint | undefined =>
      filesOf(Buffer.concat([words(USUAL, 1, page, 0, 0, pages), Buffer.from('a\0')]))[0]?.offset
    expect(offset(65_536, 3n)).toBe(0x30000n)
    expect(offset(1, 7n)).toBe(7n)
    expect(offset(4096, 0x10000000000001n)).toBe(4096n)
  })
})

describe('the auxiliary vector of a core file', () => {
  const pageSize = (size: number): number | null => read(USUAL, note(USUAL, AUXV, words(USUAL, 6, size))).pageSize

  it('has the size of a page where it is one', () => {
    expect([4096, 16_384, 65_536].map(pageSize)).toEqual([4096, 16_384, 65_536])
    for (const size of [0, 2048, 4095, 4097, 12_288]) expect(pageSize(size)).toBeNull()
  })

  it('ends with a number of 0, or with its last whole pair', () => {
    const vdso = (...values: readonly number[]) => read(USUAL, note(USUAL, AUXV, words(USUAL, ...values))).vdso
    expect(vdso(33, 0x1000)).toBe(0x1000n)
    expect(vdso(0, 0, 33, 0x1000)).toBeNull()
    expect(vdso(3, 1, 33)).toBeNull()
  })
})

describe('what is damaged ends the notes', () => {
  const first = note(USUAL, AUXV, words(USUAL, 33, 0x1000))
  const second = note(USUAL, AUXV, words(USUAL, 33, 0x2000))

  it('where a note is longer than what is left', () => {
    expect(read(USUAL, first, second).vdso).toBe(0x2000n)
    expect(read(USUAL, first, second.subarray(0, -1)).vdso).toBe(0x1000n)
    expect(read(USUAL, first, second.subarray(0, 11)).vdso).toBe(0x1000n)
    const long = Buffer.from(second)
    long.writeUInt32LE(0xffffffff, 4)
    expect(read(USUAL, first, long, second).vdso).toBe(0x1000n)
  })

  it('but for lengths that are no multiple of four: the next note begins at one', () => {
    for (const length of [1, 2, 3, 4, 5])
      expect(read(USUAL, note(USUAL, 1, Buffer.alloc(length), 'ABCDEFG'.slice(0, length)), second).vdso).toBe(0x2000n)
  })
})
