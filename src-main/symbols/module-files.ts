import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { AddressModule } from '#shared/address/address-module.ts'
import { fileIdentity, moduleOfRow } from '#shared/address/address-module.ts'
import type { ModuleFile, OpenModule } from '#shared/address/locate-address.ts'
import { mappingBytes, rowAtAddress, type MappingTable } from '#shared/memory/mapping-table.ts'
import { u64BigInt, u64Hex } from '#shared/memory/u64-column.ts'
import { descriptorBytes, memoryBytes, openFileBytes, type OpenedFile } from './file-bytes.ts'
import { readModule } from './read-module.ts'

/** Where the files of mappings are looked for. */
export interface ModuleRoots {
  /** The process's folder in /proc; null for a process of a file. */
  readonly procFolder: string | null
  /** A folder that holds the other machine's files under their paths; null: this machine's own. */
  readonly root: string | null
}

const DELETED = / \(deleted\)$/
const LARGEST_VDSO = 1024 * 1024

/** The file itself, also when it was deleted or lies in another mount namespace; needs CAP_CHECKPOINT_RESTORE (man 5 proc). */
function openMapped(table: MappingTable, module: AddressModule, procFolder: string): OpenedFile | null {
  const range = `${u64Hex(table.start, module.row, 1)}-${u64Hex(table.end, module.row, 1)}`
  return openFileBytes(`${procFolder}/map_files/${range}`)
}

/**
 * By its path, if the file there still is the one that is mapped: its inode is compared, not its device, which some file
 * systems (btrfs, overlayfs) report differently in maps and in stat.
 */
function openNamed(table: MappingTable, module: AddressModule, root: string, isOtherRoot: boolean): OpenedFile | null {
  if (!module.name.startsWith('/') || DELETED.test(module.name)) return null
  const file = openFileBytes(join(root, module.name))
  if (file === null || isOtherRoot || file.status.ino === fileIdentity(table, module.row).inode) return file
  file.close()
  return null
}

function openModuleFile(table: MappingTable, module: AddressModule, roots: ModuleRoots): OpenedFile | null {
  const { procFolder, root } = roots
  if (root !== null) return openNamed(table, module, root, true)
  if (procFolder === null) return openNamed(table, module, '/', false)
  return openMapped(table, module, procFolder) ?? openNamed(table, module, `${procFolder}/root`, false)
}

/** The vdso is a whole ELF image that the kernel keeps in memory (man 7 vdso). */
async function readVdso(table: MappingTable, row: number, procFolder: string): Promise<ModuleFile | null> {
  let descriptor: number
  try {
    descriptor = openSync(`${procFolder}/mem`, 'r')
  } catch {
    return null
  }
  try {
    const size = Math.min(mappingBytes(table, row), LARGEST_VDSO)
    return await readModule(memoryBytes(descriptorBytes(descriptor, size, u64BigInt(table.start, row)).read(0, size)))
  } finally {
    closeSync(descriptor)
  }
}

/** Files that were read before, for whoever asks again and again; the ones used last stay. A file that was changed is another. */
export class ReadModules {
  readonly #most: number
  readonly #read = new Map<string, ModuleFile | 'no-elf'>()

  constructor(most: number) {
    this.#most = most
  }

  async get(file: OpenedFile): Promise<ModuleFile | 'no-elf'> {
    const { dev, ino, size, mtimeNs, ctimeNs } = file.status
    const key = [dev, ino, size, mtimeNs, ctimeNs].join()
    const module = this.#read.get(key) ?? (await readModule(file)) ?? 'no-elf'
    this.#read.delete(key)
    this.#read.set(key, module)
    for (const oldest of this.#read.keys()) {
      if (this.#read.size <= this.#most) break
      this.#read.delete(oldest)
    }
    return module
  }
}

async function readModuleFile(
  table: MappingTable,
  module: AddressModule,
  roots: ModuleRoots,
  before: ReadModules
): Promise<ModuleFile | 'no-elf' | null> {
  if (module.name === '[vdso]') {
    return roots.procFolder === null ? null : readVdso(table, module.row, roots.procFolder)
  }
  const file = openModuleFile(table, module, roots)
  if (file === null) return null
  try {
    return await before.get(file)
  } finally {
    file.close()
  }
}

/**
 * Opens the files that some addresses belong to, each once; gives the look-up that locateAddress asks.
 * @param before what was read for earlier questions
 */
export async function openModules(
  table: MappingTable,
  addresses: readonly bigint[],
  roots: ModuleRoots,
  before = new ReadModules(Infinity)
): Promise<OpenModule> {
  const opened = new Map<string, ModuleFile | 'no-elf' | null>()
  for (const address of addresses) {
    const row = rowAtAddress(table, address)
    const module = row < 0 ? null : moduleOfRow(table, row)
    if (module === null || opened.has(module.name)) continue
    opened.set(module.name, await readModuleFile(table, module, roots, before))
  }
  return ({ name }) => opened.get(name) ?? null
}
