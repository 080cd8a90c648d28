/** Every so many moments the rows are kept in full, so that few changes have to be applied to get at any moment. */
const BETWEEN_WHOLE = 64

/** The rows of a moment: whole, or as changes of the moment before: index, count of rows that go, count that come, those rows. */
type Stored =
  { readonly whole: true; readonly ids: Uint32Array } | { readonly whole: false; readonly changes: Uint32Array }

/** What turns one list of rows into another (see Stored). Lists that have little in common cost no more than the second one. */
export function changesBetween(before: Uint32Array, after: Uint32Array): Uint32Array {
  const found: number[] = []
  let indices: Map<number, number> | null = null
  let a = 0
  let b = 0
  while (a < before.length || b < after.length) {
    if (a < before.length && b < after.length && before[a] === after[b]) {
      a++
      b++
      continue
    }
    indices ??= new Map(Array.from(before, (id, index) => [id, index]))
    const from = b
    let next = -1
    while (b < after.length) {
      next = indices.get(after[b]!) ?? -1
      if (next >= a) break
      next = -1
      b++
    }
    const until = next < 0 ? before.length : next
    found.push(a, until - a, b - from)
    for (let at = from; at < b; at++) found.push(after[at]!)
    a = until
  }
  return Uint32Array.from(found)
}

/** The list after changes (see changesBetween). */
export function withChanges(before: Uint32Array, changes: Uint32Array): Uint32Array {
  let length = before.length
  for (let at = 0; at < changes.length; at += 3 + changes[at + 2]!) length += changes[at + 2]! - changes[at + 1]!
  const after = new Uint32Array(length)
  let from = 0
  let to = 0
  for (let at = 0; at < changes.length;) {
    const [start, gone, come] = [changes[at]!, changes[at + 1]!, changes[at + 2]!]
    after.set(before.subarray(from, start), to)
    to += start - from
    after.set(changes.subarray(at + 3, at + 3 + come), to)
    to += come
    from = start + gone
    at += 3 + come
  }
  after.set(before.subarray(from), to)
  return after
}

/** The rows of every moment of a recording, by their numbers in a RowPool. */
export class RowLists {
  #stored: Stored[] = []
  #last: Uint32Array = new Uint32Array(0)
  #sinceWhole = 0
  #bytes = 0

  get count(): number {
    return this.#stored.length
  }

  /** Rows of the latest moment. */
  get last(): Uint32Array {
    return this.#last
  }

  get bytes(): number {
    return this.#bytes + this.#last.byteLength
  }

  add(ids: Uint32Array): void {
    const changes =
      this.#stored.length === 0 || this.#sinceWhole >= BETWEEN_WHOLE ? null : changesBetween(this.#last, ids)
    // What is mostly new is kept in full, which also shortens the way to later ones.
    const isWhole = changes === null || changes.length > ids.length
    this.#stored.push(isWhole ? { whole: true, ids } : { whole: false, changes })
    this.#bytes += isWhole ? ids.byteLength : changes.byteLength
    this.#sinceWhole = isWhole ? 0 : this.#sinceWhole + 1
    this.#last = ids
  }

  /** Rows of a moment by its index. */
  at(index: number): Uint32Array {
    let whole = index
    while (!this.#stored[whole]!.whole) whole--
    let ids = (this.#stored[whole] as Stored & { whole: true }).ids
    for (let at = whole + 1; at <= index; at++)
      ids = withChanges(ids, (this.#stored[at] as Stored & { whole: false }).changes)
    return ids
  }

  /** Calls with the rows of each moment in turn, from index to index (not included). */
  each(from: number, to: number, visit: (ids: Uint32Array, index: number) => void): void {
    let ids: Uint32Array = new Uint32Array(0)
    for (let index = from; index < to; index++) {
      const stored = this.#stored[index]!
      ids = stored.whole ? stored.ids : index === from ? this.at(index) : withChanges(ids, stored.changes)
      visit(ids, index)
    }
  }

  /** The same for some of the moments; `renumber` gives rows their new numbers. */
  only(keeps: (index: number) => boolean, renumber: (ids: Uint32Array) => Uint32Array): RowLists {
    const kept = new RowLists()
    this.each(0, this.count, (ids, index) => {
      if (keeps(index)) kept.add(renumber(ids))
    })
    return kept
  }
}
