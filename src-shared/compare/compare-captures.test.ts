import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { compareCaptures } from './compare-captures.ts'
import type { Comparison } from './comparison.ts'
import { growthOf } from './growth.ts'

const smaps = readFileSync(new URL('../../test/support/captures/sleep.smaps', import.meta.url), 'utf8')
const block = (range: string, perms: string, rest: string, rss: number): string =>
  `${range} ${perms} ${rest}\nRss: ${rss} kB\n`
/** What happened to each mapping, in order; nothing for those in which nothing did. */
const kinds = ({ changes }: Comparison): string[] =>
  changes.map(({ kind, hasOtherProtection }) => kind + (hasOtherProtection ? ' protection' : ''))
const compare = (before: string, after: string): Comparison =>
  compareCaptures(captureOfText(before), captureOfText(after))

const LIB = block('7f0000000000-7f0000010000', 'r-xp', '00000000 08:01 5 /lib/x.so', 64)
const HEAP = block('10000-30000', 'rw-p', '00000000 00:00 0 [heap]', 8)
const ANON = block('7f0000100000-7f0000140000', 'rw-p', '00000000 00:00 0 ', 256)

it('finds nothing changed in equal captures', () => {
  const same = compare(smaps, smaps)
  expect(same.isOneRun).toBe(true)
  expect(kinds(same)).toEqual([])
  expect(same.counts.same).toBe(same.after.table.rowCount)
  expect([...same.unchanged]).toEqual(Array.from({ length: same.counts.same }, (_, row) => row))
  expect(growthOf(same).groups).toEqual([])
})

it('pairs another run of a program in spite of other addresses', () => {
  const moved = smaps.replace(/^([0-9a-f]{12})-([0-9a-f]{12}) /gm, (_, from: string, to: string) => {
    const by = 0x1234000n
    return `${(BigInt(`0x${from}`) - by).toString(16)}-${(BigInt(`0x${to}`) - by).toString(16)} `
  })
  expect(moved).not.toBe(smaps)
  const runs = compare(smaps, moved)
  expect(runs.isOneRun).toBe(false)
  expect(kinds(runs)).toEqual([])
  expect(runs.counts.same).toBe(runs.after.table.rowCount)
})

it('recognises growth, a split by a changed protection, and a merge back', () => {
  const halves =
    block('7f0000100000-7f0000120000', 'r--p', '00000000 00:00 0 ', 128) +
    block('7f0000120000-7f0000140000', 'rw-p', '00000000 00:00 0 ', 128)
  const bigger = block('10000-50000', 'rw-p', '00000000 00:00 0 [heap]', 80)
  const there = compare(HEAP + LIB + ANON, bigger + LIB + halves)
  expect(kinds(there)).toEqual(['grew', 'split protection'])
  expect(there.changes[0]?.deltaKb).toMatchObject({ size: 128, rss: 72, pss: null })
  expect(there.changes[1]?.deltaKb.size).toBe(0)
  expect(growthOf(there).groups[0]).toMatchObject({ label: expect.stringContaining('heap') as string, deltaKb: 72 })
  const back = compare(bigger + LIB + halves, HEAP + LIB + ANON)
  expect(kinds(back)).toEqual(['shrank', 'merged protection'])
})

it('does not compare what one of the sources does not report', () => {
  const maps = captureOfText(smaps.replaceAll(/^[A-Z].*\n/gm, ''))
  const text = smaps.replaceAll(/^[A-Z].*\n/gm, '').replaceAll(/^(\S+) ..../gm, '$1 r--p')
  const withoutPerms = captureOfText(text, { absent: ['perms'] })
  expect(kinds(compareCaptures(maps, withoutPerms))).toEqual([])
  expect(kinds(compareCaptures(withoutPerms, maps))).toEqual([])
  // The addresses are made up; that they are equal proves nothing.
  const withoutAddresses = captureOfText(text, { absent: ['address'] })
  expect(compareCaptures(withoutAddresses, withoutAddresses)).toMatchObject({ isOneRun: false, changes: [] })
})

it('does not take another file at the same address for the same mapping', () => {
  const other = LIB.replace('/lib/x.so', '/lib/y.so')
  expect(kinds(compare(HEAP + LIB + ANON, HEAP + other + ANON)).sort()).toEqual(['appeared', 'vanished'])
})

it('reports what appeared and vanished, and that only the permissions changed', () => {
  expect(kinds(compare(HEAP + LIB, HEAP + LIB + ANON))).toEqual(['appeared'])
  expect(kinds(compare(HEAP + LIB + ANON, HEAP + ANON))).toEqual(['vanished'])
  expect(kinds(compare(HEAP + LIB, HEAP + LIB.replace('r-xp', 'r--p')))).toEqual(['same protection'])
})

it('knows no resident change where one side is maps only', () => {
  const maps = smaps
    .split('\n')
    .filter((line) => /^[0-9a-f]+-/.test(line))
    .join('\n')
  const mixed = compare(maps, smaps)
  expect(mixed.totalDeltaKb.rss).toBeNull()
  expect(mixed.changes.every(({ hasOtherResident }) => hasOtherResident === null)).toBe(true)
  expect(growthOf(mixed).metric).toBe('size')
})

