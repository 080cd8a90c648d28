/** Every so many moments the rows are kept as they are, so that none is far from what it is counted from. */
const BETWEEN_WHOLE = 64

/** The rows of a moment: whole, or as what differs from the moment before: place, count of rows that go, count that come, those. */
type Stored =
  { readonly whole: true; readonly ids: Uint32Array } | { readonly whole: false; readonly changes: Uint32Array }

/** What turns one list of rows into another (see Stored). Lists that have little in common cost no more than the second one. */
export function changesBetween(before: Uint32Array, after: Uint32Array): Uint32Array {
  const found: number[] = []
  let places: Map<number, number> | null = null
  let a = 0
  let b = 0
  while (a < before.length || b < after.length) {
    if (a < before.length && b < after.length && before[a] === after[b]) {
      a++
      b++
      continue
    }
    places ??= new Map(Array.from(before, (id, place) => [id, place]))
    const from = b
    let next = -1
    while (b < after.length) {
      next = places.get(after[b]!) ?? -1
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
    const [place, gone, come] = [changes[at]!, changes[at + 1]!, changes[at + 2]!]
    after.set(before.subarray(from, place), to)
    to += place - from
    after.set(changes.subarray(at + 3, at + 3 + come), to)
    to += come
    from = place + gone
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
    // What is nearly new is kept whole, and saves later ones the way.
    const isWhole = changes === null || changes.length > ids.length
    this.#stored.push(isWhole ? { whole: true, ids } : { whole: false, changes })
    this.#bytes += isWhole ? ids.byteLength : changes.byteLength
    this.#sinceWhole = isWhole ? 0 : this.#sinceWhole + 1
    this.#last = ids
  }

  /** Rows of a moment by its place. */
  at(place: number): Uint32Array {
    let whole = place
    while (!this.#stored[whole]!.whole) whole--
    let ids = (this.#stored[whole] as Stored & { whole: true }).ids
    for (let at = whole + 1; at <= place; at++)
      ids = withChanges(ids, (this.#stored[at] as Stored & { whole: false }).changes)
    return ids
  }

  /** Calls with the rows of each moment in turn, from place to place (not included). */
  each(from: number, to: number, visit: (ids: Uint32Array, place: number) => void): void {
    let ids: Uint32Array = new Uint32Array(0)
    for (let place = from; place < to; place++) {
      const stored = this.#stored[place]!
      ids = stored.whole ? stored.ids : place === from ? this.at(place) : withChanges(ids, stored.changes)
      visit(ids, place)
    }
  }

  /** The same for some of the moments; rows get new numbers where `renumber` says so. */
  only(keeps: (place: number) => boolean, renumber: (ids: Uint32Array) => Uint32Array): RowLists {
    const kept = new RowLists()
    this.each(0, this.count, (ids, place) => {
      if (keeps(place)) kept.add(renumber(ids))
    })
    return kept
  }
}
