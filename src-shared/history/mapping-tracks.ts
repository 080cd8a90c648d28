import { looksLikeOneRun, pairByOverlap } from '../compare/pair-by-overlap.ts'
import { haveInodes, mappedObjects } from '../compare/mapped-object.ts'
import type { Capture } from '../memory/capture.ts'
import { mappingBytes } from '../memory/mapping-table.ts'
import { metricColumn } from '../memory/metric-values.ts'
import { GrowingColumn } from './growing-column.ts'

/** A mapping that was moved keeps at least this fraction of its resident pages. */
const KEPT_PAGES = 0.9

/**
 * Which mappings of which moments are one thing. A thing continues in a mapping that overlaps the one of the moment before, with
 * the same object and permissions; where parts of it are merged they are one thing from the beginning.
 */
export class MappingTracks {
  readonly #parents = new GrowingColumn(Uint32Array)
  #count = 0

  get bytes(): number {
    return this.#parents.bytes
  }

  newTrack(): number {
    this.#parents.set(this.#count, this.#count)
    return this.#count++
  }

  /** The one number by which a thing is known now. */
  rootOf(track: number): number {
    let root = track
    for (let parent = this.#parents.get(root); parent !== root; parent = this.#parents.get(root)) {
      // Halves the path for the next search.
      this.#parents.set(root, this.#parents.get(parent))
      root = parent
    }
    return root
  }

  #join(a: number, b: number): number {
    const [rootA, rootB] = [this.rootOf(a), this.rootOf(b)]
    const [root, other] = rootA < rootB ? [rootA, rootB] : [rootB, rootA]
    this.#parents.set(other, root)
    return root
  }

  /**
   * The tracks of rows that are not what they were in the moment before.
   * @param rowsA rows of `before` that have no equal in `after`, and their tracks
   * @param rowsB rows of `after` that have no equal in `before`
   */
  follow(
    before: Capture,
    rowsA: readonly number[],
    trackOf: (rowA: number) => number,
    after: Capture,
    rowsB: readonly number[]
  ): TrackedRows {
    const [a, b] = [before.table, after.table]
    const found = new Map<number, number>()
    const used = new Set<number>()
    const permsBefore = new Set<number>()
    const permsAfter = new Set<number>()
    const isMostlyNew = rowsB.length * 2 > b.rowCount
    if (!isMostlyNew || looksLikeOneRun(a, b)) {
      const hasInodes = haveInodes(before, after)
      const [objectsA, objectsB] = [mappedObjects(a, hasInodes), mappedObjects(b, hasInodes)]
      const rows = { table: b, objects: objectsB, perms: b.perms }
      for (const [rowA, rowB] of pairByOverlap({ table: a, objects: objectsA, perms: a.perms }, rows, rowsA, rowsB)) {
        if (a.perms[rowA] !== b.perms[rowB]) {
          permsBefore.add(rowA)
          permsAfter.add(rowB)
        }
        // Other permissions at a part of a mapping are another thing: a guard, a heap's reserve.
        if (a.perms[rowA] !== b.perms[rowB] && mappingBytes(a, rowA) !== mappingBytes(b, rowB)) continue
        used.add(rowA)
        const known = found.get(rowB)
        found.set(rowB, known === undefined ? this.rootOf(trackOf(rowA)) : this.#join(known, trackOf(rowA)))
      }
      this.#followMoved(
        { capture: before, rows: rowsA.filter((row) => !used.has(row)), objects: objectsA },
        { capture: after, rows: rowsB.filter((row) => !found.has(row)), objects: objectsB },
        (rowA, rowB) => void found.set(rowB, this.rootOf(trackOf(rowA)))
      )
    }
    return { tracks: rowsB.map((row) => found.get(row) ?? this.newTrack()), permsBefore, permsAfter }
  }

  /**
   * What was moved as a whole (mremap): one mapping went and one came between two moments, of the same object, permissions and
   * size, and with as many pages. Where several would fit, none is taken.
   */
  #followMoved(gone: Side, come: Side, take: (rowA: number, rowB: number) => void): void {
    const byKey = (side: Side): Map<string, number[]> => {
      const rows = new Map<string, number[]>()
      const { table } = side.capture
      for (const row of side.rows) {
        const key = `${table.perms[row]} ${mappingBytes(table, row)} ${side.objects[table.backing[row]!]}`
        const same = rows.get(key)
        if (same === undefined) rows.set(key, [row])
        else same.push(row)
      }
      return rows
    }
    const arrived = byKey(come)
    const [rssA, rssB] = [metricColumn(gone.capture.table, 'rss'), metricColumn(come.capture.table, 'rss')]
    for (const [key, rowsA] of byKey(gone)) {
      const rowsB = arrived.get(key)
      if (rowsA.length !== 1 || rowsB?.length !== 1) continue
      const [rowA, rowB] = [rowsA[0]!, rowsB[0]!]
      if (rssA !== null && rssB !== null && rssB[rowB]! < rssA[rowA]! * KEPT_PAGES) continue
      take(rowA, rowB)
    }
  }
}

/** What happened to rows between two moments. */
export interface TrackedRows {
  /** Of the rows of the later moment that had no equal, in their order. */
  readonly tracks: readonly number[]
  /** Rows of either moment of which all or a part has other permissions in the other one. */
  readonly permsBefore: ReadonlySet<number>
  readonly permsAfter: ReadonlySet<number>
}

interface Side {
  readonly capture: Capture
  readonly rows: readonly number[]
  readonly objects: readonly string[]
}
