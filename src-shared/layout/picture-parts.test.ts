import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { madeProcesses, type MadeProcess } from '#test/support/made-processes.ts'
import { membersByGroup } from '../machine/group-processes.ts'
import { listedProcesses, type ListedProcess } from '../machine/listed-process.ts'
import { addressParts } from './address-parts.ts'
import { groupTree } from './group-tree.ts'
import { machineTree, type MachineMetric } from './machine-tree.ts'
import { inReadingOrder, nodeIndexOf, walk, type WalkStep } from './node-walk.ts'
import { leaf, parent, WHOLE, type TreemapNode } from './treemap-node.ts'

const listed = (processes: readonly MadeProcess[], more: Partial<ListedProcess> = {}): ListedProcess[] =>
  listedProcesses(madeProcesses(processes), new Map(), null).map((each) => ({ ...each, ...more }))
const treeOf = (processes: readonly ListedProcess[], metric: MachineMetric) =>
  machineTree(membersByGroup(processes, 'program'), metric)

describe("a process in the machine's picture", () => {
  const cheap = { rssAnon: 30, rssFile: 10, rssShmem: 5 }
  const parts = { anonKb: 60, fileKb: 30, shmemKb: 10 }
  const drawn = (process: MadeProcess, metric: MachineMetric, more: Partial<ListedProcess> = {}): unknown => {
    const { root } = treeOf(listed([{ name: 'web', ...process }], more), metric)
    const [node] = root.children
    return node === undefined
      ? null
      : [node.valueKb, node.category, node.children.map((each) => [each.category, each.valueKb])]
  }

  it('is split into what its pages are, as large as its own amount', () => {
    expect(drawn({ pid: 1, pss: 200, rss: 500 }, 'pss', { pssParts: parts })).toEqual([
      200,
      'anonymous',
      [
        ['anonymous', 120],
        ['file', 60],
        ['shared', 20]
      ]
    ])
    expect(drawn({ pid: 1, pss: 9, rss: 90, cheap }, 'rss')).toEqual([
      90,
      'anonymous',
      [
        ['anonymous', 60],
        ['file', 20],
        ['shared', 10]
      ]
    ])
  })

  it('has the category of its largest part, and no part of nothing', () => {
    expect(drawn({ pid: 1, pss: 100 }, 'pss', { pssParts: { anonKb: 0, fileKb: 20, shmemKb: 80 } })).toEqual([
      100,
      'shared',
      [
        ['file', 20],
        ['shared', 80]
      ]
    ])
  })

  it('is one piece where the kernel does not report the parts, or they are nothing', () => {
    expect(drawn({ pid: 1, pss: 100, cheap }, 'pss')).toEqual([100, 'kernel', []])
    expect(drawn({ pid: 1, pss: 100 }, 'pss', { pssParts: { anonKb: 0, fileKb: 0, shmemKb: 0 } })).toEqual([
      100,
      'kernel',
      []
    ])
    for (const name of Object.keys(cheap)) {
      expect(drawn({ pid: 1, rss: 90, cheap: { ...cheap, [name]: null } }, 'rss')).toEqual([90, 'kernel', []])
    }
    expect(drawn({ pid: 1, rss: 90, cheap, amounts: { swap: 7 } }, 'swap')).toEqual([7, 'kernel', []])
  })

  it('that may not be read is its RSS by PSS and USS, and nothing by swap', () => {
    expect(drawn({ pid: 1, rss: 90, cheap }, 'pss')).toMatchObject([90, 'anonymous', { length: 3 }])
    expect(drawn({ pid: 1, rss: 90, cheap }, 'uss')).toEqual([90, 'kernel', []])
    expect(drawn({ pid: 1, rss: 90, cheap }, 'swap')).toBeNull()
    expect(drawn({ pid: 1 }, 'pss')).toBeNull()
  })

  it('counts as unreadable where it has memory', () => {
    const all = listed([{ pid: 1, rss: 5 }, { pid: 2, rss: 0 }, { pid: 3 }], { exactState: 'unreadable' })
    expect(treeOf(all, 'pss').unreadable).toBe(1)
    expect(treeOf(listed([{ pid: 1, rss: 5 }]), 'pss').unreadable).toBe(0)
  })
})

