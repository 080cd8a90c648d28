import { readFileSync } from 'node:fs'
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { pageFormatContext } from '../../../src-renderer/workers/page-inflate.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { madeTar, madeZip, type MadeZipEntry } from '#test/support/made-archives.ts'
import { FailureError } from '../../contract/failure.ts'
import type { FormatContext, ImportedProcess } from '../importer.ts'
import { openBytes } from '../index.ts'

const MAPS = '00001000-00002000 r--p 00000000 00:00 0 \n'
const proc = (pid: number, more: Partial<MadeZipEntry> = {}): MadeZipEntry => ({
  path: `proc/${pid}/maps`,
  content: MAPS.repeat(pid),
  ...more
})
const open = (bytes: Uint8Array, context: FormatContext = nodeFormatContext) => openBytes(bytes, 'x', context)
const rowsOf = (bytes: Uint8Array, context?: FormatContext): [pid: number, rows: number][] =>
  (open(bytes, context).moments[0]?.processes ?? []).map((one) => [one.process.pid, one.capture().table.rowCount])
const notesOf = (bytes: Uint8Array): string[] => open(bytes).notes.map(({ detail }) => detail)
/** What comes of looking at each process: its rows, or why there are none. */
const looked = (processes: readonly ImportedProcess[] = []): (number | string)[] =>
  processes.map((process) => {
    try {
      return process.capture().table.rowCount
    } catch (error) {
      return error instanceof FailureError ? error.message : 'a bug'
    }
  })

describe('zip', () => {
  it.each([
    ['stored', { isStored: true }],
    ['zip64', { isZip64: true }],
    ['streamed, with sizes behind the data', { isStreamed: true }],
    ['streamed and stored', { isStreamed: true, isStored: true }]
  ])('%s', (_, how) => {
    for (const hasZip64End of [false, true]) {
      const bytes = madeZip([proc(1, how), proc(2, how)], hasZip64End)
      expect(rowsOf(bytes)).toEqual([
        [1, 1],
        [2, 2]
      ])
      expect(notesOf(bytes)).toEqual([])
    }
  })

  it('more than 65,535 entries, with and without zip64', () => {
    const many = Array.from({ length: 66_000 }, (_, index) => proc(index + 1, { content: MAPS, isStored: true }))
    for (const hasZip64End of [false, true]) {
      expect(open(madeZip(many, hasZip64End)).moments[0]?.processes).toHaveLength(66_000)
    }
  })

  it('an encrypted entry is said to be so, and the others open', () => {
    const bytes = madeZip([proc(1), proc(2, { isEncrypted: true })])
    expect(looked(open(bytes).moments[0]?.processes)).toEqual([1, 'proc/2/maps: it is encrypted'])
  })

  it('of entries of one name the last one counts', () => {
    const bytes = madeZip([proc(3, { content: MAPS }), proc(3)])
    expect(rowsOf(bytes)).toEqual([[3, 3]])
    expect(notesOf(bytes)).toEqual(['proc/3/maps: it is there more than once; the last one is shown'])
  })

  it('entries that share their data count each, once', () => {
    const big = MAPS.repeat(1000)
    const bytes = madeZip([
      proc(1, { content: big }),
      ...[2, 3, 4].map((pid) => proc(pid, { content: big, sharesWith: 0 }))
    ])
    const opened = open(bytes, { ...nodeFormatContext, limit: big.length * 3 })
    const { processes } = opened.moments[0] ?? {}
    const expected = [1000, 1000, 1000, expect.stringMatching(/^proc\/4\/maps: .*unpacks to more than/)]
    expect(looked(processes)).toEqual(expected)
    // Looked at again, they are still there.
    expect(looked(processes)).toEqual(expected)
  })

  it('without its directory it gives what is whole', () => {
    const whole = madeZip([proc(1), proc(2), proc(3)])
    const cut = whole.subarray(0, whole.indexOf('PK\x01\x02') - 10)
    expect(looked(open(cut).moments[0]?.processes)).toEqual([1, 2, 'proc/3/maps: the archive was cut off'])
    expect(notesOf(cut)).toEqual(['its directory is missing, it was cut off; what is whole is shown'])
    expect(() => open(whole.subarray(0, 25))).toThrow('cut off')
  })

  it('names an archive inside', () => {
    expect(() => open(madeZip([{ path: 'in/host.tar.xz', content: 'x' }]))).toThrow('in/host.tar.xz: unpack that first')
  })

  it('copies of a process are moments', () => {
    const bytes = madeZip([1, 2, 3].map((time) => ({ path: `t${time}/7/maps`, content: MAPS.repeat(time) })))
    const { moments } = open(bytes)
    expect(moments.map(({ note, processes }) => [note, processes[0]?.capture().table.rowCount])).toEqual([
      ['t1', 1],
      ['t2', 2],
      ['t3', 3]
    ])
  })
})

