import { forkFamilies, sharedByFork, type FamilyMember, type ForkFamily } from './fork-families.ts'
import { ObjectIndex, type SharedObject, type SharingProcess } from './sharing.ts'

/** Who shares what with whom on a machine, or in a snapshot of many processes. */
export interface SharingAnswer {
  /** By what they really take, largest first: all that several map, all that are deleted, and the largest others. */
  readonly objects: readonly SharedObject[]
  /** Objects of a single process that were left out. */
  readonly leftOut: number
  readonly families: readonly ForkFamily[]
  /** What each process still shares copy-on-write, kB, by pid; only those that do. */
  readonly copyOnWrite: readonly (readonly [pid: number, kb: number])[]
  /** How many processes were read, and how many could not be: what they map is missing. */
  readonly processes: number
  readonly unreadable: number
}

/** What is mapped by one process only is of interest where it is large. */
const MOST_OF_ONE = 500

/** Takes processes one after the other, keeps none of their tables, and finds out which share what. */
export class SharingIndex {
  readonly #objects = new ObjectIndex()
  readonly #members: FamilyMember[] = []
  /** Processes that could not be read. */
  unreadable = 0

  /** @param ppid 0 where it is not known */
  add(process: SharingProcess, ppid: number): void {
    this.#objects.add(process)
    this.#members.push({ pid: process.pid, ppid, name: process.name, shared: sharedByFork(process.table) })
  }

  answer(): SharingAnswer {
    const all = this.#objects.list()
    let single = 0
    const objects = all.filter(({ uses, isDeleted }) => uses.length > 1 || isDeleted || single++ < MOST_OF_ONE)
    return {
      objects,
      leftOut: all.length - objects.length,
      families: forkFamilies(this.#members),
      copyOnWrite: this.#members.flatMap(({ pid, shared }) =>
        shared === null || shared.copiesKb === 0 ? [] : [[pid, shared.copiesKb] as const]
      ),
      processes: this.#members.length,
      unreadable: this.unreadable
    }
  }
}
