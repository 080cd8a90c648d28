import { ColumnRoom } from './column-room.ts'

/** A column of interned numbers, 16 bits wide until a number needs more. Rows that are never set hold 0. */
export class IdColumn {
  readonly #room: ColumnRoom
  #values: Uint16Array | Uint32Array = new Uint16Array(0)

  constructor(room: ColumnRoom = new ColumnRoom()) {
    this.#room = room
  }

  /** @returns false when there is no room for it */
  set(row: number, id: number): boolean {
    if (row >= this.#values.length || (id > 0xffff && this.#values instanceof Uint16Array)) {
      const capacity = row < this.#values.length ? this.#values.length : Math.max(256, row + 1 + (row >> 1))
      const isWide = id > 0xffff || this.#values instanceof Uint32Array
      if (!this.#room.take(capacity * (isWide ? 4 : 2) - this.#values.byteLength)) return false
      const wider = isWide ? new Uint32Array(capacity) : new Uint16Array(capacity)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[row] = id
    return true
  }

  get(row: number): number {
    return this.#values[row] ?? 0
  }

  finish(rowCount: number): Uint16Array | Uint32Array {
    if (this.#values.length >= rowCount) return this.#values.slice(0, rowCount)
    const whole = this.#values instanceof Uint16Array ? new Uint16Array(rowCount) : new Uint32Array(rowCount)
    whole.set(this.#values)
    return whole
  }
}
