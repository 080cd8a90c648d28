import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '../memory/capture.ts'
import { compareCaptures } from './compare-captures.ts'

/** `/f 8 r--p +4 #7` is 8 kB of /f from its 4th kB on, of inode 7. Rows follow one another, from `base` on. */
function captureAt(base: number, rows: readonly string[], more: Partial<Capture> = {}): Capture {
  let at = base
  const lines = rows.map((row) => {
    const [name = '', words = ''] = row.split(/ (?=\d+ [-rwx]{3}[ps])/)
    const [size, perms, ...rest] = words.split(' ')
    const offset = Number(rest.find((word) => word.startsWith('+')) ?? 0) * 1024
    const backing = rest.find((word) => word.startsWith('#'))?.slice(1)
    const from = at
    at += Number(size) * 1024
    const object = name.startsWith('/') ? `08:01 ${backing ?? 5}` : `00:00 ${backing ?? 0}`
    const own = name === 'none' ? '' : name
    return `${from.toString(16)}-${at.toString(16)} ${perms} ${offset.toString(16).padStart(8, '0')} ${object} ${own}\n`
  })
  return captureOfText(lines.join(''), more)
}

/** Two runs at other addresses. What happened to which rows, in order; rows that are the same in all are left out. */
function runs(before: readonly string[], after: readonly string[], more: Partial<Capture> = {}): string[] {
  const comparison = compareCaptures(captureAt(0x10000000, before, more), captureAt(0x70000000, after, more))
  expect(comparison.isOneRun).toBe(false)
  return comparison.changes.map(
    ({ kind, before: a, after: b, hasOtherProtection }) =>
      `${kind} ${a.join('+')}→${b.join('+')}${hasOtherProtection ? ' protection' : ''}`
  )
}

