import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { expect, test } from 'vitest'
import type { Category } from '#shared/memory/category.ts'
import { leaf, parent, WHOLE, type TreemapNode } from '#shared/layout/treemap-node.ts'
import { chartLook } from './chart-look.ts'
import './echarts-setup.ts'
import { tooltipElement } from './tooltip-element.ts'
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

function drawn(text: (id: string) => string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 800, height: 400 })
  try {
    chart.setOption(treemapOption({ tree, look, isAnimated: false, text, tooltip: () => '' }))
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

test('each mapping is drawn in the colour of its category with its text', () => {
  const svg = drawn((id) => `<${id}>`)
  expect(svg).toContain('fill="rgb(16, 32, 48)"')
  expect(svg).toContain('fill="rgb(200, 210, 220)"')
  expect(svg).toContain('&lt;m:1000&gt;')
  expect(svg).toContain('&lt;c:file&gt;')
  expect(svg).toContain('&lt;o:file&gt;')
})

test('text on a rectangle is black or white, whichever can be read', () => {
  expect(look.categories.heap.ink).toBe('#ffffff')
  expect(look.categories.file.ink).toBe('#000000')
})

test('a tooltip shows names as text, whatever they contain', () => {
  const element = tooltipElement({ title: '<img src=x>', subtitle: '', rows: [['RSS', '<b>']] })
  expect(element.querySelector('img, b')).toBeNull()
  expect(element.textContent).toContain('<img src=x>')
})
