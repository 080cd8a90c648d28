import { mappingNameBytes, type MappingTable } from '../memory/mapping-table.ts'
import { textBytes, textCount } from '../memory/text-list.ts'
import { compareU64, setU64, newU64Column, u64Hex, type U64Column } from '../memory/u64-column.ts'
import { printableName, type TextRules } from './printable.ts'

/** What pmap needs to know of a process to name its mappings. */
export interface LabelFacts {
  /** Field 28 of stat; null when it is unknown. */
  readonly startStack: bigint | null
  /** Minor number of the SysV shared memory device; null when it is unknown. */
  readonly shmMinor: number | null
}

export interface LabelOptions {
  /** -p */
  readonly isFullPath: boolean
  /** -k */
  readonly usesKernelNames: boolean
  readonly rules: TextRules
}

const SLASH = 47
const OPEN = 91
const CLOSE = 93
const encoder = new TextEncoder()
const ANON = encoder.encode('  [ anon ]')
const STACK = encoder.encode('  [ stack ]')
const SYSV = encoder.encode('/SYSV')

function includes(bytes: Uint8Array, part: Uint8Array): boolean {
  for (let at = bytes.indexOf(part[0]!); at >= 0; at = bytes.indexOf(part[0]!, at + 1)) {
    if (part.every((byte, i) => bytes[at + i] === byte)) return true
  }
  return false
}

function pathPart(name: Uint8Array, isFullPath: boolean): Uint8Array {
  const last = name.lastIndexOf(SLASH)
  if (isFullPath) return name.subarray(name.indexOf(SLASH))
  return last === name.length - 1 ? name.subarray(last) : name.subarray(last + 1)
}

/**
 * Names for the Mapping column of the default format, -d and -x (pmap 4.0.2, measured; -k as in 4.0.6): shmid, else the
 * path, else with -k the kernel's bracketed name, else [ stack ] where the process's stack began, else [ anon ].
 */
export class MappingLabels {
  readonly #table: MappingTable
  readonly #options: LabelOptions
  readonly #stack: U64Column | null
  /** Label of each backing; null where it depends on the row's addresses. */
  readonly #byBacking: (Uint8Array | null)[]

  constructor(table: MappingTable, facts: LabelFacts, options: LabelOptions) {
    this.#table = table
    this.#options = options
    this.#stack = facts.startStack === null ? null : newU64Column(1)
    if (this.#stack !== null && facts.startStack !== null) setU64(this.#stack, 0, facts.startStack)
    const { name } = table.backings
    this.#byBacking = Array.from({ length: textCount(name) }, (_, backing) =>
      this.#backingLabel(textBytes(name, backing), backing, facts.shmMinor)
    )
  }

  labelOf(row: number): Uint8Array {
    return this.#byBacking[this.#table.backing[row]!] ?? (this.#isStack(row) ? STACK : ANON)
  }

  #backingLabel(name: Uint8Array, backing: number, shmMinor: number | null): Uint8Array | null {
    const { major, minor, inode } = this.#table.backings
    const { isFullPath, usesKernelNames, rules } = this.#options
    if (major[backing] === 0 && minor[backing] === shmMinor && includes(name, SYSV)) {
      return encoder.encode(`  [ shmid=0x${u64Hex(inode, backing, 1)} ]`)
    }
    if (name.includes(SLASH)) return printableName(pathPart(name, isFullPath), rules)
    if (usesKernelNames && name.at(-1) === CLOSE && name.includes(OPEN)) {
      return printableName(name.subarray(name.indexOf(OPEN)), rules)
    }
    return null
  }

  #isStack(row: number): boolean {
    const { start, end } = this.#table
    return (
      this.#stack !== null && compareU64(this.#stack, 0, start, row) >= 0 && compareU64(this.#stack, 0, end, row) <= 0
    )
  }
}

/** The name in -X and -XX: the kernel's bytes, without -p what follows the last `/`. */
export function wideLabel(table: MappingTable, row: number, isFullPath: boolean): Uint8Array {
  const name = mappingNameBytes(table, row)
  return isFullPath ? name : name.subarray(name.lastIndexOf(SLASH) + 1)
}
