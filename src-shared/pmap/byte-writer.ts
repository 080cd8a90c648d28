const CHUNK = 64 * 1024

/** How many decimal digits a whole number below 2^32 has. */
function decimalDigits(value: number): number {
  let digits = 1
  for (let limit = 10; digits < 10 && value >= limit; limit *= 10) digits++
  return digits
}

/** How many hexadecimal digits a 64-bit value has; 0 has one. */
export function hexDigits(hi: number, lo: number): number {
  return hi === 0 ? Math.max(1, 8 - (Math.clz32(lo) >> 2)) : 16 - (Math.clz32(hi) >> 2)
}

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

  /** A whole number below 2^53 in decimal digits, right-aligned in `width` columns; a longer one is not cut. */
  number(value: number, width: number): void {
    if (value > 0xffffffff) return this.right(String(value), width)
    const length = Math.max(width, decimalDigits(value))
    this.#room(length)
    const buffer = this.#buffer
    const start = this.#fill
    let at = start + length
    this.#fill = at
    do {
      const rest = (value / 10) >>> 0
      buffer[--at] = 48 + value - rest * 10
      value = rest
    } while (value > 0)
    while (at > start) buffer[--at] = 32
  }

  /** A 64-bit value in lower-case hexadecimal, of at least `minDigits`, right-aligned in `width` columns. */
  hex(hi: number, lo: number, minDigits: number, width: number): void {
    const digits = Math.max(minDigits, hexDigits(hi, lo))
    const length = Math.max(width, digits)
    this.#room(length)
    const buffer = this.#buffer
    const start = this.#fill
    let at = start + length
    this.#fill = at
    for (let digit = 0; digit < digits; digit++) {
      const nibble = ((digit < 8 ? lo >>> (digit * 4) : digit < 16 ? hi >>> (digit * 4 - 32) : 0) & 15) >>> 0
      buffer[--at] = nibble < 10 ? 48 + nibble : 87 + nibble
    }
    while (at > start) buffer[--at] = 32
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
