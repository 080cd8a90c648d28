import { deviceText, mappingKb, PERM_EXEC, type MappingTable } from '../memory/mapping-table.ts'
import { amountOfRow } from '../memory/metric-values.ts'
import { textAt } from '../memory/text-list.ts'
import { u64Decimal } from '../memory/u64-column.ts'

/** A process whose mappings are looked at. */
export interface SharingProcess {
  readonly pid: number
  readonly name: string
  readonly table: MappingTable
}

/** How one process uses an object; kB (1024 bytes), null where its source has no such numbers. */
export interface ObjectUse {
  readonly pid: number
  readonly name: string
  readonly mappings: number
  readonly sizeKb: number
  readonly rssKb: number | null
  readonly pssKb: number | null
  /** Pages that only this process has: also what it wrote into a private mapping. */
  readonly ussKb: number | null
}

/** A file, memfd or shared memory segment, and who maps it. */
export interface SharedObject {
  /** As the kernel writes it, without ` (deleted)`. Untrusted. */
  readonly name: string
  readonly device: string
  readonly inode: string
  /**
   * The kernel writes ` (deleted)`: the name leads to it no more, and the memory stays until all have let go of it; or the
   * file is so named.
   */
  readonly isDeleted: boolean
  /** A process runs code from it. */
  readonly isCode: boolean
  readonly uses: readonly ObjectUse[]
  /**
   * What it really takes, as far as its users were read: the sum of their proportional shares, kB. What other processes,
   * which could not be read, map of it is missing.
   */
  readonly pssKb: number | null
}

const DELETED = ' (deleted)'

interface OpenUse {
  isCode: boolean
  pid: number
  name: string
  mappings: number
  sizeKb: number
  rssKb: number | null
  pssKb: number | null
  ussKb: number | null
}

/** Adds; not known stays not known, so that a sum never looks smaller than it is. */
const plus = (sum: number | null, value: number | null): number | null =>
  sum === null || value === null ? null : sum + value

interface OpenObject {
  readonly object: Pick<SharedObject, 'name' | 'device' | 'inode' | 'isDeleted'>
  readonly uses: OpenUse[]
}

function addUses(process: SharingProcess, objects: Map<string, OpenObject>): void {
  const { table } = process
  const { backings } = table
  const rss = amountOfRow(table, 'rss')
  const pss = amountOfRow(table, 'pss')
  const uss = amountOfRow(table, 'uss')
  const known = new Map<number, OpenUse | null>()
  for (let row = 0; row < table.rowCount; row++) {
    const backing = table.backing[row]!
    let use = known.get(backing)
    if (use === undefined) {
      use = null
      if (backings.inode.lo[backing] !== 0 || backings.inode.hi[backing] !== 0) {
        const text = textAt(backings.name, backing)
        const object = { device: deviceText(backings, backing), inode: u64Decimal(backings.inode, backing) }
        const isDeleted = text.endsWith(DELETED)
        const name = isDeleted ? text.slice(0, -DELETED.length) : text
        use = {
          isCode: false,
          pid: process.pid,
          name: process.name,
          mappings: 0,
          sizeKb: 0,
          rssKb: 0,
          pssKb: 0,
          ussKb: 0
        }
        // The name is part of it: on some file systems several files have one number (overlayfs, btrfs snapshots).
        const key = `${object.device} ${object.inode} ${text}`
        const found = objects.get(key)
        if (found === undefined) objects.set(key, { object: { ...object, name, isDeleted }, uses: [use] })
        else found.uses.push(use)
      }
      known.set(backing, use)
    }
    if (use === null) continue
    use.mappings++
    use.isCode ||= (table.perms[row]! & PERM_EXEC) !== 0
    use.sizeKb += mappingKb(table, row)
    use.rssKb = plus(use.rssKb, rss(row))
    use.pssKb = plus(use.pssKb, pss(row))
    use.ussKb = plus(use.ussKb, uss(row))
  }
}

/** What was mapped by the processes so far; their tables are not kept. */
export class ObjectIndex {
  readonly #objects = new Map<string, OpenObject>()

  add(process: SharingProcess): void {
    addUses(process, this.#objects)
  }

  /** Every object with its users; what takes most comes first. */
  list(): SharedObject[] {
    return [...this.#objects.values()]
      .map(({ object, uses }) => ({
        ...object,
        isCode: uses.some(({ isCode }) => isCode),
        uses: uses
          .sort((a, b) => (b.pssKb ?? 0) - (a.pssKb ?? 0) || b.sizeKb - a.sizeKb)
          .map(({ isCode: _, ...use }): ObjectUse => use),
        pssKb: uses.reduce<number | null>((sum, { pssKb }) => plus(sum, pssKb), 0)
      }))
      .sort((a, b) => (b.pssKb ?? 0) - (a.pssKb ?? 0))
  }
}

/** Every object that the processes map, with its users; what takes most comes first. */
export function sharedObjects(processes: Iterable<SharingProcess>): SharedObject[] {
  const index = new ObjectIndex()
  for (const process of processes) index.add(process)
  return index.list()
}

/** Names that the kernel gives to memory that never was a file, or whose file is gone from the start. */
const NEVER_A_FILE = /^\/(?:memfd:|SYSV[0-9a-f]{8}$|dev\/zero$|dev\/shm\/|i915$|drm mm object|anon_hugepage)|^\[/

/** Whether it is a file that was deleted or replaced after it was mapped: whoever maps it runs on what was there before. */
export function isReplacedFile({ name, isDeleted }: Pick<SharedObject, 'name' | 'isDeleted'>): boolean {
  return isDeleted && name.startsWith('/') && !NEVER_A_FILE.test(name)
}