describe("groups in the machine's picture", () => {
  it('come largest first, have the category of their largest process, and are one process where they have one', () => {
    const all = listed([
      { pid: 1, name: 'small', pss: 5 },
      { pid: 2, name: 'large', pss: 30 },
      { pid: 3, name: 'large', pss: 40 },
      { pid: 4, name: 'none', pss: 0 }
    ])
    const { root, items } = treeOf(all, 'pss')
    expect(root.children.map(({ id, valueKb, count }) => [id, valueKb, count])).toEqual([
      ['g:large', 70, 2],
      ['p:1@1', 5, 1]
    ])
    expect(items.get('g:large')).toMatchObject({ kind: 'group', name: 'large', members: [{ pid: 2 }, { pid: 3 }] })
    expect(items.get('p:1@1')).toMatchObject({ kind: 'process', isKnown: true })
  })

  it('leave out processes that have nothing', () => {
    const all = listed([
      { pid: 1, name: 'a', pss: 40 },
      { pid: 2, name: 'a', pss: 0 },
      { pid: 3, name: 'a', pss: 0 }
    ])
    const [node] = treeOf(all, 'pss').root.children
    expect([node!.count, node!.children.map(({ id }) => id)]).toEqual([3, ['p:1@1']])
  })

  it('beyond 60 are one, where there are more than 150 in all', () => {
    const many = (count: number): TreemapNode =>
      treeOf(listed(Array.from({ length: count }, (_, at) => ({ pid: at + 1, name: `n${at}`, pss: 1000 - at }))), 'pss')
        .root
    expect(many(150).children).toHaveLength(150)
    const { children } = many(151)
    expect(children).toHaveLength(61)
    expect(children.at(-1)).toMatchObject({ id: 'r', kind: 'other', count: 91 })
    expect(children[0]!.valueKb).toBe(1000)
  })

  it('put processes together that are too small, unless it is one', () => {
    const large = Array.from({ length: 140 }, (_, at) => ({ pid: at + 1, name: 'large', pss: 100 }))
    const small = (count: number): MadeProcess[] =>
      Array.from({ length: count }, (_, at) => ({ pid: 500 + at, name: 'mixed', pss: 1 }))
    const mixed = (count: number): TreemapNode => {
      const all = listed([...large, { pid: 400, name: 'mixed', pss: 150 }, ...small(count)])
      return treeOf(all, 'pss').root.children.find(({ id }) => id === 'g:mixed')!
    }
    expect(mixed(3).children.map(({ id, count, valueKb }) => [id, count, valueKb])).toEqual([
      ['p:400@1', 1, 150],
      ['r:mixed', 3, 3]
    ])
    expect(mixed(1).children.map(({ id }) => id)).toEqual(['p:400@1', 'p:500@1'])
  })
})

describe('walking a picture', () => {
  const node = (id: string, kb: number, kind: TreemapNode['kind'] = 'mapping'): TreemapNode =>
    leaf(id, kind, 'heap', id, -1, 1, kb, null, null)
  const group = parent('b', 'group', WHOLE, [node('b1', 3), node('b2', 9), node('rest', 50, 'other')], 'heap')
  const tree = parent('all', 'all', WHOLE, [node('a', 5), group, node('c', 1)], null)
  const index = nodeIndexOf(tree)
  const step = (from: string | null, way: WalkStep): string | null => walk(tree, index, from, way)?.id ?? null

  it('goes from the largest to the smallest, what is left over last', () => {
    expect(inReadingOrder(group.children).map(({ id }) => id)).toEqual(['b2', 'b1', 'rest'])
    expect(inReadingOrder(tree.children).map(({ id }) => id)).toEqual(['b', 'a', 'c'])
    const rests = [node('rest', 50, 'other'), node('x', 3), node('more', 60, 'other'), node('y', 9)]
    expect(inReadingOrder(rests).map(({ id }) => id)).toEqual(['y', 'x', 'more', 'rest'])
  })

  it('knows every node and what it hangs on', () => {
    expect([...index.nodes.keys()].sort()).toEqual(['a', 'all', 'b', 'b1', 'b2', 'c', 'rest'])
    expect(index.parents.get('b1')?.id).toBe('b')
    expect(index.parents.has('all')).toBe(false)
  })

  it('goes on, back, in, out and to both ends, and stays where there is nothing', () => {
    expect([step('b', 'next'), step('a', 'next'), step('c', 'next')]).toEqual(['a', 'c', 'c'])
    expect([step('c', 'previous'), step('b', 'previous')]).toEqual(['a', 'b'])
    expect([step('a', 'first'), step('a', 'last'), step('b1', 'last')]).toEqual(['b', 'c', 'rest'])
    expect([step('b', 'in'), step('a', 'in'), step('b2', 'out'), step('b', 'out')]).toEqual(['b2', 'a', 'b', 'b'])
    expect([step(null, 'next'), step('gone', 'last')]).toEqual(['b', 'b'])
  })
})

