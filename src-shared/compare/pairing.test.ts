import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '../memory/capture.ts'
import { mappingEnd, mappingStart } from '../memory/mapping-table.ts'
import { followMappings } from './follow-mappings.ts'
import { joinPairs } from './join-pairs.ts'
import { mappedObjects } from './mapped-object.ts'
import type { Pair } from './pair-by-identity.ts'
import { looksLikeOneRun, pairByOverlap, type MappedRows } from './pair-by-overlap.ts'
import { pairUntouched } from './pair-untouched.ts'

const PAGE = 0x1000
/** Some pages below 4 GiB, where the upper half of an address changes. */
const FIRST_PAGE = 0xffff8
const NAMES = ['08:01 5 /lib/x.so', '08:01 6 /lib/x.so', '00:00 0 ', '00:00 0 [heap]']

/** Mappings without overlap, on few pages, so that two such lists have much in common. */
const mappings = fc
  .array(
    fc.record({
      gap: fc.nat(2),
      pages: fc.integer({ min: 1, max: 3 }),
      perms: fc.constantFrom('r--p', 'rw-p'),
      name: fc.constantFrom(...NAMES)
    }),
    { maxLength: 12 }
  )
  .map((pieces) => {
    let at = FIRST_PAGE
    return pieces.map(({ gap, pages, perms, name }) => {
      const start = (at += gap)
      at += pages
      return `${(start * PAGE).toString(16)}-${(at * PAGE).toString(16)} ${perms} 00000000 ${name}`
    })
  })
/** In address order, or in any other, as a torn reading may have them. */
const captures = mappings.chain((lines) =>
  fc
    .oneof(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))
    .map((all) => captureOfText(all.join('\n')))
)

const rowsOf = ({ table }: Capture): number[] => Array.from({ length: table.rowCount }, (_, row) => row)
const mapped = ({ table }: Capture): MappedRows => ({ table, objects: mappedObjects(table, true), perms: table.perms })
const objectOf = ({ table, objects }: MappedRows, row: number): string => objects[table.backing[row]!]!
const sharedBytes = (a: Capture, rowA: number, b: Capture, rowB: number): number =>
  Math.min(mappingEnd(a.table, rowA), mappingEnd(b.table, rowB)) -
  Math.max(mappingStart(a.table, rowA), mappingStart(b.table, rowB))
const inOrder = (pairs: readonly Pair[]): Pair[] => pairs.toSorted((x, y) => x[0] - y[0] || x[1] - y[1])

describe('pairs by overlap', () => {
  it('are all that share addresses and object; of other permissions only where one has no partner with the same', () => {
    fc.assert(
      fc.property(captures, captures, (a, b) => {
        const [before, after] = [mapped(a), mapped(b)]
        const touching = rowsOf(a).flatMap((rowA) =>
          rowsOf(b)
            .filter((rowB) => sharedBytes(a, rowA, b, rowB) > 0 && objectOf(before, rowA) === objectOf(after, rowB))
            .map((rowB): Pair => [rowA, rowB])
        )
        const isAlike = ([rowA, rowB]: Pair): boolean => a.table.perms[rowA] === b.table.perms[rowB]
        const alike = touching.filter(isAlike)
        const expected = touching.filter(
          (pair) =>
            isAlike(pair) || !(alike.some(([row]) => row === pair[0]) && alike.some(([, row]) => row === pair[1]))
        )
        expect(inOrder(pairByOverlap(before, after, rowsOf(a), rowsOf(b)))).toEqual(inOrder(expected))
      })
    )
  })

  it('come in the order of the rows, where permissions have changed too', () => {
    const a = captureOfText('1000-2000 r--p 00000000 00:00 0 \n3000-4000 r--p 00000000 00:00 0 ')
    const b = captureOfText('1000-2000 rw-p 00000000 00:00 0 \n3000-4000 r--p 00000000 00:00 0 ')
    expect(pairByOverlap(mapped(a), mapped(b), [0, 1], [0, 1])).toEqual([
      [0, 0],
      [1, 1]
    ])
    expect(pairByOverlap(mapped(a), mapped(b), [1], [0, 1])).toEqual([[1, 1]])
  })
})

