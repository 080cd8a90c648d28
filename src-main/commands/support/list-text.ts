import { visibleText } from '#shared/base/visible-text.ts'
import type { ProcessGroup, ProcessGrouping } from '#shared/machine/group-processes.ts'
import type { ProcessFacts } from '#shared/machine/process-facts.ts'

export const LIST_SORTS = ['pss', 'uss', 'rss', 'swap', 'anon', 'name'] as const
export type ListSort = (typeof LIST_SORTS)[number]

type Sortable = Pick<ProcessFacts, 'name' | 'pssKb' | 'ussKb' | 'rssKb' | 'swapKb' | 'rssAnonKb'>

const KEYS: Readonly<Record<Exclude<ListSort, 'name'>, (row: Sortable) => number | null>> = {
  pss: ({ pssKb }) => pssKb,
  uss: ({ ussKb }) => ussKb,
  rss: ({ rssKb }) => rssKb,
  swap: ({ swapKb }) => swapKb,
  anon: ({ rssAnonKb }) => rssAnonKb
}

/** The largest first, what is not known last; by name in the order of its letters. */
export function sortProcesses<Row extends Sortable>(rows: readonly Row[], by: ListSort): Row[] {
  if (by === 'name') return [...rows].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const key = KEYS[by]
  return [...rows].sort((a, b) => (key(b) ?? -1) - (key(a) ?? -1))
}

function container({ cgroup }: ProcessFacts): object | undefined {
  const found = cgroup?.container
  if (found == null) return undefined
  return { runtime: found.runtime, id: found.id ?? undefined, pod: found.pod ?? undefined, qos: found.qos ?? undefined }
}

/** A process for other programs; what is not known is absent. */
export function processJson(process: ProcessFacts): object {
  return {
    pid: process.pid,
    ppid: process.ppid === 0 ? undefined : process.ppid,
    name: process.name,
    command: process.command === '' ? undefined : process.command,
    user: process.user ?? undefined,
    kernelThread: process.isKernelThread ? true : undefined,
    rssKb: process.rssKb ?? undefined,
    pssKb: process.pssKb ?? undefined,
    ussKb: process.ussKb ?? undefined,
    swapKb: process.swapKb ?? undefined,
    rssAnonKb: process.rssAnonKb ?? undefined,
    rssFileKb: process.rssFileKb ?? undefined,
    rssShmemKb: process.rssShmemKb ?? undefined,
    vmPteKb: process.vmPteKb ?? undefined,
    vmHwmKb: process.vmHwmKb ?? undefined,
    threads: process.threads ?? undefined,
    mappings: process.mappings ?? undefined,
    cgroup: process.cgroup?.path,
    unit: process.cgroup?.unit ?? undefined,
    app: process.cgroup?.app ?? undefined,
    container: container(process)
  }
}

/** A group for other programs; what is not known is absent. */
export function groupJson(group: ProcessGroup): object {
  return {
    name: group.name,
    processes: group.members.length,
    pids: group.members.map(({ pid }) => pid),
    pssKb: group.pssKb ?? undefined,
    ussKb: group.ussKb ?? undefined,
    swapKb: group.swapKb ?? undefined,
    rssAnonKb: group.rssAnonKb ?? undefined,
    unreadable: group.unreadable
  }
}

type Cell = string | number | null

/** Columns of numbers to the right, the last column as it is. */
function columns(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [heading, ...rows.map((row) => row.map((cell) => (cell === null ? '-' : visibleText(String(cell)))))]
  const widths = heading.map((_, column) => Math.max(...texts.map((row) => row[column]!.length)))
  const last = heading.length - 1
  return texts
    .map((row) => row.map((text, column) => (column === last ? text : text.padStart(widths[column]!))).join('  '))
    .map((line) => `${line}\n`)
    .join('')
}

export function processesText(processes: readonly ProcessFacts[]): string {
  const heading = ['PID', 'User', 'PSS', 'USS', 'RSS', 'Swap', 'Anon', 'Mappings', 'Unit', 'Name']
  const rows = processes
    .filter(({ isKernelThread }) => !isKernelThread)
    .map((each) => [
      each.pid,
      each.user,
      each.pssKb,
      each.ussKb,
      each.rssKb,
      each.swapKb,
      each.rssAnonKb,
      each.mappings,
      each.cgroup?.unit ?? null,
      each.name
    ])
  return `${columns(heading, rows)}Sizes in kB (1024 bytes); - is not known.\n`
}

export function groupsText(groups: readonly ProcessGroup[], by: ProcessGrouping): string {
  const heading = ['Processes', 'PSS', 'USS', 'Swap', 'Anon', 'Unreadable', by]
  const rows = groups.map((group) => [
    group.members.length,
    group.pssKb,
    group.ussKb,
    group.swapKb,
    group.rssAnonKb,
    group.unreadable,
    group.name === '' ? '(none)' : group.name
  ])
  const isPartial = groups.some(({ unreadable }) => unreadable > 0)
  const note = isPartial ? 'PSS and USS leave out processes that may not be read.\n' : ''
  return `${columns(heading, rows)}Sizes in kB (1024 bytes); - is not known.\n${note}`
}
