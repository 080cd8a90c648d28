import {
  fieldValue,
  findField,
  mappingBytes,
  mappingEnd,
  mappingStart,
  PERM_EXEC,
  PERM_READ,
  PERM_SHARED,
  PERM_WRITE,
  type MappingTable
} from '../memory/mapping-table.ts'
import type { FieldColumn } from '../memory/field-column.ts'
import { textAt, textCount } from '../memory/text-list.ts'
import { u64Decimal } from '../memory/u64-column.ts'
import type { Label } from './label.ts'
import { baseName } from './module-name.ts'
import { nameFacts, type NameFacts } from './name-kind.ts'
import { NOTHING_OBSERVED, SpanFinder, type Observed } from './observed.ts'
import { runtimesOfFiles, type LivingRuntime, type RuntimeId } from './runtimes.ts'

/** Bytes; a larger hole before a stack is something else. */
export const LARGEST_GUARD = 1024 * 1024
const ACCESS = PERM_READ | PERM_WRITE | PERM_EXEC

/** The row that recognisers look at, with what they may ask about it and its neighbours. One object serves all rows. */
export class RowCursor {
  readonly table: MappingTable
  /** Facts of each backing's name, read once. */
  readonly names: readonly NameFacts[]
  /** 1 where a file is mapped executable somewhere in this table: it is a module, and all its mappings belong to it. */
  readonly isModule: Uint8Array
  /** Runtimes and allocators that live in the process. */
  readonly runtimes: readonly LivingRuntime[]
  /** Whether the source has the kernel's own names ([heap], [vdso]), which pmap's default, -d and -x leave out. */
  readonly hasKernelNames: boolean
  /** Whether NVIDIA's unified memory is in use, which keeps ranges of addresses free on both sides. */
  readonly hasUnifiedMemory: boolean
  /** Whether the kernel marks stacks with `nh` (since Linux 6.7): then memory without it is not one. */
  readonly knowsStackFlag: boolean
  row = 0
  previous: Label | null = null
  readonly #flags: readonly ReadonlySet<string>[]
  readonly #resident: readonly (FieldColumn | undefined)[]
  readonly #isPrivateModule: Uint8Array
  readonly #made = new Map<string, Label>()
  readonly #ofBacking: (Label | undefined)[]

  readonly observed: Observed
  readonly spans: SpanFinder

  constructor(table: MappingTable, observed: Observed = NOTHING_OBSERVED) {
    this.table = table
    this.observed = observed
    this.spans = new SpanFinder(observed.spans)
    const count = textCount(table.backings.name)
    this.names = Array.from({ length: count }, (_, index) => {
      const name = textAt(table.backings.name, index)
      return nameFacts(name, u64Decimal(table.backings.inode, index), observed.soNamed.has(name))
    })
    this.isModule = new Uint8Array(count)
    this.#isPrivateModule = new Uint8Array(count)
    this.#ofBacking = new Array<Label | undefined>(count)
    for (let row = 0; row < table.rowCount; row++) {
      if (!(table.perms[row]! & PERM_EXEC)) continue
      this.isModule[table.backing[row]!] = 1
      if (!(table.perms[row]! & PERM_SHARED)) this.#isPrivateModule[table.backing[row]!] = 1
    }
    const sets = table.flags?.sets
    this.#flags = sets
      ? Array.from({ length: textCount(sets) }, (_, index) => new Set(textAt(sets, index).split(' ')))
      : []
    const files = this.names.filter(({ kind }) => kind === 'file' || kind === 'device')
    const byFiles = runtimesOfFiles(files.map(({ label }) => baseName(label)))
    // What the files themselves report goes before what they are called.
    const isBetter = ({ id }: LivingRuntime): boolean => !observed.runtimes.some((runtime) => runtime.id === id)
    this.runtimes = [...observed.runtimes, ...byFiles.filter(isBetter)]
    this.hasUnifiedMemory = this.names.some(({ label }) => baseName(label) === 'nvidia-uvm')
    this.knowsStackFlag = this.#flags.some((set) => set.has('nh'))
    this.hasKernelNames = this.names.some(
      ({ kind, label }) => (kind === 'kernel-page' && label !== '[vsyscall]') || kind === 'heap'
    )
    this.#resident = [findField(table, 'Rss'), findField(table, 'Swap')]
  }

  /** Whether a small hole without access lies directly before a row, as guards of stacks do. */
  isGuarded(row = this.row): boolean {
    const before = row - 1
    if (before < 0 || this.endOf(before) !== this.startOf(row)) return false
    return this.hasNoAccess(before) && this.isPlainAnonymous(before) && this.bytesOf(before) <= LARGEST_GUARD
  }

