import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { compareCaptures } from '../compare/compare-captures.ts'
import { comparedCapture } from '../compare/compared-capture.ts'
import type { Capture } from '../memory/capture.ts'
import { USUAL_LIMITS, WHOLE, type TreemapLimits, type TreemapNode, type TreemapScope } from './treemap-node.ts'
import { changeTree, treemapTree } from './treemap-tree.ts'

const row = (page: number, rss: number, what: string): string =>
  `${page.toString(16)}000-${(page + 1).toString(16)}000 ${what}\nRss: ${rss} kB\n`
const lib = (name: string): string => `r-xp 00000000 08:01 ${name.length} /lib/${name}`
const HEAP = 'rw-p 00000000 00:00 0 [heap]'
const ANON = 'rw-p 00000000 00:00 0 '

const CAPTURE = captureOfText(
  row(0x10, 40, lib('a')) +
    row(0x12, 20, lib('a')) +
    row(0x20, 30, lib('bb')) +
    row(0x30, 100, HEAP) +
    row(0x40, 9, ANON) +
    row(0x42, 8, ANON) +
    row(0x44, 0, ANON) +
    row(0x50, 0, lib('ccc'))
)

/** Nodes as `id value×count`, those below a node in brackets; what opening it would skip behind `>`. */
function drawn({ id, valueKb, count, children, kind, scope, deltaKb }: TreemapNode): string {
  const skips = kind === 'other' && scope !== null && scope.skip > 0 ? `>${scope.skip}` : ''
  const delta = deltaKb === null ? '' : `${deltaKb < 0 ? '' : '+'}${deltaKb}`
  const below = children.length === 0 ? '' : `[${children.map(drawn).join(' ')}]`
  return `${id} ${valueKb}×${count}${delta}${skips}${below}`
}
const tree = (scope: Partial<TreemapScope> = {}, limits: Partial<TreemapLimits> = {}, capture = CAPTURE): string =>
  treemapTree(capture, 'rss', { ...WHOLE, ...scope }, { ...USUAL_LIMITS, coverage: 1, ...limits })!
    .children.map(drawn)
    .join(' ')

describe('a treemap', () => {
  it('is category, group and mapping; a group of one mapping is that, and nameless memory has no group', () => {
    expect(tree()).toBe(
      'c:image 90×3[g:image:/lib/a 60×2[m:10000 40×1 m:12000 20×1] m:20000 30×1] ' +
        'c:heap 100×1[m:30000 100×1] c:anonymous 17×2[m:40000 9×1 m:42000 8×1]'
    )
  })

  it('reports for each rectangle what it is, and what is below it', () => {
    const { children, ...root } = treemapTree(CAPTURE, 'rss')!
    expect(root).toEqual({
      id: 'all',
      kind: 'all',
      category: null,
      label: null,
      row: -1,
      count: 6,
      valueKb: 207,
      deltaKb: null,
      scope: WHOLE
    })
    const [image] = children
    expect(image).toMatchObject({ kind: 'category', category: 'image', label: null, row: -1 })
    expect(image!.scope).toEqual({ ...WHOLE, category: 'image' })
    expect(image!.children[0]).toMatchObject({
      kind: 'group',
      label: '/lib/a',
      category: 'image',
      row: -1,
      scope: { category: 'image', label: '/lib/a', skip: 0, range: null }
    })
    expect(image!.children[0]!.children[1]).toMatchObject({
      kind: 'mapping',
      label: '/lib/a',
      category: 'image',
      row: 1,
      part: null,
      scope: null,
      children: []
    })
  })

  it('with few groups draws the largest, and of each category the rest as one, which leads on', () => {
    expect(tree({}, { groups: 2 })).toBe(
      'c:image 90×3[g:image:/lib/a 60×2[m:10000 40×1 m:12000 20×1] o:image 30×1>1] ' +
        'c:heap 100×1[m:30000 100×1] c:anonymous 17×2[o:anonymous 17×2]'
    )
    expect(tree({ category: 'image', skip: 1 }, { groups: 2 })).toBe('m:20000 30×1')
    expect(tree({ skip: 1 }, { groups: 1 })).toBe(
      'c:image 90×3[g:image:/lib/a 60×2[m:10000 40×1 m:12000 20×1] o:image 30×1>2] c:anonymous 17×2[o:anonymous 17×2>1]'
    )
  })

  it('with few mappings draws the largest of all groups, and the rest of each group as one', () => {
    expect(tree({}, { mappings: 2 })).toBe(
      'c:image 90×3[g:image:/lib/a 60×2[m:10000 40×1 o:image:/lib/a 20×1>1] g:image:/lib/bb 30×1[o:image:/lib/bb 30×1]] ' +
        'c:heap 100×1[m:30000 100×1] c:anonymous 17×2[o:anonymous: 17×2]'
    )
  })

  it('draws the fewest groups and mappings that make up the covered part', () => {
    expect(tree({}, { coverage: 0.7 })).toBe(
      'c:image 90×3[g:image:/lib/a 60×2[m:10000 40×1 o:image:/lib/a 20×1>1] o:image 30×1>1] c:heap 100×1[m:30000 100×1] ' +
        'c:anonymous 17×2[o:anonymous 17×2]'
    )
  })

  it('of a category has its groups, of a group its mappings, and of neither nothing', () => {
    expect(tree({ category: 'image' })).toBe('g:image:/lib/a 60×2[m:10000 40×1 m:12000 20×1] m:20000 30×1')
    expect(tree({ category: 'anonymous' })).toBe('m:40000 9×1 m:42000 8×1')
    expect(tree({ category: 'stack' })).toBe('')
    expect(tree({ category: 'image', label: '/lib/a' })).toBe('m:10000 40×1 m:12000 20×1')
    expect(tree({ category: 'image', label: '/lib/a' }, { mappings: 1 })).toBe('m:10000 40×1 o:image:/lib/a 20×1>1')
    expect(tree({ category: 'image', label: '/lib/a', skip: 1 }, { mappings: 1 })).toBe('m:12000 20×1')
    expect(tree({ category: 'heap', label: '/lib/a' })).toBe('')
    expect(tree({ label: '/lib/a' })).toBe('m:10000 40×1 m:12000 20×1')
  })

  it('keeps two mappings apart that a torn reading has at one address', () => {
    const torn = captureOfText(row(0x10, 4, ANON) + row(0x10, 5, ANON))
    expect(tree({}, {}, torn)).toBe('c:anonymous 9×2[m:10000 5×1 m:10000:0 4×1]')
  })
})

