import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { madeTar, type MadeTarEntry } from '#test/support/made-archives.ts'
import { MAPS, notesOf, open, proc, rowsOf } from '#test/support/opened-archives.ts'
import { tarTree } from './tar-tree.ts'

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

    it('whose lists are damaged are listed as left out', () => {
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

  it('one of /proc itself is empty, and a note states why', () => {
    expect(notesOf(madeTar([{ path: 'proc/1/maps' }]))).toEqual([
      expect.stringContaining('tar can not copy /proc itself')
    ])
  })

  it('one that was cut off or damaged gives what is complete', () => {
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

  /** A tar of two processes, of which the header of the first one is changed; its checksum is made anew. */
  const changed = (
    change: (header: Buffer) => void,
    first: MadeTarEntry = { path: 'proc/1/maps', content: MAPS }
  ): Buffer => {
    const tar = madeTar([first, { path: 'proc/3/maps', content: MAPS }])
    const header = tar.subarray(0, 512)
    change(header)
    header.write('        ', 148)
    header.write(
      `${header
        .reduce((total, byte) => total + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148
    )
    return tar
  }
  const pids = (bytes: Uint8Array): number[] => rowsOf(bytes).map(([pid]) => pid)

  it('a size may be written as the number itself', () => {
    const bytes = changed((header) => {
      header.fill(0, 124, 136)
      header[124] = 0x80
      header.writeUInt32BE(MAPS.length, 132)
    })
    expect(rowsOf(bytes)).toEqual([
      [1, 1],
      [3, 1]
    ])
    const beyond = changed((header) => {
      header.fill(0, 124, 136)
      header[124] = 0x80
      header.writeUInt32BE(1, 128)
    })
    expect(notesOf(beyond)).toEqual(['proc/1/maps was cut off'])
  })

  it('the front of a path is in a field of its own, but not in older archives', () => {
    expect(pids(changed((header) => header.write('a/proc/2', 345), { path: 'maps', content: MAPS }))).toEqual([2, 3])
    const old = changed((header) => {
      header.write('a/9', 345)
      header.fill(0, 257, 265)
    })
    expect(open(old).moments.map(({ note }) => note)).toEqual([''])
    expect(pids(old)).toEqual([1, 3])
  })

  it('pax sets the size of the next file only', () => {
    const size = MAPS.length.toString()
    const bytes = madeTar([
      { path: 'PaxHeaders/x', kind: 'x', content: paxOf(`size=${size}`) },
      { path: 'proc/1/maps', content: MAPS },
      { path: 'proc/2/maps', content: MAPS.repeat(2) }
    ])
    expect(rowsOf(bytes)).toEqual([
      [1, 1],
      [2, 2]
    ])
  })

  it('a link to a long name leads to its content', () => {
    const path = `${'deep/'.repeat(30)}proc/1/maps`
    for (const header of [
      { path: '././@LongLink', kind: 'K', content: `${path}\0 rest` },
      { path: 'PaxHeaders/x', kind: 'x', content: paxOf(`linkpath=${path}`) }
    ]) {
      const bytes = madeTar([
        { path: '././@LongLink', kind: 'L', content: `${path}\0` },
        { path: 'short', content: MAPS },
        header,
        { path: 'proc/2/maps', kind: '1', link: 'nowhere' },
        { path: 'proc/4/maps', kind: '1', link: 'nowhere' }
      ])
      expect(pids(bytes)).toEqual([1, 2])
    }
  })

  it('damaged records of pax end the reading of these, not of the archive', () => {
    for (const record of ['no number', '3 x=1\n', '999 path=proc/9/maps\n', '12', '-5 a=b\n']) {
      const header = { path: 'PaxHeaders/x', kind: 'x', content: `${paxOf('a=b')}${record}` }
      expect(pids(madeTar([header, { path: 'proc/1/maps', content: MAPS }])), record).toEqual([1])
    }
  })

  it('what is no tar is refused', () => {
    const whole = madeTar([{ path: 'proc/1/maps', content: MAPS }])
    expect(tarTree.detect(whole, 'x')).toBe(0.99)
    expect(tarTree.detect(whole.subarray(0, 511), 'x')).toBe(0)
    whole.write('X', 0)
    expect(tarTree.detect(whole, 'x')).toBe(0)
    expect(() => tarTree.read(whole, 'x', nodeFormatContext)).toThrow('it is no tar')
  })

  it('is not taken for /proc itself where one of its files has a content', () => {
    const note = expect.stringContaining('can not copy /proc itself') as string
    expect(notesOf(madeTar([{ path: 'proc/1/maps' }, { path: 'proc/2/smaps' }]))).toEqual([note])
    expect(notesOf(madeTar([{ path: 'proc/1/maps' }, { path: 'proc/2/maps', content: MAPS }]))).toEqual([])
  })
})
