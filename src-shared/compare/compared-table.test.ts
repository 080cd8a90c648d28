import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '../memory/capture.ts'
import type { Classification } from '../memory/category.ts'
import { exactFieldValue, fieldValue, flagsText, permsText, deviceText, mappingName } from '../memory/mapping-table.ts'
import { textAt } from '../memory/text-list.ts'
import { u64BigInt } from '../memory/u64-column.ts'
import { CHANGE_KINDS, SAME_PERMS } from '../memory/row-changes.ts'
import { compareCaptures } from './compare-captures.ts'
import { comparedCapture } from './compared-capture.ts'
import { mergedLabels, steadyLabels } from './merged-labels.ts'

const block = (head: string, ...lines: readonly string[]): string => [head, ...lines, ''].join('\n')
const GONE = block('1000-3000 r-xp 00002000 103:02 8589934597 /gone', 'Rss: 8 kB', 'VmFlags: rd ex ', 'Name: [lost]')
const BEFORE =
  GONE +
  block('10000-12000 r--p 00000000 08:01 5 /lib', 'Rss: 4 kB', 'Swap: 1 kB', 'VmFlags: rd ') +
  block('20000-22000 rw-p 00000000 00:00 0 [heap]', 'Rss: 4 kB', 'Swap: 0 kB') +
  block('30000-34000 rw-p 00000000 00:00 0 ', 'Rss: 4 kB', 'Swap: 0 kB')
const AFTER =
  block('10000-12000 rw-p 00000000 08:01 5 /lib', 'Rss: 4 kB', 'Swap: 9007199254740993 kB', 'VmFlags: rd wr ') +
  block('20000-24000 rw-p 00000000 00:00 0 [heap]', 'Rss: 8 kB', 'Name: [mine]') +
  block('30000-32000 rw-p 00000000 00:00 0 ', 'Rss: 4 kB', 'Swap: 2 kB') +
  block('32000-34000 r--p 00000000 00:00 0 ', 'Rss: 0 kB', 'Swap: 0 kB')

it('has what vanished with its addresses, name and file, without size, and nothing that would be known of it now', () => {
  const { table } = comparedCapture(compareCaptures(captureOfText(BEFORE), captureOfText(AFTER)))
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  expect(rows.map((row) => mappingName(table, row))).toEqual(['/gone', '/lib', '[heap]', '', ''])
  expect(rows.map((row) => [u64BigInt(table.start, row), u64BigInt(table.end, row)])).toEqual([
    [0x1000n, 0x1000n],
    [0x10000n, 0x12000n],
    [0x20000n, 0x24000n],
    [0x30000n, 0x32000n],
    [0x32000n, 0x34000n]
  ])
  expect(rows.map((row) => permsText(table.perms[row]!))).toEqual(['r-xp', 'rw-p', 'rw-p', 'rw-p', 'r--p'])
  expect(u64BigInt(table.offset, 0)).toBe(0x2000n)
  expect(rows.slice(0, 3).map((row) => deviceText(table.backings, table.backing[row]!))).toEqual([
    '103:02',
    '08:01',
    '00:00'
  ])
  expect(rows.slice(0, 3).map((row) => u64BigInt(table.backings.inode, table.backing[row]!))).toEqual([
    8589934597n,
    5n,
    0n
  ])
  const field = (name: string) => table.fields.find((each) => each.name === name)!
  expect(rows.map((row) => fieldValue(table, field('Rss'), row))).toEqual([undefined, 4, 8, 4, 0])
  expect(rows.map((row) => exactFieldValue(table, field('Swap'), row))).toEqual([
    undefined,
    9007199254740993n,
    undefined,
    2n,
    0n
  ])
  expect(rows.map((row) => flagsText(table, row))).toEqual([undefined, 'rd wr', undefined, undefined, undefined])
  const [texts] = table.texts
  expect(rows.map((row) => textAt(texts!.texts, texts!.id[row]!))).toEqual(['', '', '[mine]', '', ''])
})

it('reports for each row what happened, what it was allowed before, and by how much it differs', () => {
  const { changes } = comparedCapture(compareCaptures(captureOfText(BEFORE), captureOfText(AFTER))).table
  expect(Array.from(changes!.kind, (kind) => CHANGE_KINDS[kind])).toEqual([
    'vanished',
    'same',
    'grew',
    'split',
    'split'
  ])
  expect([...changes!.isChanged]).toEqual([1, 1, 1, 1, 1])
  // The part that may do what all of it could is not marked.
  expect([...changes!.permsBefore]).toEqual([SAME_PERMS, 1, SAME_PERMS, SAME_PERMS, 3])
  expect([...changes!.deltaKb.rss!]).toEqual([-8, 0, 4, 0, 0])
  expect([...changes!.deltaKb.size!]).toEqual([-8, 0, 8, 0, 0])
  expect(changes!.deltaKb.pss).toBeNull()
})