describe('one run', () => {
  const at = (...starts: readonly number[]) =>
    captureOfText(starts.map((start) => `${start}000-${start}800 r--p 00000000 00:00 0 `).join('\n')).table

  it('is where half of the mappings of the smaller one are in the other one, too', () => {
    expect(looksLikeOneRun(at(1, 2), at(2, 3))).toBe(true)
    expect(looksLikeOneRun(at(1, 2, 3), at(3, 4, 5))).toBe(false)
    expect(looksLikeOneRun(at(1, 2, 3, 4, 5, 6), at(1, 8))).toBe(true)
    expect(looksLikeOneRun(at(1, 8), at(1, 2, 3, 4, 5, 6))).toBe(true)
    expect(looksLikeOneRun(at(1, 8, 9), at(1, 2, 3, 4, 5, 6))).toBe(false)
    expect(looksLikeOneRun(at(1), at(2))).toBe(false)
    expect(looksLikeOneRun(at(), at(2))).toBe(true)
  })
})

describe('mappings that were not touched', () => {
  it('have the same addresses, permissions and file; each is one of the other side', () => {
    fc.assert(
      fc.property(mappings, mappings, (linesA, linesB) => {
        const [a, b] = [captureOfText(linesA.join('\n')).table, captureOfText(linesB.join('\n')).table]
        const { partnerOfA, isPaired } = pairUntouched(a, b)
        expect([...partnerOfA]).toEqual(linesA.map((line) => linesB.indexOf(line)))
        expect([...isPaired]).toEqual(linesB.map((line) => Number(linesA.includes(line))))
      })
    )
  })

  it.each([
    ['7f0000001000-7f0000002000 r--p 00000000 08:01 5 /x', true],
    ['7e0000001000-7f0000002000 r--p 00000000 08:01 5 /x', false],
    ['7f0000000000-7f0000002000 r--p 00000000 08:01 5 /x', false],
    ['7f0000001000-7f0000003000 r--p 00000000 08:01 5 /x', false],
    ['7f0000001000-7f0100002000 r--p 00000000 08:01 5 /x', false],
    ['7f0000001000-7f0000002000 r--s 00000000 08:01 5 /x', false],
    ['7f0000001000-7f0000002000 r--p 00000000 09:01 5 /x', false],
    ['7f0000001000-7f0000002000 r--p 00000000 08:02 5 /x', false],
    ['7f0000001000-7f0000002000 r--p 00000000 08:01 6 /x', false],
    ['7f0000001000-7f0000002000 r--p 00000000 08:01 5 /y', false]
  ])('%s', (line, isSame) => {
    const before = captureOfText('7f0000001000-7f0000002000 r--p 00000000 08:01 5 /x').table
    expect(pairUntouched(before, captureOfText(line).table).partnerOfA[0]).toBe(isSame ? 0 : -1)
    expect(pairUntouched(captureOfText(line).table, before).partnerOfA[0]).toBe(isSame ? 0 : -1)
  })

  it('are paired once where a torn reading has them twice', () => {
    const line = '1000-2000 r--p 00000000 00:00 0 '
    const [one, two] = [captureOfText(line).table, captureOfText(`${line}\n${line}`).table]
    expect(pairUntouched(two, one)).toEqual({ partnerOfA: Int32Array.of(0, -1), isPaired: Uint8Array.of(1) })
  })
})

it('what is split or merged is joined to one set for all rows that share a partner', () => {
  const pairs = fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 25 })
  fc.assert(
    fc.property(pairs, (all) => {
      const joined = joinPairs(all)
      for (const set of joined) {
        expect(new Set(set.before).size).toBe(set.before.length)
        expect(new Set(set.after).size).toBe(set.after.length)
      }
      const setsOf = (row: number, side: 'before' | 'after') => joined.filter((set) => set[side].includes(row))
      for (const [rowA, rowB] of all) {
        expect(setsOf(rowA, 'before')).toHaveLength(1)
        expect(setsOf(rowA, 'before')).toEqual(setsOf(rowB, 'after'))
      }
      // No set is larger than it must be: each is held together by its pairs.
      for (const { before, after } of joined) {
        const inside = all.filter(([rowA]) => before.includes(rowA))
        const reached = new Set([before[0]])
        for (let round = 0; round <= inside.length; round++) {
          for (const [rowA, rowB] of inside) {
            if (inside.some((pair) => pair[1] === rowB && reached.has(pair[0]))) reached.add(rowA)
          }
        }
        expect(reached.size).toBe(before.length)
        expect(new Set(inside.map(([, rowB]) => rowB)).size).toBe(after.length)
      }
    })
  )
})

