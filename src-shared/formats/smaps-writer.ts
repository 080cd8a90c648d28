import { ABSENT_COLUMNS, type AbsentColumn } from '../memory/capture.ts'
import { LineBytes } from './line-bytes.ts'
import { RowCheck, type RowFault } from './row-check.ts'

/** What a line of some tool's output says of one mapping. */
export interface MappingWords {
  readonly start: bigint
  readonly end: bigint
  /** The range is made up: only its length was told. */
  readonly isPlaceUnknown?: boolean
  /** Only where it begins was told: its end is its start. */
  readonly isSizeUnknown?: boolean
  /** Four letters of a maps line. */
  readonly perms?: string | undefined
  readonly offset?: bigint | undefined
  /** Two hexadecimal numbers with a colon. */
  readonly device?: string | undefined
  readonly inode?: string | undefined
  readonly name: string
}

const TELLABLE = ['perms', 'offset', 'device', 'inode'] as const

/**
 * Collects what other tools print as the kernel's own smaps text, so that there is one scanner and one way to a capture.
 * What can't be a mapping does not get in, whatever its line looked like (RowCheck).
 */
export class SmapsWriter {
  rowCount = 0
  /** Why the last row was refused; null when it was taken. */
  fault: RowFault | null = null
  readonly #check = new RowCheck()
  readonly #lines = new LineBytes()
  readonly #told = new Set<AbsentColumn>()

  /** Columns of which no line said anything: what stands there in the text means nothing. */
  get absent(): readonly AbsentColumn[] {
    return ABSENT_COLUMNS.filter((column) => !this.#told.has(column))
  }

  /** Whether the rows are a list of mappings: those that were refused are few against those that were taken. */
  get isListing(): boolean {
    return this.#check.isListing
  }

  /** @returns false when the row can't be a mapping; `fault` says why, and what is told of it is left out, too */
  mapping(words: MappingWords): boolean {
    this.fault = this.#check.fault(words)
    if (this.fault !== null) return false
    this.#write(words)
    return true
  }

  #write(words: MappingWords): void {
    const { start, end, perms = 'r--p', offset = 0n, device = '00:00', inode = '0', name } = words
    this.rowCount++
    if (words.isPlaceUnknown !== true) this.#told.add('address')
    for (const column of TELLABLE) if (words[column] !== undefined) this.#told.add(column)
    const range = `${start.toString(16).padStart(8, '0')}-${end.toString(16).padStart(8, '0')}`
    this.#add(`${range} ${perms} ${offset.toString(16).padStart(8, '0')} ${device} ${inode} ${name}`)
  }

  /** A number of the mapping written last. Leave out what is unknown. */
  field(name: string, value: string | number, unit: 'kB' | 'none' = 'kB'): void {
    this.#add(`${name}: ${value}${unit === 'kB' ? ' kB' : ''}`)
  }

  flags(letters: string): void {
    this.#add(`VmFlags: ${letters} `)
  }

  /** A line of another kernel, such as Android's Name. */
  text(label: string, value: string): void {
    this.#add(`${label}: ${value}`)
  }

  #add(line: string): void {
    if (this.fault !== null) return
    // A name must not be able to end its line; the kernel writes the same instead.
    this.#lines.add(line.includes('\n') ? line.replaceAll('\n', '\\012') : line)
  }

  finish(): Uint8Array {
    return this.#lines.finish()
  }
}