describe('tar', () => {
  const long = `${'very-long-folder/'.repeat(10)}proc/2/maps`
  const paxOf = (...records: readonly string[]): string =>
    records.map((record) => `${record.length + (record.length < 96 ? 4 : 5)} ${record}\n`).join('')

  it('names that do not fit, by GNU and by pax', () => {
    for (const header of [
      { path: '././@LongLink', kind: 'L', content: `${long}\0` },
      { path: 'PaxHeaders/x', kind: 'x', content: paxOf('mtime=1.5', `path=${long}`) }
    ]) {
      const bytes = madeTar([header, { path: long, content: MAPS.repeat(2) }, { path: 'proc/1/maps', content: MAPS }])
      const found = open(bytes).moments[0]?.processes.map((one) => one.process.pid)
      expect(found).toEqual([1, 2])
    }
  })

  it('hard links have the content of what they link to', () => {
    const bytes = madeTar([
      { path: 'proc/1/maps', content: MAPS },
      { path: 'proc/2/maps', kind: '1', link: 'proc/1/maps' },
      { path: 'proc/3/maps', kind: '2', link: '/etc/passwd' },
      { path: 'proc/4/maps', kind: '1', link: 'proc/nowhere' }
    ])
    expect(rowsOf(bytes)).toEqual([
      [1, 1],
      [2, 1]
    ])
  })

  describe('sparse files', () => {
    const [begin, end] = [MAPS.repeat(2), MAPS]
    const hole = 1024
    const size = begin.length + hole + end.length
    const parts = [0, begin.length, begin.length + hole, end.length]
    const stored = begin + end
    const pax = (...records: readonly string[]) => ({ path: 'PaxHeaders/x', kind: 'x', content: paxOf(...records) })
    const octal = (value: number): string => `${value.toString(8).padStart(11, '0')}\0`

    /** GNU's old way, with a block of more parts behind the header. */
    function gnu(): Buffer {
      const empty = [...Array(3)].map(() => [0, 0]).flat()
      const list = [...empty, 0, 0, ...parts]
      const more = Buffer.alloc(512)
      list.slice(8).forEach((value, at) => more.write(octal(value), at * 12))
      const tar = madeTar([
        { path: 'proc/2/maps', kind: 'S', content: stored },
        { path: 'proc/3/maps', content: MAPS }
      ])
      list.slice(0, 8).forEach((value, at) => tar.write(octal(value), 386 + at * 12))
      tar[482] = 1
      tar.write(octal(size), 483)
      tar.write('        ', 148)
      const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0)
      tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
      return Buffer.concat([tar.subarray(0, 512), more, tar.subarray(512)])
    }

    it.each([
      ['GNU', gnu()],
      [
        'pax 0.0',
        madeTar([
          pax(
            `GNU.sparse.size=${size}`,
            'GNU.sparse.numblocks=2',
            ...parts.map((part, at) => `GNU.sparse.${at % 2 === 0 ? 'offset' : 'numbytes'}=${part}`)
          ),
          { path: 'proc/2/maps', content: stored },
          { path: 'proc/3/maps', content: MAPS }
        ])
      ],
      [
        'pax 0.1',
        madeTar([
          pax(`GNU.sparse.size=${size}`, `GNU.sparse.map=${parts.join()}`, 'GNU.sparse.name=proc/2/maps'),
          { path: 'GNUSparseFile.1/maps', content: stored },
          { path: 'proc/3/maps', content: MAPS }
        ])
      ],
      [
        'pax 1.0',
        madeTar([
          pax('GNU.sparse.major=1', 'GNU.sparse.minor=0', 'GNU.sparse.name=proc/2/maps', `GNU.sparse.realsize=${size}`),
          { path: 'GNUSparseFile.1/maps', content: `2\n${parts.join('\n')}\n`.padEnd(512, '\0') + stored },
          { path: 'proc/3/maps', content: MAPS }
        ])
      ]
    ])('%s', (_, bytes) => {
      expect(notesOf(bytes)).toEqual([])
      // The zeros of the hole begin the line that comes after it.
      expect(rowsOf(bytes).map(([pid]) => pid)).toEqual([2, 3])
      expect(open(bytes).moments[0]?.processes[0]?.capture().table.rowCount).toBeGreaterThanOrEqual(2)
    })

    it('whose lists are damaged are said to be left out', () => {
      const bytes = madeTar([
        { path: 'proc/1/maps', content: MAPS },
        { path: 'proc/2/maps', kind: 'S', content: MAPS },
        pax('GNU.sparse.major=1'),
        { path: 'proc/3/maps', content: MAPS },
        pax(`GNU.sparse.size=${1e15}`, `GNU.sparse.map=0,1,${1e14},99`),
        { path: 'proc/4/maps', content: MAPS }
      ])
      expect(rowsOf(bytes)).toEqual([[1, 1]])
      expect(notesOf(bytes)).toEqual([2, 3, 4].map((pid) => expect.stringMatching(`proc/${pid}/maps: .*damaged`)))
    })
  })

  it('one of /proc itself is empty, and it is said why', () => {
    expect(notesOf(madeTar([{ path: 'proc/1/maps' }]))).toEqual([
      expect.stringContaining('tar can not copy /proc itself')
    ])
  })

  it('one that was cut off or damaged gives what is whole', () => {
    const whole = madeTar([proc(1), proc(2)].map(({ path, content }) => ({ path, content })))
    expect(rowsOf(whole.subarray(0, 1024 + 512 + 60))).toEqual([
      [1, 1],
      [2, 1]
    ])
    expect(notesOf(whole.subarray(0, 1024 + 512 + 60)).join()).toContain('proc/2/maps was cut off')
    whole.fill(0x41, 1024, 1100)
    expect(rowsOf(whole)).toEqual([[1, 1]])
    expect(notesOf(whole)).toEqual(['the archive is damaged from byte 1024 on'])
  })
})

