import { listedProcesses } from '#shared/machine/listed-process.ts'
import { membersByGroup } from '#shared/machine/group-processes.ts'
import { SharingIndex } from '#shared/machine/sharing-answer.ts'
import { machineTree } from '#shared/layout/machine-tree.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { timed } from './capture-worker.ts'
import { spreadOf } from './measure.ts'
import type { BenchContext, BenchRow, RowResult } from './row.ts'

const millisecondsRow = (what: string, milliseconds: readonly number[], must: number): RowResult => ({
  id: 'machine',
  what,
  measured: spreadOf(milliseconds),
  must,
  stretch: must / 2,
  direction: 'most',
  unit: 'ms'
})

const PROCESSES = 2000

/** The list with all that is known, its groups and the picture: what a new list costs the page. */
async function buildTree(): Promise<void> {
  const list = madeProcesses(
    Array.from({ length: PROCESSES }, (_, at) => ({
      pid: at + 1,
      ppid: at >> 2,
      name: `program ${at % 300}`,
      command: `/usr/bin/program-${at % 300} --number ${at}`,
      rss: 1000 + ((at * 7919) % 90_001),
      pss: 500 + ((at * 7919) % 40_009)
    }))
  )
  for (const by of ['program', 'tree', 'user'] as const) {
    const groups = membersByGroup(listedProcesses(list, new Map(), list), by)
    if (machineTree(groups, 'pss').root.valueKb === 0) throw new Error('nothing was drawn')
  }
}

/** smaps of a process that maps 300 things, of which others map most. */
function smapsOf(process: number): string {
  return Array.from({ length: 300 }, (_, at) => {
    const start = (0x7f0000000000 + at * 0x100000).toString(16)
    const end = (0x7f0000000000 + at * 0x100000 + 0x10000).toString(16)
    const isOwn = at % 3 === 0
    const object = isOwn
      ? '00000000 00:00 0 '
      : `00000000 08:01 ${at < 250 ? at : at + process * 1000} /usr/lib/lib${at}.so`
    return `${start}-${end} r-xp ${object}\nRss: 64 kB\nPss: 8 kB\nShared_Clean: 60 kB\nShared_Dirty: 0 kB\nPrivate_Clean: 4 kB\nPrivate_Dirty: 0 kB\n`
  }).join('')
}

const DUTY = 0.05
const TURN = 2000 * DUTY

/** What exact numbers take of a core while they are kept fresh as the page does it, percent. */
async function steadyDuty(context: BenchContext): Promise<number> {
  const turns = context.isQuick ? 2 : 5
  // Each process once, as at the start.
  await context.worker.exact()
  const began = performance.now()
  let reading = 0
  for (let turn = 0; turn < turns; turn++) {
    const took = await timed(() => context.worker.exact(TURN))
    reading += took
    await new Promise((resolve) => setTimeout(resolve, Math.max(2000, took / DUTY - took)))
  }
  return (100 * reading) / (performance.now() - began)
}

/** Row `machine`: the machine's picture, who shares what, and what keeping PSS fresh costs. */
export const machineRows: BenchRow = async (context) => {
  await buildTree()
  const trees: number[] = []
  // Three groupings at a time: a third of it is one.
  for (let round = 0; round < context.rounds; round++) trees.push((await timed(buildTree)) / 3)
  const tables = Array.from({ length: 300 }, (_, at) => captureOfText(smapsOf(at)).table)
  const shares: number[] = []
  for (let round = 0; round <= context.rounds; round++) {
    shares.push(
      await timed(async () => {
        const index = new SharingIndex()
        tables.forEach((table, pid) => index.add({ pid, name: 'shop', table }, 1))
        if (index.answer().objects.length === 0) throw new Error('nothing is shared')
      })
    )
  }
  const crowd = await context.workloads.start('crowd', 900)
  const duty = await steadyDuty(context)
  await crowd.stop()
  return [
    millisecondsRow(`picture and groups of ${PROCESSES.toLocaleString('en')} processes`, trees, 150),
    millisecondsRow('sharing index of 300 processes × 300 mappings', shares.slice(1), 300),
    {
      id: 'machine',
      what: 'PSS of 1,000 processes kept fresh, of a core',
      measured: spreadOf([duty]),
      must: 5,
      stretch: 3,
      direction: 'most',
      unit: '%'
    }
  ]
}
