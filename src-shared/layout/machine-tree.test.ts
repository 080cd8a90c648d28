import { expect, it } from 'vitest'
import { listedProcesses, type ListedProcess } from '../machine/listed-process.ts'
import { membersByGroup } from '../machine/group-processes.ts'
import { TRAIT_UNREADABLE } from '../memory/process-list.ts'
import { madeProcesses, type MadeProcess } from '#test/support/made-processes.ts'
import { machineTree } from './machine-tree.ts'
import type { TreemapNode } from './treemap-node.ts'

const listed = (processes: readonly MadeProcess[]): ListedProcess[] =>
  listedProcesses(madeProcesses(processes), new Map(), null)
const nodesOf = (node: TreemapNode): TreemapNode[] => [node, ...node.children.flatMap(nodesOf)]

function expectSums(root: TreemapNode): void {
  for (const node of nodesOf(root)) {
    if (node.children.length === 0) continue
    expect(node.children.reduce((sum, child) => sum + child.valueKb, 0)).toBeCloseTo(node.valueKb, 6)
  }
}

it('draws group, process and what its pages are; what cannot be read by its RSS, and marked so', () => {
  const processes = listed([
    { pid: 1, name: 'web', pss: 100, rss: 500 },
    { pid: 2, name: 'web', rss: 40, traits: TRAIT_UNREADABLE, cheap: { rssAnon: 30, rssFile: 10, rssShmem: 0 } },
    { pid: 3, name: 'cron', pss: 7 }
  ]).map((each) => (each.pid === 1 ? { ...each, pssParts: { anonKb: 60, fileKb: 30, shmemKb: 10 } } : each))
  const { root, items, unreadable } = machineTree(membersByGroup(processes, 'program'), 'pss')
  expect(root.valueKb).toBe(147)
  expect(unreadable).toBe(1)
  expectSums(root)
  const web = root.children.find(({ id }) => id === 'g:web')!
  expect(web.valueKb).toBe(140)
  expect(items.get('p:2@1')).toMatchObject({ kind: 'process', isKnown: false })
  // A group of one is that process.
  expect(root.children.map(({ id }) => id)).toEqual(['g:web', 'p:3@1'])
  expect(nodesOf(web).map(({ category }) => category)).toContain('anonymous')
})

it('2,000 processes in 400 groups stay under 700 nodes, and every one is in the picture', () => {
  const processes = listed(
    Array.from({ length: 2000 }, (_, at) => ({
      pid: at + 1,
      name: `program ${at % 400}`,
      pss: 1 + ((at * 7919) % 5000),
      rss: 9000,
      cheap: { rssAnon: 1, rssFile: 1, rssShmem: 1 }
    }))
  ).map((each) => ({ ...each, pssParts: { anonKb: each.pssKb! / 2, fileKb: each.pssKb! / 2, shmemKb: 0 } }))
  const { root, items } = machineTree(membersByGroup(processes, 'program'), 'pss')
  const nodes = nodesOf(root)
  expect(nodes.length).toBeLessThan(700)
  expect(root.valueKb).toBe(processes.reduce((sum, { pssKb }) => sum + pssKb!, 0))
  expectSums(root)
  const seen = nodes.flatMap(({ id, children }) => {
    const item = items.get(id)
    if (item?.kind === 'process') return [item.process.pid]
    if (item?.kind === 'rest' && children.length === 0) return item.members.map(({ pid }) => pid)
    return item?.kind === 'groups' ? item.groups.flatMap(({ members }) => members.map(({ pid }) => pid)) : []
  })
  expect(seen.sort((a, b) => a - b)).toEqual(processes.map(({ pid }) => pid))
})

it('draws nothing for what is nothing', () => {
  const { root } = machineTree(membersByGroup(listed([{ pid: 1 }]), 'program'), 'swap')
  expect(root.valueKb).toBe(0)
})
