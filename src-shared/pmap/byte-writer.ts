const CHUNK = 64 * 1024

/** Collects output bytes and hands them on in large pieces; a piece may not be kept, its buffer is used again. */
export class ByteWriter {
  readonly #sink: (bytes: Uint8Array) => void
  #buffer = new Uint8Array(CHUNK)
  #fill = 0

  constructor(sink: (bytes: Uint8Array) => void) {
    this.#sink = sink
  }

  /** Text of ASCII characters only. */
  ascii(text: string): void {
    this.#room(text.length)
    for (let i = 0; i < text.length; i++) this.#buffer[this.#fill++] = text.charCodeAt(i)
  }

  /** ASCII text right-aligned in `width` columns; longer text is not cut. */
  right(text: string, width: number): void {
    const blanks = width - text.length
    this.#room(Math.max(width, text.length))
    for (let i = 0; i < blanks; i++) this.#buffer[this.#fill++] = 32
    for (let i = 0; i < text.length; i++) this.#buffer[this.#fill++] = text.charCodeAt(i)
  }

  byte(value: number): void {
    this.#room(1)
    this.#buffer[this.#fill++] = value
  }

  bytes(given: Uint8Array): void {
    this.#room(given.length)
    this.#buffer.set(given, this.#fill)
    this.#fill += given.length
  }

  flush(): void {
    if (this.#fill > 0) this.#sink(this.#buffer.subarray(0, this.#fill))
    this.#fill = 0
  }

  #room(length: number): void {
    if (this.#fill + length <= this.#buffer.length) return
    this.flush()
    if (length > this.#buffer.length) this.#buffer = new Uint8Array(length * 2)
  }
}
