const MIB = 1024 * 1024
/** A million mappings with all fields of a kernel of today, of which about fifteen differ from row to row, need 60 MB. */
const MOST_BYTES = 96 * MIB

/**
 * The memory that the columns of one scan may take. Rows times fields grow faster than the text that makes them up: a
 * column that finds no room is left out.
 */
export class ColumnRoom {
  #left: number

  constructor(bytes: number = MOST_BYTES) {
    this.#left = bytes
  }

  /** @returns false when there is no such room; then nothing is taken */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }
}