  get name(): NameFacts {
    return this.names[this.table.backing[this.row]!]!
  }
  get start(): number {
    return mappingStart(this.table, this.row)
  }
  get end(): number {
    return mappingEnd(this.table, this.row)
  }
  get bytes(): number {
    return mappingBytes(this.table, this.row)
  }
  startOf(row: number): number {
    return mappingStart(this.table, row)
  }
  endOf(row: number): number {
    return mappingEnd(this.table, row)
  }
  bytesOf(row: number): number {
    return mappingBytes(this.table, row)
  }
  /** Whether a runtime lives in the process. */
  has(id: RuntimeId): boolean {
    return this.runtimes.some((runtime) => runtime.id === id)
  }
  hasAny(ids: readonly RuntimeId[]): boolean {
    return this.runtimes.some(({ id }) => ids.includes(id))
  }
  /** The name of the first of these runtimes that lives in the process; empty without one that has a name. */
  firstOwner(ids: readonly RuntimeId[]): string {
    return ids.map((id) => this.ownerName(id)).find((name) => name !== '') ?? ''
  }
  /** The name and version of a runtime that lives in the process; empty where it does not. */
  ownerName(id: RuntimeId): string {
    return this.runtimes.find((runtime) => runtime.id === id)?.name ?? ''
  }
  /** The runtime that a file belongs to, with its version; empty where it is of none that is known. */
  ownerOfFile(name: string): string {
    return runtimesOfFiles([name])[0]?.name ?? ''
  }
  /** Whether a private mapping of the row's file may be executed: the file is loaded as a module. */
  isPrivateModule(row: number): boolean {
    return this.#isPrivateModule[this.table.backing[row]!] === 1
  }
  /** Neither read, write nor execute. */
  hasNoAccess(row = this.row): boolean {
    return (this.table.perms[row]! & ACCESS) === 0
  }
  /** Private, without any name: what mmap(MAP_ANONYMOUS|MAP_PRIVATE) gives. */
  isPlainAnonymous(row = this.row): boolean {
    return this.names[this.table.backing[row]!]!.kind === 'none' && (this.table.perms[row]! & PERM_SHARED) === 0
  }
  isReadable(row = this.row): boolean {
    return (this.table.perms[row]! & PERM_READ) !== 0
  }
  isWritable(row = this.row): boolean {
    return (this.table.perms[row]! & PERM_WRITE) !== 0
  }
  isExecutable(row = this.row): boolean {
    return (this.table.perms[row]! & PERM_EXEC) !== 0
  }
  isShared(row = this.row): boolean {
    return (this.table.perms[row]! & PERM_SHARED) !== 0
  }
  /** Whether the source reports VmFlags. */
  get hasFlags(): boolean {
    return this.table.flags !== null
  }
  isReadWrite(row = this.row): boolean {
    return (this.table.perms[row]! & ACCESS) === (PERM_READ | PERM_WRITE)
  }
  /** The row before ends where this one starts. */
  followsDirectly(): boolean {
    return this.row > 0 && mappingEnd(this.table, this.row - 1) === this.start
  }
  /** The row after starts where this one ends. */
  isFollowedDirectly(row = this.row): boolean {
    return row + 1 < this.table.rowCount && mappingStart(this.table, row + 1) === mappingEnd(this.table, row)
  }
  /** A VmFlags letter pair of a row; undefined where the source has no VmFlags. */
  hasFlag(letters: string, row = this.row): boolean | undefined {
    const id = this.table.flags?.id[row] ?? 0
    return id === 0 ? undefined : this.#flags[id]!.has(letters)
  }
  /** Resident and swapped kB of the row; undefined where the source does not know. */
  usedKb(): number | undefined {
    let sum = 0
    for (const field of this.#resident) {
      const value = field === undefined ? undefined : fieldValue(this.table, field, this.row)
      if (value === undefined) return undefined
      sum += value
    }
    return sum
  }
  /** Resident kB of the row; undefined where the source does not know. */
  residentKb(): number | undefined {
    const field = this.#resident[0]
    return field === undefined ? undefined : fieldValue(this.table, field, this.row)
  }
  /** The finding that every row of this row's backing gets, made when first asked for. */
  ofBacking(make: (name: string, cursor: RowCursor) => Label): Label {
    const backing = this.table.backing[this.row]!
    return (this.#ofBacking[backing] ??= make(this.name.label, this))
  }
  /** The same Label object for the same key, made when first asked for. */
  once(key: string, make: () => Label): Label {
    let known = this.#made.get(key)
    if (known === undefined) {
      known = make()
      this.#made.set(key, known)
    }
    return known
  }
}