describe.each([
  ['Node', nodeFormatContext],
  ['a page', pageFormatContext]
])('gzip in %s', (_, context) => {
  const tar = madeTar([{ path: 'proc/5/maps', content: MAPS.repeat(5) }])

  it('of a tar, also in several members', () => {
    expect(rowsOf(gzipSync(tar), context)).toEqual([[5, 5]])
    const members = Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))])
    expect(rowsOf(members, context)).toEqual([[5, 5]])
  })

  it('of any text', () => {
    expect(rowsOf(gzipSync(MAPS), context)).toEqual([[0, 1]])
  })

  it('gives what could be unpacked of one that was cut off', () => {
    const text = Array.from({ length: 5000 }, (_unused, row) =>
      MAPS.replaceAll('0000', (row + 4096).toString(16))
    ).join('')
    const packed = gzipSync(text)
    const opened = open(packed.subarray(0, packed.length / 2), context)
    const rows = opened.moments[0]?.processes[0]?.capture().table.rowCount ?? 0
    expect(rows).toBeGreaterThan(1000)
    expect(rows).toBeLessThan(5000)
    expect(opened.notes[0]?.detail).toContain('damaged or cut off')
    expect(() => open(packed.subarray(0, 10), context)).toThrow('damaged or cut off')
  })

  it('never unpacks more than the limit', () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000))
    expect(() => open(bomb, { ...context, limit: 1_000_000 })).toThrow(/1000000 bytes/)
  })
})

it.each([
  ['fd377a585a0000', 'xz'],
  ['04224d1800', 'lz4'],
  ['425a683931', 'bzip2'],
  ['377abcaf271c', '7z'],
  ['50455246494c4532', 'perf script'],
  ['89504e470d0a1a0a', 'picture'],
  ['4d444d50', 'minidump']
])('says how to unpack what begins with %s', (start, tool) => {
  expect(() => open(Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(100, 7)]))).toThrow(tool)
})