it('has fields of one value, and none missing, where nothing vanished', () => {
  const capture = (rss: number): Capture =>
    captureOfText(
      block('10000-12000 r--p 00000000 08:01 5 /lib', `Rss: ${rss} kB`, 'Locked: 0 kB') +
        block('20000-22000 rw-p 00000000 00:00 0 [heap]', 'Rss: 4 kB', 'Locked: 0 kB')
    )
  const { table } = comparedCapture(compareCaptures(capture(1), capture(2)))
  expect(table.fields.map(({ name, missing, wide }) => [name, missing, wide])).toEqual([
    ['Rss', null, null],
    ['Locked', null, null]
  ])
  expect(table.fields.map((field) => fieldValue(table, field, 1))).toEqual([4, 0])
  expect(table.flags).toBeNull()
  expect([...table.changes!.isChanged]).toEqual([1, 0])
})

it('keeps each of several that vanished behind its own mapping', () => {
  const file = (page: number, name: string): string => `${page}000-${page}800 r--p 00000000 08:01 ${page} ${name}\n`
  const before = file(1, '/a') + file(2, '/b') + file(3, '/c') + file(4, '/d') + file(5, '/e') + file(6, '/f')
  const after = file(2, '/b') + file(4, '/d') + file(5, '/e')
  const { table } = comparedCapture(compareCaptures(captureOfText(before), captureOfText(after)))
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  expect(rows.map((row) => mappingName(table, row))).toEqual(['/a', '/b', '/c', '/d', '/e', '/f'])
})

/** Labels of rows, each `[category, group, evidence, purpose]`. */
function labelled(
  rows: readonly (readonly [number, string, string, string])[],
  depth: 'maps' | 'inside'
): Classification {
  const distinct = (texts: readonly string[]): string[] => [...new Set(texts)]
  const groups = distinct(rows.map(([, group]) => group))
  const evidences = distinct(rows.map(([, , evidence]) => evidence))
  const purposes = distinct(rows.map(([, , , purpose]) => purpose))
  return {
    category: Uint8Array.from(rows, ([category]) => category),
    confidence: new Uint8Array(rows.length).fill(1),
    evidence: Uint16Array.from(rows, ([, , evidence]) => evidences.indexOf(evidence)),
    evidences: evidences.map((key) => ({ key, values: {}, depth })),
    group: Uint32Array.from(rows, ([, group]) => groups.indexOf(group)),
    groups: groups.map((label) => ({ category: 'heap', label })),
    purpose: Uint32Array.from(rows, ([, , , purpose]) => purposes.indexOf(purpose)),
    purposes: purposes.map((key) => ({ key, values: {}, owner: '' })),
    part: Uint8Array.from(rows, ([category]) => category % 3),
    runtimes: [],
    isStored: false
  }
}
const shown = ({ category, confidence, group, groups, evidence, evidences, purpose, purposes, part }: Classification) =>
  Array.from(category, (each, row) => [
    each,
    confidence[row],
    groups[group[row]!]?.label,
    evidences[evidence[row]!]?.key,
    purposes[purpose[row]!]?.key,
    part[row]
  ])
const OLD = labelled(
  [
    [1, 'g1', 'e1', 'p1'],
    [2, 'g2', 'e2', 'p2'],
    [4, 'g1', 'e2', 'p2']
  ],
  'inside'
)
const NEW = labelled(
  [
    [3, 'g2', 'e1', 'p1'],
    [5, 'g3', 'e3', 'p3']
  ],
  'maps'
)

it('labels of rows of two captures are those that each row had', () => {
  const merged = mergedLabels(OLD, NEW, Int32Array.of(-1, 0, -2, -3, 1))
  expect(shown(merged)).toEqual([
    [1, 1, 'g1', 'e1', 'p1', 1],
    [3, 1, 'g2', 'e1', 'p1', 0],
    [2, 1, 'g2', 'e2', 'p2', 2],
    [4, 1, 'g1', 'e2', 'p2', 1],
    [5, 1, 'g3', 'e3', 'p3', 2]
  ])
  // A group of one name is one, and what no row takes along is left behind.
  expect(merged.groups.map(({ label }) => label)).toEqual(['g2', 'g3', 'g1'])
  expect([merged.evidences.length, merged.purposes.length]).toEqual([4, 4])
  expect(mergedLabels(OLD, NEW, Int32Array.of(0)).evidences).toHaveLength(2)
})

it('more evidences than the column counts share the last one', () => {
  const many = { ...NEW, evidences: Array.from({ length: 0xffff - 1 }, () => NEW.evidences[0]!) }
  const { evidence, evidences } = mergedLabels(OLD, many, Int32Array.of(-1, -2))
  expect(evidences).toHaveLength(0xffff)
  expect([...evidence]).toEqual([0xfffe, 0xfffe])
})

it('a label that was better founded before stays with its mapping', () => {
  expect(shown(steadyLabels(OLD, NEW, Int32Array.of(-1, 1, -1)))).toEqual([
    [3, 1, 'g2', 'e1', 'p1', 0],
    [2, 1, 'g2', 'e2', 'p2', 2]
  ])
  expect(shown(steadyLabels(OLD, NEW, Int32Array.of(0, -1, -1)))[0]).toEqual([1, 1, 'g1', 'e1', 'p1', 1])
  expect(steadyLabels(OLD, NEW, Int32Array.of(-1, -1, -1))).toBe(NEW)
  expect(steadyLabels(NEW, OLD, Int32Array.of(0, 1))).toBe(OLD)
})
