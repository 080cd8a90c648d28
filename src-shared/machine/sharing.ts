import { deviceText, fieldValue, findField, mappingKb, type MappingTable } from '../memory/mapping-table.ts'
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
  readonly uses: readonly ObjectUse[]
  /**
   * What it really takes, as far as its users were read: the sum of their proportional shares, kB. What other processes,
   * which could not be read, map of it is missing.
   */
  readonly pssKb: number | null
}

const DELETED = ' (deleted)'

interface OpenUse {
  pid: number
  name: string
  mappings: number
  sizeKb: number
  rssKb: number | null
  pssKb: number | null
  ussKb: number | null
}

/** Adds; not known stays not known, so that a sum never looks smaller than it is. */
const plus = (sum: number | null, value: number | undefined): number | null =>
  sum === null || value === undefined ? null : sum + value

function addUses(
  process: SharingProcess,
  objects: Map<string, { object: Omit<SharedObject, 'uses' | 'pssKb'>; uses: OpenUse[] }>
): void {
  const { table } = process
  const { backings } = table
  const [rss, pss, clean, dirty] = ['Rss', 'Pss', 'Private_Clean', 'Private_Dirty'].map((name) =>
    findField(table, name)
  )
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
        use = { pid: process.pid, name: process.name, mappings: 0, sizeKb: 0, rssKb: 0, pssKb: 0, ussKb: 0 }
        // The name is part of it: on some file systems several files have one number (overlayfs, btrfs snapshots).
        const key = `${object.device} ${object.inode} ${text}`
        const found = objects.get(key)
        if (found === undefined) objects.set(key, { object: { ...object, name, isDeleted }, uses: [use] })
        else found.uses.push(use)
      }
      known.set(backing, use)
    }
    if (use === null) continue
    const value = (field: typeof rss): number | undefined =>
      field === undefined ? undefined : fieldValue(table, field, row)
    use.mappings++
    use.sizeKb += mappingKb(table, row)
    use.rssKb = plus(use.rssKb, value(rss))
    use.pssKb = plus(use.pssKb, value(pss))
    use.ussKb = plus(plus(use.ussKb, value(clean)), value(dirty))
  }
}

/** Every object that the processes map, with its users; what takes most comes first. */
export function sharedObjects(processes: Iterable<SharingProcess>): SharedObject[] {
  const objects = new Map<string, { object: Omit<SharedObject, 'uses' | 'pssKb'>; uses: OpenUse[] }>()
  for (const process of processes) addUses(process, objects)
  return [...objects.values()]
    .map(({ object, uses }) => ({
      ...object,
      uses: uses.sort((a, b) => (b.pssKb ?? 0) - (a.pssKb ?? 0) || b.sizeKb - a.sizeKb),
      pssKb: uses.reduce<number | null>((sum, { pssKb }) => plus(sum, pssKb ?? undefined), 0)
    }))
    .sort((a, b) => (b.pssKb ?? 0) - (a.pssKb ?? 0))
}

/**
 * Resident memory of no file that other processes map too, kB: what is still shared copy-on-write with relatives after a
 * fork. Null where the source does not tell.
 */
export function copyOnWriteKb(table: MappingTable): number | null {
  const fields = ['Shared_Clean', 'Shared_Dirty'].map((name) => findField(table, name))
  if (fields.includes(undefined)) return null
  let sum: number | null = 0
  const { inode } = table.backings
  for (let row = 0; row < table.rowCount; row++) {
    const backing = table.backing[row]!
    // vdso and vvar are the kernel's, and have names in brackets; heap and stack are shared by fork as nameless memory is.
    if (inode.lo[backing] !== 0 || inode.hi[backing] !== 0) continue
    if (/^\[v/.test(textAt(table.backings.name, backing))) continue
    for (const field of fields) sum = plus(sum, field === undefined ? undefined : fieldValue(table, field, row))
  }
  return sum
}