describe('a directory of a crash', () => {
  const status = 'Name:\tw\nPid:\t42\nVmRSS:\t 5 kB\n'

  it.each([
    ['ABRT', { maps: MAPS, pid: '42', cmdline: './w one', executable: '/tmp/w', proc_pid_status: status }],
    ['apport-unpack', { ProcMaps: MAPS, ProcStatus: status, ProcCmdline: './w one', CoreDump: 'x' }]
  ])('of %s is a process', (_, files) => {
    const entries = Object.entries(files).map(([name, content]) => ({ path: `ccpp-1/${name}`, content }))
    const [process] = open(madeTar(entries)).moments[0]?.processes ?? []
    expect(process).toMatchObject({ name: 'w', command: './w one', process: { pid: 42 }, numbers: { VmRSS: 5 } })
    expect(process?.capture().table.rowCount).toBe(1)
  })
})

describe('an archive of other texts', () => {
  const hsErr = readFileSync(new URL('../../../test/fixtures/captures/jvm.hs-err.txt', import.meta.url), 'latin1')
  const pmap = '7:   x\n0000000000400000      8K rw---   [ anon ]\n total 8K\n'

  it('opens each of them as a moment', () => {
    const zip = madeZip([
      { path: 'report/readme.txt', content: 'nothing' },
      { path: 'report/hs_err_pid42.log', content: hsErr },
      { path: 'report/pmap.txt', content: pmap }
    ])
    const tar = madeTar([
      { path: 'report/hs_err_pid42.log', content: hsErr },
      { path: 'report/pmap.txt', content: pmap }
    ])
    for (const bytes of [zip, tar, gzipSync(tar)]) {
      expect(open(bytes).moments.map(({ note, processes }) => [note, processes[0]?.name])).toEqual([
        ['report/hs_err_pid42.log', 'java'],
        ['report/pmap.txt', 'x']
      ])
    }
  })

  it('and the archives in it, each as what it would be alone', () => {
    const machine = (host: string): Uint8Array =>
      gzipSync(
        madeTar([
          { path: `${host}/etc/hostname`, content: `${host}\n` },
          { path: `${host}/proc/7/maps`, content: MAPS }
        ])
      )
    const bundle = [
      { path: 'in/one.tar.gz', content: Buffer.from(machine('one')).toString('latin1') },
      { path: 'in/two.zip', content: madeZip([proc(3)]).toString('latin1') },
      { path: 'in/pmap.txt.gz', content: gzipSync(pmap).toString('latin1') },
      { path: 'in/readme.txt', content: 'nothing' }
    ]
    for (const bytes of [madeZip(bundle), madeTar(bundle), zstdCompressSync(madeTar(bundle))]) {
      const { moments, notes } = open(bytes)
      expect(moments.map(({ note, processes }) => [note, processes[0]?.process.pid])).toEqual([
        ['in/one.tar.gz', 7],
        ['in/two.zip', 3],
        ['in/pmap.txt.gz', 7]
      ])
      expect(notes).toEqual([])
    }
    expect(open(madeZip(bundle.slice(0, 1))).source).toMatchObject({ format: 'zip', host: 'one' })
  })

  it('but no archive in an archive in it', () => {
    const inner = madeZip([{ path: 'inner.zip', content: madeZip([proc(3)]).toString('latin1') }]).toString('latin1')
    expect(() => open(madeZip([{ path: 'middle.zip', content: inner }]))).toThrow('middle.zip: unpack that first')
  })

  it('says of an archive in it which it can not unpack how to do that', () => {
    const xz = Buffer.from('fd377a585a0000', 'hex').toString('latin1')
    const { notes } = open(
      madeZip([
        { path: 'a.tar.xz', content: xz },
        { path: 'pmap.txt', content: pmap }
      ])
    )
    expect(notes.map(({ detail }) => detail)).toEqual([expect.stringContaining('a.tar.xz: it is packed with xz')])
  })

  it('which all together may not unpack to more than the limit', () => {
    const big = gzipSync(Buffer.from(MAPS.repeat(20_000))).toString('latin1')
    const bundle = madeZip([1, 2, 3].map((at) => ({ path: `${at}.maps.gz`, content: big })))
    const limit = MAPS.length * 20_000 * 2.5
    const { moments, notes } = open(bundle, { ...nodeFormatContext, limit })
    expect(moments).toHaveLength(2)
    expect(notes.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^3.maps.gz: .*unpacks to more than/)])
  })
})

