import { expect, test } from 'vitest'
import { leaf, parent, WHOLE } from '#shared/layout/treemap-node.ts'
import { nodeIndexOf, walk } from '#shared/layout/node-walk.ts'
import { nodesOfMappings } from './nodes-of-mappings.ts'

const small = leaf('m:1', 'mapping', 'image', '/lib/a', 0, 1, 10, null, null)
const large = leaf('m:2', 'mapping', 'image', '/lib/a', 1, 1, 20, null, null)
const rest = leaf('o:image:/lib/a', 'other', 'image', '/lib/a', -1, 8, 500, null, WHOLE)
const group = parent(
  'g:image:/lib/a',
  'group',
  { category: 'image', label: '/lib/a', skip: 0, range: null },
  [small, large, rest],
  'image'
)
const image = parent('c:image', 'category', { category: 'image', label: null, skip: 0, range: null }, [group], 'image')
const tree = parent('all', 'all', WHOLE, [image], null)
const nodeIndex = nodeIndexOf(tree)

test('arrows walk from large to small, in and out, and stop at the ends', () => {
  const way = ['in', 'in', 'in', 'next', 'next', 'next', 'previous', 'first', 'out', 'out', 'out'] as const
  let at: string | null = null
  const visited = way.map((step) => (at = walk(tree, nodeIndex, at, step)?.id ?? null))
  expect(visited).toEqual([
    'c:image',
    'g:image:/lib/a',
    'm:2',
    'm:1',
    'o:image:/lib/a',
    'o:image:/lib/a',
    'm:1',
    'm:2',
    'g:image:/lib/a',
    'c:image',
    'c:image'
  ])
})

test('a selected mapping without a rectangle of its own marks what holds it', () => {
  const scope = { part: null, category: 'image', label: '/lib/a' }
  expect(nodesOfMappings(nodeIndex, [{ start: 1, ...scope }])).toEqual(['m:1'])
  expect(
    nodesOfMappings(nodeIndex, [
      { start: 0x99, ...scope },
      { start: 0x98, ...scope }
    ])
  ).toEqual(['o:image:/lib/a'])
  expect(nodesOfMappings(nodeIndex, [{ start: 0x77, part: null, category: 'heap', label: '' }])).toEqual([])
})

test('a mapping that is shown only as one of many lights up its range of addresses', () => {
  const scope = { ...WHOLE, category: 'heap' as const, label: '' }
  const low = leaf('o:heap::0', 'other', 'heap', '', -1, 500, 900, null, { ...scope, range: { from: 0, to: 4096 } })
  const high = leaf('o:heap::1000', 'other', 'heap', '', -1, 500, 900, null, {
    ...scope,
    range: { from: 4096, to: Infinity }
  })
  const many = nodeIndexOf(parent('all', 'all', scope, [low, high], null))
  expect(nodesOfMappings(many, [{ start: 4096, part: null, category: 'heap', label: '' }])).toEqual(['o:heap::1000'])
})

test('a mapping that is drawn in parts marks each of them', () => {
  const parts = [
    leaf('m:7f00.0', 'mapping', 'runtime', '', 0, 1, 300, null, null),
    leaf('m:7f00.1', 'mapping', 'heap', '', 0, 1, 100, null, null)
  ]
  const drawn = nodeIndexOf(parent('all', 'all', WHOLE, parts, null))
  const mappings = parts.map(({ category }, part) => ({ start: 0x7f00, part, category: category!, label: '' }))
  expect(nodesOfMappings(drawn, mappings)).toEqual(['m:7f00.0', 'm:7f00.1'])
})
