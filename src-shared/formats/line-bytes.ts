import { joinBytes } from '../base/join-bytes.ts'

const LINES_AT_ONCE = 10_000
const encoder = new TextEncoder()

/** Lines as UTF-8. They become bytes soon: a million mappings of many lines each would not fit as strings. */
export class LineBytes {
  readonly #lines: string[] = []
  readonly #parts: Uint8Array[] = []

  add(line: string): void {
    if (this.#lines.push(line) >= LINES_AT_ONCE) this.#encode()
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