describe('parts by address', () => {
  it('have every piece once, between their bounds, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 400 }), (starts) => {
        const parts = addressParts(Uint32Array.from(starts.keys()), (piece) => starts[piece]!)
        expect(parts.flatMap(({ members }) => [...members]).sort((a, b) => a - b)).toEqual([...starts.keys()])
        for (const { range, members } of parts) {
          expect(members.length).toBeGreaterThan(0)
          for (const piece of members) {
            expect(starts[piece]! >= range.from && starts[piece]! < range.to).toBe(true)
          }
        }
      })
    )
  })
})

describe("a group's picture", () => {
  const capture = (pid: number, pss: number) => ({
    ...captureOfText(
      [
        `555500000000-555500100000 r-xp 00000000 08:01 7 /usr/bin/web\nPss: ${pss} kB\n`,
        `555600000000-555600100000 rw-p 00000000 00:00 0 [heap]\nPss: ${2 * pss} kB\n`,
        `7f0000000000-7f0000100000 r-xp 00000000 08:01 8 /usr/lib/libc.so.6\nPss: 1 kB\n`
      ].join('')
    ),
    process: { pid, startTime: 1 }
  })

  it('is process, category and name; areas add up, and each shows what it is', () => {
    const captures = [capture(1, 10), capture(2, 100)]
    const { root, items } = groupTree(captures)
    expect(root.children.map(({ id, valueKb }) => [id, valueKb])).toEqual([
      ['1@1', 31],
      ['2@1', 301]
    ])
    expect(items.get('2@1')).toEqual({ kind: 'process', capture: captures[1] })
    const kinds = [...items.values()].map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['process', 'category', 'label']))
    const labels = [...items.values()].flatMap((item) => (item.kind === 'label' ? [item.label] : []))
    expect(labels).toContain('/usr/lib/libc.so.6')
    for (const node of [...nodeIndexOf(root).nodes.values()]) {
      if (node.id !== 'all') expect(items.has(node.id), node.id).toBe(true)
      expect(node.row ?? -1).toBe(-1)
    }
  })

  it('leaves out what is nothing, and puts the small together', () => {
    const many = {
      ...captureOfText(
        Array.from(
          { length: 1200 },
          (_, at) =>
            `${(0x1000000 + at * 0x10000).toString(16)}-${(0x1000000 + at * 0x10000 + 0x4000).toString(16)} r--p 00000000 08:01 ${at + 1} /f${at}\nPss: 4 kB\n`
        ).join('')
      ),
      process: { pid: 9, startTime: 1 }
    }
    const { root, items } = groupTree([many, { ...captureOfText(''), process: { pid: 10, startTime: 1 } }])
    expect(root.children.map(({ id, valueKb }) => [id, valueKb])).toEqual([['9@1', 4800]])
    const rest = [...items].filter(([, item]) => item.kind === 'rest')
    expect(rest.length).toBeGreaterThan(0)
    for (const [id] of rest) expect(nodeIndexOf(root).nodes.get(id)?.kind).toBe('other')
  })

  it('draws as many things of each process as there is room for, and four at least', () => {
    const files = (pid: number, count: number) => ({
      ...captureOfText(
        Array.from({ length: count }, (_, at) => {
          const start = 0x1000000 + at * 0x10000
          return `${start.toString(16)}-${(start + 0x4000).toString(16)} r--p 00000000 08:01 ${at + 1} /f${at}\nPss: 4 kB\n`
        }).join('')
      ),
      process: { pid, startTime: 1 }
    })
    const drawn = (count: number, captures: number): number => {
      const { root } = groupTree(Array.from({ length: captures }, (_, at) => files(at + 1, count)))
      return [...nodeIndexOf(root).nodes.values()].filter(({ kind, id }) => kind === 'mapping' && id.startsWith('1@1'))
        .length
    }
    expect([drawn(300, 1), drawn(300, 2), drawn(10, 200)]).toEqual([300, 250, 4])
  })

  it('leaves out processes that have nothing', () => {
    const none = {
      ...captureOfText('1000-2000 rw-p 00000000 00:00 0 \nPss: 0 kB\n'),
      process: { pid: 5, startTime: 1 }
    }
    expect(groupTree([none, capture(1, 10)]).root.children.map(({ id }) => id)).toEqual(['1@1'])
    expect(groupTree([]).root).toMatchObject({ valueKb: 0, children: [] })
  })
})
