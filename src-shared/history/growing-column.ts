type Kind = typeof Uint8Array | typeof Uint32Array | typeof Float64Array

/** A column of numbers that grows as it is written to. What was never written is 0. */
export class GrowingColumn<K extends Kind> {
  readonly #kind: K
  #values: InstanceType<K>

  constructor(kind: K, room = 256) {
    this.#kind = kind
    this.#values = new kind(room) as InstanceType<K>
  }

  get bytes(): number {
    return this.#values.byteLength
  }

  get(at: number): number {
    return this.#values[at] ?? 0
  }

  set(at: number, value: number): void {
    if (at >= this.#values.length) {
      const wider = new this.#kind(Math.max(at + 1, Math.ceil(this.#values.length * 1.5))) as InstanceType<K>
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[at] = value
  }
}
