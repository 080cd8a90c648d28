import { ABSENT_COLUMNS, type AbsentColumn } from '../memory/capture.ts'
import { joinBytes } from '../base/join-bytes.ts'

/** What a line of some tool's output says of one mapping. */
export interface MappingWords {
  readonly start: bigint
  readonly end: bigint
  /** The range is made up: only its length was told. */
  readonly isPlaceUnknown?: boolean
  /** Four letters of a maps line. */
  readonly perms?: string | undefined
  readonly offset?: bigint | undefined
  /** Two hexadecimal numbers with a colon. */
  readonly device?: string | undefined
  readonly inode?: string | undefined
  readonly name: string
}

const TELLABLE = ['perms', 'offset', 'device', 'inode'] as const
const LINES_AT_ONCE = 10_000
const encoder = new TextEncoder()

/** Collects what other tools print as the kernel's own smaps text, so that there is one scanner and one way to a capture. */
export class SmapsWriter {
  rowCount = 0
  readonly #lines: string[] = []
  readonly #parts: Uint8Array[] = []
  readonly #told = new Set<AbsentColumn>()

  /** Columns of which no line said anything: what stands there in the text means nothing. */
  get absent(): readonly AbsentColumn[] {
    return ABSENT_COLUMNS.filter((column) => !this.#told.has(column))
  }

  mapping(words: MappingWords): void {
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

  /** Lines become bytes soon: a million mappings of many lines each would not fit as strings. */
  #add(line: string): void {
    // A name must not be able to end its line; the kernel writes the same instead.
    const whole = line.includes('\n') ? line.replaceAll('\n', '\\012') : line
    if (this.#lines.push(whole) >= LINES_AT_ONCE) this.#encode()
  }

  #encode(): void {
    if (this.#lines.length > 0) this.#parts.push(encoder.encode(`${this.#lines.join('\n')}\n`))
    this.#lines.length = 0
  }

  finish(): Uint8Array {
    this.#encode()
    return joinBytes(this.#parts)
  }
}