it('compares very many mappings in bounded time', () => {
  const many = (by: number): string =>
    Array.from(
      { length: 65_530 },
      (_, i) =>
        `${(0x10000000 + i * 0x2000 + by).toString(16)}-${(0x10001000 + i * 0x2000 + by).toString(16)} rw-p 00000000 00:00 0 `
    ).join('\n')
  expect(compare(many(0), many(0)).counts.same).toBe(65_530)
  const moved = compare(many(0), many(0x1000))
  expect(moved.changes.length + moved.unchanged.length).toBe(65_530)
})

it('names the largest single growth and the largest shrinkage, and nets neither against the other', () => {
  const stack = block('7f0000300000-7f0000400000', 'rw-p', '00000000 00:00 0 [stack]', 200)
  const gone = block('7f0000200000-7f0000240000', 'rw-p', '00000000 00:00 0 ', 100_000)
  const grown = ANON.replace('Rss: 256', 'Rss: 65792')
  const growth = growthOf(compare(HEAP + LIB + ANON + gone + stack, HEAP + LIB + grown + stack.replace('200', '552')))
  expect(growth.totalKb).toBe(65_536 - 100_000 + 352)
  expect(growth.grewMost).toMatchObject({ deltaKb: 65_536, group: { category: 'anonymous', grownKb: 65_536 } })
  expect(growth.shrankMost).toMatchObject({ deltaKb: -100_000, group: { category: 'anonymous', shrunkKb: 100_000 } })
})

it('keeps a mapping the same when it grows downwards, beside others of other permissions', () => {
  const arena = (split: string, rss: number): string =>
    block(`7f0000000000-${split}`, 'rw-p', '00000000 00:00 0 ', rss) +
    block(`${split}-7f0004000000`, '---p', '00000000 00:00 0 ', 0)
  const leak = (from: string, rss: number): string => block(`${from}-7f0008000000`, 'rw-p', '00000000 00:00 0 ', rss)
  const before = HEAP + LIB + arena('7f0000021000', 132) + leak('7f0007000000', 4096)
  const grown = compare(before, HEAP + LIB + arena('7f0000041000', 260) + leak('7f0006000000', 8192))
  expect(kinds(grown)).toEqual(['grew', 'shrank', 'grew'])
  expect(grown.changes.map(({ deltaKb }) => deltaKb.rss)).toEqual([128, 0, 4096])
})

it('takes a new shared object at overlapping addresses for another one', () => {
  const zero = (range: string, perms: string, inode: number): string =>
    block(range, perms, `00000000 00:01 ${inode} /dev/zero (deleted)`, 8)
  const before = HEAP + LIB + zero('7f0000000000-7f0000002000', 'r-xs', 77)
  const made = compare(before, HEAP + LIB + zero('7f0000000000-7f0000004000', 'r--s', 78))
  expect(kinds(made).sort()).toEqual(['appeared', 'vanished'])
  const same = compare(before, HEAP + LIB + zero('7f0000000000-7f0000004000', 'r-xs', 77))
  expect(kinds(same)).toEqual(['grew'])
})

it('knows a file that was deleted and memory that was given a name', () => {
  const named = ANON.replace(/0 \n/, '0 [anon: kept]\n')
  expect(named).not.toBe(ANON)
  const deleted = LIB.replace('/lib/x.so', '/lib/x.so (deleted)')
  expect(kinds(compare(HEAP + LIB + ANON, HEAP + deleted + named))).toEqual([])
})

it('mirrors when the sides are swapped', () => {
  const halves =
    ANON.replace('7f0000140000', '7f0000120000') + block('7f0000130000-7f0000140000', 'rw-p', '00000000 00:00 0 ', 4)
  const [one, other] = [HEAP + LIB + ANON, HEAP.replace('30000', '50000') + halves]
  const [there, back] = [compare(one, other), compare(other, one)]
  const { same, appeared, vanished, grew, shrank, split, merged } = there.counts
  expect(appeared + vanished).toBeGreaterThan(0)
  expect(back.counts).toEqual({
    same,
    appeared: vanished,
    vanished: appeared,
    grew: shrank,
    shrank: grew,
    split: merged,
    merged: split
  })
  expect(there.totalDeltaKb.rss).toBe(-(back.totalDeltaKb.rss ?? NaN))
})

it('holds a mapping that was split into very many', () => {
  const range = (from: number, to: number): string => `${from.toString(16)}-${to.toString(16)}`
  const whole = `${range(0x10000000, 0x10000000 + 200_000 * 0x1000)} rw-p 00000000 00:00 0 `
  const parts = Array.from({ length: 200_000 }, (_, i) => {
    const from = 0x10000000 + i * 0x1000
    return `${range(from, from + 0x1000)} r${i % 2 === 0 ? 'w' : '-'}-p 00000000 00:00 0 `
  })
  expect(kinds(compare(whole, parts.join('\n')))).toEqual(['split protection'])
})