describe('of two runs of a program', () => {
  it('mappings with the same offset, permissions and size are the same, in any order', () => {
    expect(runs(['/f 4 r--p', '/f 8 r--p'], ['/f 8 r--p', '/f 4 r--p'])).toEqual([])
    expect(runs(['/f 4 r--p', '/f 4 r-xp'], ['/f 4 r-xp', '/f 4 r--p'])).toEqual([])
  })

  it('the offset in the file counts more than the size, and both more than the permissions', () => {
    expect(runs(['/f 4 r--p', '/f 8 r--p +4'], ['/f 8 r--p', '/f 4 r--p +4'])).toEqual(['grew 0→0', 'shrank 1→1'])
    expect(runs(['/f 4 r--p', '/f 8 rw-p +4'], ['/f 4 rw-p', '/f 8 r--p +4'])).toEqual([
      'same 0→0 protection',
      'same 1→1 protection'
    ])
  })

  it('permissions identify a piece of a file where its offset differs', () => {
    expect(runs(['/f 4 r--p', '/f 8 rw-p +4'], ['/f 8 rw-p +16', '/f 8 r--p +32'])).toEqual(['grew 0→1'])
    expect(runs(['/f 4 r--p'], ['/f 4 rw-p +16'])).toEqual(['vanished 0→', 'appeared →0'])
  })

  it('a file is known by its name, whatever its folder and its inode, also once it is deleted', () => {
    expect(runs(['/usr/lib/f 4 r--p #5'], ['/opt/f (deleted) 4 r--p #6'])).toEqual([])
    expect(runs(['/usr/lib/f 4 r--p'], ['…/lib/f 4 r--p'])).toEqual([])
    expect(runs(['/usr/lib/f 4 r--p'], ['/usr/lib/g 4 r--p'])).toEqual(['vanished 0→', 'appeared →0'])
    expect(runs(['a/f 4 r--p'], ['b/f 4 r--p'])).toEqual(['vanished 0→', 'appeared →0'])
  })

  it('the stack of a thread is known whatever the number of the thread', () => {
    expect(runs(['[stack:12] 8 rw-p'], ['[stack:345] 8 rw-p'])).toEqual([])
    expect(runs(['[stack:12] 8 rw-p'], ['[stack:x] 8 rw-p'])).toEqual(['vanished 0→', 'appeared →0'])
    expect(runs(['x[stack:12] 8 rw-p'], ['x[stack:13] 8 rw-p'])).toEqual(['vanished 0→', 'appeared →0'])
    expect(runs(['[stack:12]x 8 rw-p'], ['[stack:13]x 8 rw-p'])).toEqual(['vanished 0→', 'appeared →0'])
  })

  it('nameless memory belongs to the file before it, by its distance', () => {
    const before = ['/f 4 r--p', 'none 8 rw-p', 'none 16 rw-p', '/g 4 r--p', 'none 32 rw-p']
    const after = ['/g 4 r--p', 'none 64 rw-p', '/f 4 r--p', 'none 12 rw-p', 'none 20 rw-p']
    expect(runs(before, after)).toEqual(['grew 4→1', 'grew 1→3', 'grew 2→4'])
  })

  it('elsewhere, nameless memory is the same only with the same size and permissions', () => {
    expect(runs(['/f 4 r--p', 'none 8 rw-p'], ['/g 4 r--p', 'none 8 rw-p'])).toEqual(['vanished 0→', 'appeared →0'])
    expect(runs(['/f 4 r--p', 'none 8 rw-p'], ['/g 4 r--p', 'none 12 rw-p'])).toHaveLength(4)
    expect(runs(['/f 4 r--p', 'none 8 rw-p'], ['/g 4 r--p', 'none 8 r--p'])).toHaveLength(4)
    // A named mapping does not become a nameless one.
    expect(runs(['/f 4 r--p'], ['none 4 r--p'])).toHaveLength(2)
  })

  it('of more like mappings than there were, the later ones are new', () => {
    expect(runs(['/f 4 r--p', '/f 4 r--p'], ['/f 4 r--p', '/f 4 r--p', '/f 4 r--p'])).toEqual(['appeared →2'])
    const nine = Array<string>(9).fill('/f 4 r--p')
    expect(runs(nine, nine)).toEqual([])
    expect(runs(['/f 4 r--p', '/f 4 r--p', '/f 4 r--p'], ['/f 4 r--p', '/f 4 r--p'])).toEqual(['vanished 2→'])
  })

  it('permissions that a source does not report are no difference', () => {
    const absent = { absent: ['perms'] as const }
    expect(runs(['/f 4 r--p', '/f 8 r--p'], ['/f 8 rwxp', '/f 4 r-xp'], absent)).toEqual([])
    expect(runs(['/f 4 r--p'], ['/f 4 rwxp'])).toEqual(['same 0→0 protection'])
  })
})

/** One run of one process: rows by their addresses. */
const at = (start: number, kb: number, what: string, rss = 0): string =>
  `${(start * 0x1000).toString(16)}-${(start * 0x1000 + kb * 1024).toString(16)} ${what}\nRss: ${rss} kB\n`
const FILE = 'r--p 00000000 08:01'

