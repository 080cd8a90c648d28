import type { Capture } from '../../memory/capture.ts'
import { mappingName, mappingStart, permsText } from '../../memory/mapping-table.ts'
import { isKernelName, isPathName } from './record-name.ts'

/** What is looked at to see whether rows are mappings of a Linux process. */
export interface JudgedRow {
  readonly start: bigint
  /** Three or four letters; undefined where they were not given. */
  readonly perms?: string | undefined
  readonly name: string
}

/** Names that only other systems have: macOS, Windows, the BSDs; and what machines and firmware call their memory. */
const FOREIGN =
  /\.dylib\b|^\/System\/Library\/|\/dyld(?:_|$)|\/Contents\/MacOS\/|\.framework\/|^__[A-Z]{3,20}\b|^MALLOC_|^[A-Z]:\\|^\\Device\\|\bld-elf(?:32)?\.so|\blibc\.so\.7$|^\/libexec\/|^(?:System RAM|Reserved|ACPI|PCI|Kernel |MEM_|PAGE_|Video|flash|sram|dram|rom|peripherals?)\b/i
/** A program or library of Linux. */
const SHARED_OBJECT = /\.so(?:\.\d{1,9}){0,4}$|\bld-linux/
/** Where x86-64 has programs that may lie anywhere (Documentation/arch/x86/x86_64/mm.rst, ELF_ET_DYN_BASE). */
const isProgramAddress = (start: bigint): boolean => start >= 0x550000000000n && start < 0x570000000000n

/** Whether a name is one that only another system gives, or none of a mapping at all. */
const isForeign = (name: string): boolean => FOREIGN.test(name.replace(/^…\//, ''))

/** Rows of a capture, as they are judged. */
function* judgedRows({ table, absent }: Capture): Generator<JudgedRow> {
  const areReported = absent?.includes('perms') !== true
  for (let row = 0; row < table.rowCount; row++) {
    const perms = areReported ? permsText(table.perms[row] ?? 0) : undefined
    const isKindReported = absent?.includes('sharing') !== true
    yield {
      start: BigInt(mappingStart(table, row)),
      perms: isKindReported ? perms : perms?.slice(0, 3),
      name: mappingName(table, row)
    }
  }
}

/** Whether a capture may be of a Linux process, as far as its rows report. */
export const isLinuxCapture = (capture: Capture): boolean => isLinuxList([...judgedRows(capture)])

/** Whether a capture has names that only other systems give. */
export function isForeignCapture({ table }: Capture): boolean {
  for (let row = 0; row < table.rowCount; row++) if (isForeign(mappingName(table, row))) return true
  return false
}

/**
 * Whether rows that fit otherwise are mappings of a Linux process, and no ranges of something else: they have its names, or
 * permissions beside its files.
 */
export function isLinuxList(rows: readonly JudgedRow[]): boolean {
  if (rows.length === 0 || rows.some(({ name }) => isForeign(name))) return false
  if (rows.some(({ name }) => isKernelName(name))) return true
  const permissions = rows.flatMap(({ perms }) => perms ?? [])
  if (permissions.length * 5 < rows.length * 4) return false
  const areWhole = permissions.every((perms) => /[ps]$/.test(perms))
  const hasFiles = rows.some(({ name }) => isPathName(name) || SHARED_OBJECT.test(name))
  return hasFiles || (rows.length > 1 && (areWhole || rows.some(({ start }) => isProgramAddress(start))))
}