it('a mapping is followed to the one of the same object and permissions that it shares most addresses with', () => {
  fc.assert(
    fc.property(captures, captures, fc.array(fc.nat(30)), (a, b, pages) => {
      const starts = new Set(pages.map((page) => (page + FIRST_PAGE) * PAGE))
      const [before, after] = [mapped(a), mapped(b)]
      const expected = rowsOf(a)
        .filter((row) => starts.has(mappingStart(a.table, row)))
        .flatMap((rowA): [number, number][] => {
          const [found] = rowsOf(b)
            .filter((rowB) => objectOf(before, rowA) === objectOf(after, rowB))
            .filter((rowB) => a.table.perms[rowA] === b.table.perms[rowB] && sharedBytes(a, rowA, b, rowB) > 0)
            .sort((x, y) => sharedBytes(a, rowA, b, y) - sharedBytes(a, rowA, b, x) || x - y)
            .map((rowB) => mappingStart(b.table, rowB))
          return found === undefined ? [] : [[mappingStart(a.table, rowA), found]]
        })
      const shared = (from: number, to: number | undefined): number => {
        const [rowA, rowB] = [
          rowsOf(a).find((row) => mappingStart(a.table, row) === from),
          rowsOf(b).find((row) => mappingStart(b.table, row) === to)
        ]
        return rowA === undefined || rowB === undefined ? 0 : sharedBytes(a, rowA, b, rowB)
      }
      const followed = followMappings(a, b, starts)
      expect([...followed.keys()].sort()).toEqual(expected.map(([from]) => from).sort())
      for (const [from, to] of expected) expect(shared(from, followed.get(from))).toBe(shared(from, to))
    })
  )
})

it('of two that share as much with it, the one with the lower address is the same mapping', () => {
  const [whole, halves] = [
    captureOfText('1000-5000 rw-p 00000000 00:00 0 '),
    captureOfText('4000-5000 rw-p 00000000 00:00 0 \n1000-2000 rw-p 00000000 00:00 0 ')
  ]
  expect([...followMappings(whole, halves, new Set([0x1000]))]).toEqual([[0x1000, 0x1000]])
})

describe('what is mapped', () => {
  const objects = (line: string, hasInodes = true): string => {
    const { table } = captureOfText(`1000-2000 r--p 00000000 ${line}`)
    return mappedObjects(table, hasInodes)[table.backing[0]!]!
  }

  it('is a file by device, inode and name, also once it is deleted', () => {
    const file = objects('08:01 5 /x')
    expect(objects('08:01 5 /x (deleted)')).toBe(file)
    for (const other of ['09:01 5 /x', '08:02 5 /x', '08:01 6 /x', '08:01 5 /y']) expect(objects(other)).not.toBe(file)
    expect(objects('00:01 0 /x')).not.toBe(objects('00:00 0 /x'))
    expect(objects('01:00 0 /x')).not.toBe(objects('00:00 0 /x'))
    expect(objects('00:00 1 /x')).not.toBe(objects('00:00 0 /x'))
  })

  it('is the name alone where the source has no inodes, and nothing for memory that was given a name', () => {
    expect(objects('08:01 5 /x (deleted)', false)).toBe('/x')
    expect(objects('00:00 0 [anon: pool]')).toBe('')
    expect(objects('00:00 0 [anon: pool] (deleted)x')).not.toBe('')
    expect(objects('00:00 0 x[anon: pool]')).not.toBe('')
    expect(objects('00:00 0 [heap]')).toBe('[heap]')
    expect(objects('00:00 0 ')).toBe('')
  })
})
