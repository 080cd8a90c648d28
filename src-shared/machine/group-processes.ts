import type { ProcessFacts } from './process-facts.ts'

/** What processes can be put together by. */
export const PROCESS_GROUPINGS = ['program', 'tree', 'user', 'session', 'unit', 'cgroup', 'container', 'app'] as const
export type ProcessGrouping = (typeof PROCESS_GROUPINGS)[number]

/** Sums over the processes of a group, kB (1024 bytes); null where none of them reports. PSS and USS leave out what may not be read. */
export interface ProcessGroup {
  /** Untrusted; empty where the processes have nothing to be grouped by. */
  readonly name: string
  readonly members: readonly ProcessFacts[]
  /** Exact for what is readable: each shared page is counted once, in parts. */
  readonly pssKb: number | null
  readonly ussKb: number | null
  readonly swapKb: number | null
  readonly rssAnonKb: number | null
  /** Sum of RSS: a page that several of them share is counted several times. */
  readonly rssKb: number | null
  /** Processes without PSS: they are missing from the sums. */
  readonly unreadable: number
}

/** Kubernetes pods and containers by what tells them apart for a reader; empty outside of one. Untrusted. */
export function containerName({ cgroup }: Pick<ProcessFacts, 'cgroup'>): string {
  const container = cgroup?.container
  if (container == null) return ''
  const pod = container.pod === null ? '' : `pod ${container.pod}`
  const id = container.id === null ? '' : `${container.runtime} ${container.id.slice(0, 12)}`
  return [pod, id].filter((part) => part !== '').join(' · ')
}

/**
 * What people call the program: comm, unless a runtime gave its main thread another name (Node 24: `MainThread`), which then
 * is in neither of the first words of the command line; a script's name is in the second one.
 */
export function programOf({ name, command }: Pick<ProcessFacts, 'name' | 'command'>): string {
  const words = command.split(' ', 2).map((word) => word.slice(word.lastIndexOf('/') + 1))
  const [first = ''] = words
  const isNamed =
    words.some((word) => word.startsWith(name)) || command.startsWith(name) || command.includes(`/${name}`)
  return first === '' || isNamed ? name : first
}

const SIMPLE: Readonly<Record<Exclude<ProcessGrouping, 'tree'>, (process: ProcessFacts) => string>> = {
  program: programOf,
  user: ({ user, uid }) => user ?? (uid === null ? '' : String(uid)),
  session: ({ cgroup }) => cgroup?.session ?? '',
  unit: ({ cgroup }) => cgroup?.unit ?? '',
  cgroup: ({ cgroup }) => cgroup?.path ?? '',
  container: containerName,
  app: ({ cgroup }) => cgroup?.app ?? ''
}

/** What a process is grouped by; empty where it has no such thing. Untrusted. */
export const groupingName = (process: ProcessFacts, by: Exclude<ProcessGrouping, 'tree'>): string => SIMPLE[by](process)

/**
 * The ancestor that a tree is named after: the last before the machine's first process or a service manager. Where parents
 * form a ring, as a listing of several moments may, it ends at the second visit.
 */
function rootOf(process: ProcessFacts, byPid: ReadonlyMap<number, ProcessFacts>): ProcessFacts {
  const seen = new Set<number>()
  let at = process
  for (;;) {
    seen.add(at.pid)
    const parent = byPid.get(at.ppid)
    const isManager = parent === undefined || parent.pid <= 2 || (parent.name === 'systemd' && parent.ppid === 1)
    if (isManager || seen.has(parent.pid)) return at
    at = parent
  }
}

function sum(members: readonly ProcessFacts[], of: (process: ProcessFacts) => number | null): number | null {
  let total: number | null = null
  for (const member of members) {
    const value = of(member)
    if (value !== null) total = (total ?? 0) + value
  }
  return total
}

function groupOf(name: string, members: readonly ProcessFacts[]): ProcessGroup {
  return {
    name,
    members,
    pssKb: sum(members, ({ pssKb }) => pssKb),
    ussKb: sum(members, ({ ussKb }) => ussKb),
    swapKb: sum(members, ({ swapKb }) => swapKb),
    rssAnonKb: sum(members, ({ rssAnonKb }) => rssAnonKb),
    rssKb: sum(members, ({ rssKb }) => rssKb),
    unreadable: members.filter(({ pssKb }) => pssKb === null).length
  }
}

/** Processes put together, by what they have in common. */
export interface GroupedProcesses<Process extends ProcessFacts> {
  /** Untrusted; empty where the processes have nothing to be grouped by. */
  readonly name: string
  readonly members: readonly Process[]
}

/** Puts processes together in the order in which they come; kernel threads, which have no memory of their own, are left out. */
export function membersByGroup<Process extends ProcessFacts>(
  processes: readonly Process[],
  by: ProcessGrouping
): GroupedProcesses<Process>[] {
  const byPid = new Map(processes.map((process) => [process.pid, process]))
  const groups = new Map<string, { name: string; members: Process[] }>()
  for (const process of processes) {
    if (process.isKernelThread) continue
    const root = by === 'tree' ? rootOf(process, byPid) : process
    const name = by === 'tree' ? programOf(root) : SIMPLE[by](process)
    const key = by === 'tree' ? String(root.pid) : name
    const group = groups.get(key)
    if (group === undefined)
      groups.set(key, { name: by === 'tree' ? `${name} (${root.pid})` : name, members: [process] })
    else group.members.push(process)
  }
  return [...groups.values()]
}

/** Groups with their sums. The largest comes first. */
export function groupProcesses(processes: readonly ProcessFacts[], by: ProcessGrouping): ProcessGroup[] {
  return membersByGroup(processes, by)
    .map(({ name, members }) => groupOf(name, members))
    .sort((a, b) => (b.pssKb ?? b.rssKb ?? 0) - (a.pssKb ?? a.rssKb ?? 0))
}