describe('of one run', () => {
  it('changes come in the order of the later capture, and what vanished comes behind the mapping before it', () => {
    const before = captureOfText(
      at(1, 4, `${FILE} 1 /gone0`) +
        at(16, 4, `${FILE} 2 /x`, 4) +
        at(32, 4, `${FILE} 3 /gone2`) +
        at(34, 4, `${FILE} 4 /gone3`) +
        at(64, 64, 'rw-p 00000000 00:00 0 [heap]') +
        at(256, 4, `${FILE} 5 /same`) +
        at(258, 4, `${FILE} 6 /last`) +
        at(260, 4, `${FILE} 7 /gone7`)
    )
    const after = captureOfText(
      at(16, 4, `${FILE} 2 /x`) +
        at(64, 128, 'rw-p 00000000 00:00 0 [heap]') +
        at(128, 4, `${FILE} 8 /new`, 4) +
        at(256, 4, `${FILE} 5 /same`) +
        at(258, 4, `${FILE} 6 /last`, 1)
    )
    const { changes, unchanged, counts, isOneRun } = compareCaptures(before, after)
    expect(isOneRun).toBe(true)
    expect(
      changes.map(({ kind, before: a, after: b, row, deltaKb }) => [kind, [...a], [...b], row, deltaKb.rss])
    ).toEqual([
      ['vanished', [0], [], -1, 0],
      ['same', [1], [0], 0, -4],
      ['vanished', [2], [], 0, 0],
      ['vanished', [3], [], 0, 0],
      ['grew', [4], [1], 1, 0],
      ['appeared', [], [2], 2, 4],
      ['same', [6], [4], 4, 1],
      ['vanished', [7], [], 4, 0]
    ])
    expect([...unchanged]).toEqual([3])
    expect(counts).toEqual({ same: 3, appeared: 1, vanished: 4, grew: 1, shrank: 0, split: 0, merged: 0 })
  })

  it('what vanished beside a mapping that only moved its start comes behind it', () => {
    const heap = 'rw-p 00000000 00:00 0 [heap]'
    const before = captureOfText(at(16, 16, heap) + at(32, 4, `${FILE} 1 /gone`) + at(48, 4, `${FILE} 2 /x`))
    const after = captureOfText(at(12, 32, heap) + at(48, 4, `${FILE} 2 /x`))
    expect(compareCaptures(before, after).changes.map(({ kind, row }) => [kind, row])).toEqual([
      ['grew', 0],
      ['vanished', 0]
    ])
  })

  it('resident memory is another one only where its amount is', () => {
    const capture = (rss: number, pss: number): Capture =>
      captureOfText(`${at(16, 16, `${FILE} 1 /x`, rss)}Pss: ${pss} kB\n`)
    const of = (before: Capture, after: Capture): unknown =>
      compareCaptures(before, after).changes.map(({ kind, hasOtherResident, hasOtherProtection }) => [
        kind,
        hasOtherResident,
        hasOtherProtection
      ])
    expect(of(capture(4, 4), capture(4, 2))).toEqual([['same', false, false]])
    expect(of(capture(4, 4), capture(8, 4))).toEqual([['same', true, false]])
    expect(of(capture(4, 4), capture(4, 4))).toEqual([])
  })

  const moved = (inode: number, name: string): string => at(64, 8, `r--s 00000000 08:01 ${inode} ${name}`)
  const elsewhere = (inode: number, name: string): string => at(96, 8, `r--s 00000000 08:01 ${inode} ${name}`)
  const steady = at(16, 4, `${FILE} 2 /x`) + at(18, 4, `${FILE} 3 /y`)
  const kinds = (name: string, process: Partial<Capture>, after: Partial<Capture> = process): string[] =>
    compareCaptures(
      captureOfText(steady + moved(7, name), process),
      captureOfText(steady + elsewhere(8, name), after)
    ).changes.map(({ kind }) => kind)
  const OTHER = ['vanished', 'appeared']

  it('another inode is another object where the name does not identify it, or in the same process', () => {
    const one = { process: { pid: 1, startTime: 5 } }
    expect(kinds('/data/x', one)).toEqual(OTHER)
    expect(kinds('/data/x', one, { process: { pid: 2, startTime: 5 } })).toEqual([])
    expect(kinds('/data/x', one, { process: { pid: 1, startTime: 6 } })).toEqual([])
    expect(kinds('/data/x', { process: { pid: 1, startTime: 0 } })).toEqual([])
    for (const name of ['/dev/zero', '/memfd:x', '/SYSV00000001', '/data/x (deleted)', 'anon_inode:[x]']) {
      expect(kinds(name, one, { process: { pid: 2, startTime: 5 } })).toEqual(OTHER)
    }
    for (const name of ['/data/dev/zero', 'x anon_inode:[x]', '/data/x (deleted) x']) {
      expect(kinds(name, one, { process: { pid: 2, startTime: 5 } })).toEqual([])
    }
  })

  it('a source without inodes or devices proves nothing about another object', () => {
    const one = { process: { pid: 1, startTime: 5 } }
    expect(kinds('/data/x', { ...one, absent: ['offset'] })).toEqual(OTHER)
    for (const absent of ['inode', 'device'] as const) {
      expect(kinds('/data/x', { ...one, absent: [absent] }, one)).toEqual([])
      expect(kinds('/data/x', one, { ...one, absent: [absent] })).toEqual([])
      expect(kinds('/data/x', one, { ...one, absent: ['offset', absent] })).toEqual([])
    }
  })
})
