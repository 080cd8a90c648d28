/**
 * Where rows of a list begin that were seen already. Almost all lists go upwards and never ask: a set is made only when one does.
 */
export class KnownStarts {
  #starts: number[] = []
  #set: Set<number> | null = null

  /** @param start address of a whole page, which a number holds exactly */
  add(start: bigint): void {
    if (this.#set === null) this.#starts.push(Number(start))
    else this.#set.add(Number(start))
  }

  has(start: bigint): boolean {
    this.#set ??= new Set(this.#starts)
    return this.#set.has(Number(start))
  }

  clear(): void {
    this.#starts = []
    this.#set = null
  }
}