describe('zstd', () => {
  const tar = madeTar([{ path: 'proc/7/maps', content: MAPS.repeat(30_000) }])
  const streamed = (bytes: Uint8Array): Buffer =>
    zstdCompressSync(bytes, { params: { [constants.ZSTD_c_contentSizeFlag]: 0 } })

  it.each([
    ['with its size', zstdCompressSync(tar)],
    ['without', streamed(tar)],
    ['with a checksum', zstdCompressSync(tar, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })],
    ['in several frames', Buffer.concat([zstdCompressSync(tar.subarray(0, 1000)), streamed(tar.subarray(1000))])],
    [
      'with frames to be passed over',
      Buffer.concat([
        Buffer.from('502a4d1804000000aabbccdd', 'hex'),
        zstdCompressSync(tar),
        Buffer.from('5f2a4d1800000000', 'hex')
      ])
    ]
  ])('%s', (_, bytes) => {
    const context = { ...nodeFormatContext, limit: tar.length * 2 }
    expect(rowsOf(bytes, context)).toEqual([[7, 30_000]])
    expect(open(bytes, context).notes).toEqual([])
  })

  it('cut off: what is whole is shown', () => {
    const { notes, moments } = open(zstdCompressSync(tar).subarray(0, -20))
    expect(notes[0]?.detail).toContain('damaged or cut off')
    expect(moments[0]?.processes).toHaveLength(1)
  })

  it('a text, and an entry of a zip', () => {
    expect(open(zstdCompressSync(Buffer.from(MAPS))).source.format).toBe('maps-text')
    const zip = madeZip([
      { path: 'proc/7/maps', content: zstdCompressSync(Buffer.from(MAPS)).toString('latin1'), isStored: true }
    ])
    for (const magic of ['PK\x03\x04', 'PK\x01\x02']) {
      const at = zip.indexOf(magic, 0, 'latin1')
      zip.writeUInt16LE(93, at + (magic === 'PK\x03\x04' ? 8 : 10))
    }
    expect(rowsOf(zip)).toEqual([[7, 1]])
  })

  it('a core file, of which the memory is not unpacked', () => {
    const head = readFileSync(new URL('../../../test/fixtures/captures/waiting.core-head', import.meta.url))
    const core = Buffer.concat([head, Buffer.alloc(80 * 1024 * 1024)])
    for (const bytes of [streamed(core), zstdCompressSync(core)]) {
      const { source, moments, notes } = open(bytes, { ...nodeFormatContext, limit: 70 * 1024 * 1024 })
      expect(source.format).toBe('elf-core')
      expect(moments[0]?.processes[0]?.capture().table.rowCount).toBe(25)
      expect(notes).toHaveLength(1)
    }
  })

  it('of very many frames takes no longer for each of them', () => {
    const frames = Buffer.concat(Array.from({ length: 50_000 }, () => streamed(Buffer.from('\n'))))
    expect(open(Buffer.concat([frames, zstdCompressSync(Buffer.from(MAPS))])).source.format).toBe('maps-text')
  })

  it('that would not fit is refused, with and without its size', () => {
    const zeros = Buffer.alloc(10_000_000)
    for (const bomb of [zstdCompressSync(zeros), streamed(zeros)]) {
      expect(() => open(bomb, { ...nodeFormatContext, limit: 1_000_000 })).toThrow(/1000000 bytes/)
    }
  })

  it.each([
    ['a made-up size', '28b52ffd e0 ffffffffffffff00 010000'],
    ['a made-up window', '28b52ffd 00 a8 010000'],
    ['nothing behind its header', '28b52ffd 04 58'],
    ['no header', '28b52ffd']
  ])('of %s is given no memory', (_, digits) => {
    expect(() => open(Buffer.from(digits.replaceAll(' ', ''), 'hex'))).toThrow(FailureError)
  })
})

it('a snapshot whose manifest is damaged still shows its processes', () => {
  const entries = [
    { path: 'manifest.json', content: '{}' },
    { path: 'm1/7/maps', content: MAPS }
  ]
  for (const damaged of [madeZip(entries), madeZip([{ ...entries[0]!, isEncrypted: true }, entries[1]!])]) {
    expect(rowsOf(damaged)).toEqual([[7, 1]])
  }
})
