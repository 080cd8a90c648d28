import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { expect, test } from 'vitest'
import type { Category } from '#shared/memory/category.ts'
import { leaf, parent, WHOLE, type TreemapNode } from '#shared/layout/treemap-node.ts'
import { chartLook } from './chart-look.ts'
import './echarts-setup.ts'
import type { TileWords } from './tile-label.ts'
import { roomOfNode } from './tile-room.ts'
import { treemapOption } from './treemap-option.ts'

use([SVGRenderer])

const TOKENS: Readonly<Record<string, string>> = {
  '--surface': '#fff',
  '--category-heap': '#102030',
  '--category-file': 'rgb(200, 210, 220)'
}
const look = chartLook((name) => TOKENS[name] ?? '', 'sans-serif')

function mapping(id: string, category: Category, valueKb: number): TreemapNode {
  return leaf(id, 'mapping', category, id, 0, 1, valueKb, null, null)
}
function group(category: Category, children: readonly TreemapNode[]): TreemapNode {
  return parent(`c:${category}`, 'category', { ...WHOLE, category }, children, category)
}
const tree = parent(
  'all',
  'all',
  WHOLE,
  [
    group('heap', [mapping('m:1000', 'heap', 300)]),
    group('file', [mapping('m:2000', 'file', 100), leaf('o:file', 'other', 'file', null, -1, 9, 40, null, WHOLE)])
  ],
  null
)

function drawn(text: (id: string) => TileWords, width = 800, isHatched = false): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: 400 })
  try {
    const roomOf = (index: number) => roomOfNode(chart, index)
    chart.setOption(treemapOption({ tree, look, moveMs: 0, isHatched, text, roomOf }))
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
const words = (id: string): TileWords => ({ name: `<${id}>`, short: `<${id}>`, perms: '', amount: '9 KiB' })

test('each mapping is drawn in the colour of its category with its text', () => {
  const svg = drawn(words)
  expect(svg).toContain('fill="rgb(16, 32, 48)"')
  expect(svg).toContain('fill="rgb(200, 210, 220)"')
  expect(svg).toContain('&lt;m:1000&gt;  9 KiB')
  expect(svg).toContain('&lt;c:file&gt;')
  expect(svg).toContain('&lt;o:file&gt;')
})

test('what has no room has less text, and no part of an amount', () => {
  const svg = drawn(words, 120)
  expect(svg).not.toContain('&lt;o:file&gt;  9 KiB')
  for (const [, text = ''] of svg.matchAll(/<text[^>]*>([^<]*)/g)) expect(text).toMatch(/9 KiB|^&lt;|…$/)
})

test('text on a rectangle is black or white, whichever can be read', () => {
  expect(look.categories.heap.ink).toBe('#ffffff')
  expect(look.categories.file.ink).toBe('#000000')
})

test('tiles are hatched when it is asked for, and each category in its own way', () => {
  const patterns = (svg: string): number => new Set(Array.from(svg.matchAll(/<pattern [^>]*>/g), ([text]) => text)).size
  expect(patterns(drawn(words))).toBe(0)
  expect(patterns(drawn(words, 800, true))).toBeGreaterThanOrEqual(2)
})

test('what changed has the colour of its direction, whatever its category', () => {
  const tokens: Readonly<Record<string, string>> = { '--change-grew': '#a00000', '--change-shrank': '#0000a0' }
  const own = chartLook((name) => tokens[name] ?? TOKENS[name] ?? '', 'sans-serif')
  const changed = [5, -5, 0].map((deltaKb, at) => ({ ...mapping(`m:${at}`, 'heap', 100), deltaKb }))
  const coloured = parent('all', 'all', WHOLE, changed, null)
  const { series } = treemapOption({
    tree: coloured,
    look: own,
    moveMs: 0,
    isHatched: true,
    text: words,
    roomOf: () => null
  })
  const [{ data = [] } = {}] = [series ?? []].flat() as {
    data?: { itemStyle?: { color?: string; decal?: unknown } }[]
  }[]
  const { grew, shrank, same } = own.changes
  expect(data.map(({ itemStyle }) => itemStyle?.color)).toEqual([grew.fill, shrank.fill, same.fill])
  expect(new Set(data.map(({ itemStyle }) => itemStyle?.color)).size).toBe(3)
  expect(data.map(({ itemStyle }) => itemStyle?.decal)).toEqual([undefined, undefined, undefined])
})
