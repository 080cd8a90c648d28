/** Repeated values, each stored once under a number from 0. */
export class Interned<Value> {
  readonly #numbers = new Map<string, number>()
  readonly #values: Value[] = []
  #bytes = 0

  /** @param key equal for equal values */
  numberOf(key: string, value: () => Value): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#values.push(value()) - 1
    this.#numbers.set(key, number)
    this.#bytes += key.length * 2 + 100
    return number
  }

  has(key: string): boolean {
    return this.#numbers.has(key)
  }

  at(number: number): Value {
    return this.#values[number]!
  }

  get count(): number {
    return this.#values.length
  }

  get values(): readonly Value[] {
    return this.#values
  }

  /** Approximate size in memory, bytes. */
  get bytes(): number {
    return this.#bytes
  }
}
