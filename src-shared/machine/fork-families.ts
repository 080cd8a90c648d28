import type { MappingTable } from '../memory/mapping-table.ts'
import { amountOfRow, isMetricKnown, sumOfFields } from '../memory/metric-values.ts'
import { textAt } from '../memory/text-list.ts'

/** What a process still shares copy-on-write with relatives after a fork, kB (1024 bytes). */
export interface SharedByFork {
  /** Resident memory of no file that other processes map too. */
  readonly copiesKb: number
  /** Its proportional share of that; null where the source has no PSS or USS. */
  readonly sharedKb: number | null
}

/** A process that may belong to a family; ppid is 0 where it is not known. */
export interface FamilyMember {
  readonly pid: number
  readonly ppid: number
  readonly name: string
  readonly shared: SharedByFork | null
}

/** Processes that fork made of one another, as far as they still share memory that is of no file. kB (1024 bytes). */
export interface ForkFamily {
  /** The oldest of them. Its name is untrusted. */
  readonly pid: number
  readonly name: string
  readonly members: readonly number[]
  /** What the shared pages take, each counted once as far as its sharers were read; null where there is no PSS. */
  readonly sharedKb: number | null
  /** What they would take if each member had its own. */
  readonly copiesKb: number
}

/** True for memory that belongs to no file and is not the kernel's: what fork shares copy-on-write. */
function isNameless({ backings }: MappingTable, backing: number): boolean {
  const { inode } = backings
  // vdso and vvar are the kernel's, and have names in brackets as heap and stack do.
  return inode.lo[backing] === 0 && inode.hi[backing] === 0 && !/^\[v/.test(textAt(backings.name, backing))
}

/** Null where the source does not report. */
export function sharedByFork(table: MappingTable): SharedByFork | null {
  const shared = sumOfFields(table, ['Shared_Clean', 'Shared_Dirty'])
  if (shared === null) return null
  const pss = amountOfRow(table, 'pss')
  const uss = amountOfRow(table, 'uss')
  let copiesKb = 0
  let sharedKb = 0
  const nameless = new Map<number, boolean>()
  for (let row = 0; row < table.rowCount; row++) {
    const backing = table.backing[row]!
    let isCounted = nameless.get(backing)
    if (isCounted === undefined) nameless.set(backing, (isCounted = isNameless(table, backing)))
    if (!isCounted) continue
    const copies = shared(row) ?? 0
    copiesKb += copies
    // Pss of a mapping holds its private pages whole.
    if (copies > 0) sharedKb += Math.max(0, (pss(row) ?? 0) - (uss(row) ?? 0))
  }
  const isKnown = isMetricKnown(table, 'pss') && isMetricKnown(table, 'uss')
  return { copiesKb, sharedKb: isKnown ? sharedKb : null }
}

/**
 * Families of at least two: a process belongs to its parent's where both share nameless memory. With whom, the
 * kernel does not report; pages that fork shared can only be a relative's.
 */
export function forkFamilies(processes: readonly FamilyMember[]): ForkFamily[] {
  const sharing = new Map<number, FamilyMember & { readonly shared: SharedByFork }>()
  for (const process of processes) {
    const { shared } = process
    if (shared !== null && shared.copiesKb > 0) sharing.set(process.pid, { ...process, shared })
  }
  const rootOf = (pid: number): number => {
    const seen = new Set<number>()
    let at = pid
    for (;;) {
      seen.add(at)
      const parent = sharing.get(at)!.ppid
      // A listing of several moments may form a ring.
      if (!sharing.has(parent) || seen.has(parent)) return at
      at = parent
    }
  }
  const families = new Map<number, number[]>()
  for (const { pid } of sharing.values()) {
    const root = rootOf(pid)
    const members = families.get(root)
    if (members === undefined) families.set(root, [pid])
    else members.push(pid)
  }
  return [...families]
    .filter(([, members]) => members.length > 1)
    .map(([pid, members]): ForkFamily => {
      const all = members.map((member) => sharing.get(member)!.shared)
      return {
        pid,
        name: sharing.get(pid)!.name,
        members,
        sharedKb: all.reduce<number | null>(
          (sum, { sharedKb }) => (sum === null || sharedKb === null ? null : sum + sharedKb),
          0
        ),
        copiesKb: all.reduce((sum, { copiesKb }) => sum + copiesKb, 0)
      }
    })
    .sort((a, b) => b.copiesKb - a.copiesKb)
}
