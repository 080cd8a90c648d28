import { readFileSync, readlinkSync } from 'node:fs'
import { label } from '#shared/classify/label.ts'
import { KNOWN_RUNTIMES, type LivingRuntime, type RuntimeId } from '#shared/classify/runtimes.ts'
import { mappingStart, type MappingTable } from '#shared/memory/mapping-table.ts'
import { textAt } from '#shared/memory/text-list.ts'
import { u64BigInt, u64Hex, u64Number } from '#shared/memory/u64-column.ts'
import { openFileBytes, type OpenedFile } from '#main/symbols/file-bytes.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { NODE_METADATA } from './node-version.ts'
import { readProgramFile, type ProgramFile } from './program-file.ts'
import type { SpanSet } from './span-set.ts'
import type { LinkedRuntime } from './version-texts.ts'

/** A file that the process has loaded. */
export interface LoadedModule {
  /** As the kernel names it, without ` (deleted)`. */
  readonly name: string
  /** It is the program itself and not one of its libraries. */
  readonly isProgram: boolean
  readonly file: ProgramFile
  /** What an address of the file's own numbering has to be moved by; null where its first segment is not mapped. */
  readonly bias: number | null
}

const DELETED = / \(deleted\)$/
/** Symbols whose addresses are wanted, by the last part of the file's name. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  'libjvm.so': ['gHotSpotVMStructs'],
  node: [NODE_METADATA],
  nodejs: [NODE_METADATA]
}
/** Files that were read, by device, inode and name. Those of a running program can't be written (ETXTBSY). */
const known = new Map<string, ProgramFile | null>()
const MOST_KNOWN = 4096
const PAGE = 4096

/**
 * The file itself, also when it was deleted or lies in another mount namespace (map_files needs CAP_CHECKPOINT_RESTORE, man
 * 5 proc), else the one of that name if it has the same inode.
 */
function openMapped(folder: ProcFolder, table: MappingTable, row: number, name: string): OpenedFile | null {
  const isDeleted = DELETED.test(name)
  const inode = u64BigInt(table.backings.inode, table.backing[row]!)
  const byName = isDeleted || !name.startsWith('/') ? null : openFileBytes(folder.pathOf(`root${name}`))
  if (byName?.status.ino === inode) return byName
  byName?.close()
  return openFileBytes(folder.pathOf(`map_files/${u64Hex(table.start, row, 1)}-${u64Hex(table.end, row, 1)}`))
}

/** Null where it is not an ELF file, undefined where it can't be read. */
function readOnce(
  folder: ProcFolder,
  table: MappingTable,
  row: number,
  name: string,
  isProgram: boolean
): ProgramFile | null | undefined {
  const { major, minor, inode } = table.backings
  const at = table.backing[row]!
  const key = `${major[at]}:${minor[at]} ${u64BigInt(inode, at)} ${name}`
  const before = known.get(key)
  if (before !== undefined) return before
  const opened = openMapped(folder, table, row, name)
  if (opened === null) return undefined
  try {
    const exports = WANTED[name.slice(name.lastIndexOf('/') + 1)] ?? []
    const file = readProgramFile(opened, name, isProgram, exports)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, file)
    return file
  } finally {
    opened.close()
  }
}

function programName(folder: ProcFolder): string {
  try {
    return readlinkSync(folder.pathOf('exe'))
  } catch {
    return ''
  }
}

/** The address at which the file's address 0 would be, by a mapping of that segment's page in the file. */
function biasOf(file: ProgramFile, pieces: readonly { start: number; offset: number }[]): number | null {
  for (const { offset, address } of file.loads) {
    const page = offset - (offset % PAGE)
    const piece = pieces.find((each) => each.offset === page)
    if (piece !== undefined) return piece.start - (address - (address % PAGE))
  }
  return null
}

/** What a process maps to be executed. */
export interface LoadedFiles {
  /** Those whose files can be read and are ELF files. */
  readonly modules: readonly LoadedModule[]
  /** Names of files that can be read and are none: what a runtime keeps its code in (SBCL's core). */
  readonly dataFiles: ReadonlySet<string>
}

/** The files of a process that are mapped to be executed, by the device and inode that are mapped. */
export function loadedFiles(folder: ProcFolder, table: MappingTable): LoadedFiles {
  const pieces = new Map<number, { row: number; start: number; offset: number }[]>()
  for (let row = 0; row < table.rowCount; row++) {
    const backing = table.backing[row]!
    const { inode } = table.backings
    if (inode.lo[backing] === 0 && inode.hi[backing] === 0) continue
    const piece = { row, start: mappingStart(table, row), offset: u64Number(table.offset, row) }
    const own = pieces.get(backing)
    if (own === undefined) pieces.set(backing, [piece])
    else own.push(piece)
  }
  const program = programName(folder)
  const modules: LoadedModule[] = []
  const dataFiles = new Set<string>()
  for (const [backing, own] of pieces) {
    const name = textAt(table.backings.name, backing)
    // Devices and files that are only data are not opened: no part of them is executed.
    if (name.startsWith('/dev/') || !own.some(({ row }) => (table.perms[row]! & 4) !== 0)) continue
    const file = readOnce(folder, table, own[0]!.row, name, name === program)
    if (file === null) dataFiles.add(name)
    else if (file !== undefined)
      modules.push({ name: name.replace(DELETED, ''), isProgram: name === program, file, bias: biasOf(file, own) })
  }
  return { modules, dataFiles }
}

/** The ends of .bss by the program headers: from the page behind the file's bytes to the segment's end. */
export function addBss(modules: readonly LoadedModule[], into: SpanSet): void {
  for (const { name, file, bias } of modules) {
    if (bias === null) continue
    for (const { address, fileSize, memorySize } of file.loads) {
      const start = bias + Math.ceil((address + fileSize) / PAGE) * PAGE
      const end = bias + Math.ceil((address + memorySize) / PAGE) * PAGE
      if (end <= start) continue
      into.add(
        start,
        end,
        label('image', 'inferred', 'bss', { purpose: 'bss', values: { name }, group: name, depth: 'files' })
      )
    }
  }
}

/** `JAVA_VERSION="17.0.9"` of the file `release` in the JDK's folder, two above that of libjvm.so. */
function javaVersion(folder: ProcFolder, library: string): string {
  try {
    const home = library.replace(/\/lib(?:\/\w+)?\/\w+\/libjvm\.so$/, '')
    const text = readFileSync(folder.pathOf(`root${home}/release`), 'latin1').slice(0, 4096)
    return /^JAVA_VERSION="([\d._+-]+)"/m.exec(text)?.[1] ?? ''
  } catch {
    return ''
  }
}

/** Runtimes that the files' names and sections show. */
export function runtimesOfModules(folder: ProcFolder, modules: readonly LoadedModule[]): LivingRuntime[] {
  const found = new Map<RuntimeId, LinkedRuntime>()
  for (const { name, file } of modules) {
    // A program with an allocator in it does not contain the version that the allocator's own library contains.
    for (const each of file.runtimes) if (each.version !== '' || !found.has(each.id)) found.set(each.id, each)
    if (name.endsWith('/libjvm.so')) found.set('jvm', { id: 'jvm', version: javaVersion(folder, name) })
  }
  return [...found.values()].map(({ id, version, name = KNOWN_RUNTIMES.find((known) => known.id === id)!.name }) => {
    return { id, name: version === '' ? name : `${name} ${version}` }
  })
}
