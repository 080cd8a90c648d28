/** What a line of some tool's output says of one mapping. */
export interface MappingWords {
  readonly start: bigint
  readonly end: bigint
  /** Four letters of a maps line. */
  readonly perms: string
  readonly offset?: bigint
  /** Two hexadecimal numbers with a colon. */
  readonly device?: string
  readonly inode?: string
  readonly name: string
}

const encoder = new TextEncoder()

/** Collects what other tools print as the kernel's own smaps text, so that there is one scanner and one way to a capture. */
export class SmapsWriter {
  rowCount = 0
  readonly #lines: string[] = []

  mapping({ start, end, perms, offset = 0n, device = '00:00', inode = '0', name }: MappingWords): void {
    this.rowCount++
    const range = `${start.toString(16).padStart(8, '0')}-${end.toString(16).padStart(8, '0')}`
    this.#lines.push(`${range} ${perms} ${offset.toString(16).padStart(8, '0')} ${device} ${inode} ${name}`)
  }

  /** A number of the mapping written last. Leave out what is unknown. */
  field(name: string, value: string | number, unit: 'kB' | 'none' = 'kB'): void {
    this.#lines.push(`${name}: ${value}${unit === 'kB' ? ' kB' : ''}`)
  }

  flags(letters: string): void {
    this.#lines.push(`VmFlags: ${letters} `)
  }

  finish(): Uint8Array {
    return encoder.encode(this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`)
  }
}