/** So many mappings of one file, 1 kB each. */
const flat = (count: number, more = ''): Capture =>
  captureOfText(Array.from({ length: count }, (_, at) => row(0x100 + 2 * at, 1, lib('flat'))).join('') + more)
const OF_FLAT = { category: 'image', label: '/lib/flat' } as const

describe('very many mappings of one size', () => {
  it('are drawn by address where more than four times as many are there than are drawn', () => {
    const parts = treemapTree(flat(41), 'rss', { ...WHOLE, ...OF_FLAT }, { ...USUAL_LIMITS, mappings: 10 })!.children
    expect(parts).toHaveLength(24)
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(41)
    expect(parts[0]).toMatchObject({
      id: 'o:image:/lib/flat:100000',
      kind: 'other',
      category: 'image',
      label: '/lib/flat',
      count: 1,
      valueKb: 1,
      scope: { ...OF_FLAT, skip: 0, range: { from: 0x100000, to: 0x102000 } }
    })
    expect(parts.at(-1)!.scope!.range!.to).toBe(Infinity)
    const whole = { ...WHOLE, ...OF_FLAT }
    expect(treemapTree(flat(40), 'rss', whole, { ...USUAL_LIMITS, mappings: 10 })!.children).toHaveLength(11)
  })

  it('are not, where the largest make up half of it', () => {
    const limits = { ...USUAL_LIMITS, mappings: 10 }
    const children = (kb: number) =>
      treemapTree(flat(50, row(0x900, kb, lib('flat'))), 'rss', { ...WHOLE, ...OF_FLAT }, limits)!.children
    // 50 of 1 kB and one of 32: ten of them make 41 of 82.
    expect(children(32)).toHaveLength(11)
    expect(children(31)).toHaveLength(24)
  })

  it('of a range are those that start in it, all of them where there is room', () => {
    const range = { from: 0x102000, to: 0x106000 }
    expect(tree({ ...OF_FLAT, range }, {}, flat(9))).toBe('m:102000 1×1 m:104000 1×1')
    // What has nothing is not drawn.
    expect(tree({ ...OF_FLAT, range }, {}, flat(9, row(0x103, 0, lib('flat'))))).toBe('m:102000 1×1 m:104000 1×1')
    expect(tree({ ...OF_FLAT, range: { from: 0x102000, to: Infinity } }, { mappings: 2 }, flat(4))).toBe(
      'o:image:/lib/flat:102000 1×1 o:image:/lib/flat:104000 1×1 o:image:/lib/flat:106000 1×1'
    )
    expect(tree({ ...OF_FLAT, range: { from: 0x102000, to: Infinity } }, { mappings: 3 }, flat(4))).toBe(
      'm:102000 1×1 m:104000 1×1 m:106000 1×1'
    )
  })

  it('within a larger picture are drawn by address where they fill an eighth of it', () => {
    const group = (other: number): number => {
      const { children } = treemapTree(flat(41, row(0x900, other, HEAP)), 'rss', WHOLE, {
        ...USUAL_LIMITS,
        mappings: 10
      })!
      const [image] = children
      return image!.children[0]!.children.length
    }
    expect(group(41 * 7)).toBe(24)
    // Nine of its own are drawn beside the heap, and the rest.
    expect(group(41 * 7 + 1)).toBe(10)
  })
})

describe('a treemap of changes', () => {
  it('reports what the changes come to, also of what is drawn as one', () => {
    const before = captureOfText(row(0x10, 40, lib('a')) + row(0x12, 20, lib('a')) + row(0x20, 30, lib('bb')))
    const after = captureOfText(row(0x10, 90, lib('a')) + row(0x12, 10, lib('a')) + row(0x20, 27, lib('bb')))
    const compared = comparedCapture(compareCaptures(before, after))
    const changes = (limits: Partial<TreemapLimits>, scope: Partial<TreemapScope> = {}): string =>
      changeTree(compared, 'rss', { ...WHOLE, ...scope }, { ...USUAL_LIMITS, coverage: 1, ...limits })!
        .children.map(drawn)
        .join(' ')
    expect(changes({})).toBe('c:image 63×3+37[g:image:/lib/a 60×2+40[m:10000 50×1+50 m:12000 10×1-10] m:20000 3×1-3]')
    expect(changes({ groups: 1, mappings: 1 })).toBe(
      'c:image 63×3+37[g:image:/lib/a 60×2+40[m:10000 50×1+50 o:image:/lib/a 10×1-10>1] o:image 3×1-3>1]'
    )
    expect(changes({ mappings: 1 }, { category: 'image', label: '/lib/a' })).toBe(
      'm:10000 50×1+50 o:image:/lib/a 10×1-10>1'
    )
    expect(treemapTree(compared, 'rss')!.deltaKb).toBeNull()
    expect(changeTree(compared, 'pss')).toBeNull()
  })
})
