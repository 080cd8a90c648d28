import { expect, test } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { mixedCapture } from '#test/support/mixed-capture.ts'
import { compareCaptures } from '../compare/compare-captures.ts'
import { comparedCapture } from '../compare/compared-capture.ts'
import { metricSums } from '../memory/metric-sums.ts'
import { WHOLE, type TreemapNode } from './treemap-node.ts'
import { treemapPieces } from './treemap-pieces.ts'
import { changeTree, treemapTree } from './treemap-tree.ts'

/** The mixed mapping, and a file. */
const TEXT =
  '7f0000000000-7f0000100000 rw-p 00000000 00:00 0 \nSize: 1024 kB\nRss: 400 kB\nPss: 200 kB\n' +
  '7f0000200000-7f0000201000 r--p 00000000 08:01 7 /lib/a.so\nSize: 4 kB\nRss: 4 kB\nPss: 4 kB\n'

const leaves = (node: TreemapNode): TreemapNode[] =>
  node.children.length === 0 ? [node] : node.children.flatMap(leaves)
const shown = (metric: 'size' | 'rss' | 'pss') =>
  leaves(treemapTree(mixedCapture(TEXT), metric)!).map(({ id, category, row, part, valueKb }) => [
    id,
    category,
    row,
    part,
    valueKb
  ])

test('a mapping that holds several things is drawn in parts, each in its own category', () => {
  expect(shown('rss')).toEqual([
    ['m:7f0000200000', 'image', 1, null, 4],
    ['m:7f0000000000.1', 'heap', 0, 1, 100],
    ['m:7f0000000000.0', 'runtime', 0, 0, 300]
  ])
})

test('its size is divided by addresses, other metrics as resident memory is', () => {
  const ofMixed = (metric: 'size' | 'pss') =>
    shown(metric).flatMap(([, , row, part, kb]) => (row === 0 ? [[part, kb]] : []))
  expect(ofMixed('size')).toEqual([
    [1, 768],
    [0, 256]
  ])
  expect(ofMixed('pss')).toEqual([
    [1, 50],
    [0, 150]
  ])
})

test('parts add up to the mappings, and can be opened by category and by name', () => {
  const capture = mixedCapture(TEXT)
  expect(treemapTree(capture, 'rss')!.valueKb).toBe(404)
  expect(treemapTree(capture, 'rss', { ...WHOLE, category: 'runtime' })!.valueKb).toBe(300)
  const group = treemapPieces(capture, 'rss', metricSums(capture, 'rss')!).groups.find(
    ({ category }) => category === 'heap'
  )!
  const inside = treemapTree(capture, 'rss', { ...WHOLE, ...group })!
  expect(leaves(inside)).toMatchObject([{ id: 'm:7f0000000000.1', valueKb: 100, row: 0 }])
})

test('a change is that of the mapping as a whole: in which part it was is not known', () => {
  const before = captureOfText(
    '7f0000000000-7f0000100000 rw-p 00000000 00:00 0 \nSize: 1024 kB\nRss: 300 kB\nPss: 200 kB\n'
  )
  const compared = comparedCapture(compareCaptures(before, mixedCapture(TEXT)))
  expect(leaves(changeTree(compared, 'rss')!).map(({ id, part, deltaKb }) => [id, part, deltaKb])).toEqual(
    expect.arrayContaining([['m:7f0000000000', null, 100]])
  )
})
