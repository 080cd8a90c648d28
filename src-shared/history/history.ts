import type { Capture } from '../memory/capture.ts'
import { mappingStart } from '../memory/mapping-table.ts'
import { METRICS } from '../memory/metrics.ts'
import { eventsBetween } from './events-between.ts'
import type { HistoryEvent } from './history-event.ts'
import { captureOfRows, frameOf, type CaptureFrame } from './capture-of-rows.ts'
import { MappingTracks, type TrackedRows } from './mapping-tracks.ts'
import { movedSums, SumKeys, type MomentSums, type MovedAmount, type SumKey } from './moment-sums.ts'
import { pooledAmount } from './pooled-amount.ts'
import { RowLists } from './row-lists.ts'
import { RowPool, type RowReader } from './row-pool.ts'
import { settleLabels } from './standing-labels.ts'
import { standingAmounts, standingOf, standingParts, type Standing } from './standing-parts.ts'
import { isKept } from './thinning.ts'

/** One moment of a recording. */
export interface HistoryMoment {
  /** Counts from 0 as moments were taken; those that were thinned out are missing. */
  readonly number: number
  /** Milliseconds since 1970; null where the source does not report. */
  readonly takenAt: number | null
  readonly sums: MomentSums
  /** What the capture reports besides its rows. */
  readonly frame: CaptureFrame
}

/** Two hours at one moment every two seconds; older ones are thinned out. */
const MOST_MOMENTS = 3600
/** Thinning leaves room for a while. */
const ROOM = 0.75
/** Approximate bytes of a moment besides its rows and sums. */
const MOMENT_BYTES = 600
const MOST_EVENTS = 5000

/**
 * All that is kept of one process over time: the captures themselves, as rows of which each different one is kept once; their
 * sums; what happened between them. Live processes, files of several moments and runs of lessons all go through it.
 */
export class History {
  #pool = new RowPool()
  #lists = new RowLists()
  #moments: HistoryMoment[] = []
  #events: HistoryEvent[] = []
  readonly #sums = new SumKeys()
  readonly #tracks = new MappingTracks()
  readonly #mapLimit: number | null
  #last: Capture | null = null
  #taken = 0
  #sumBytes = 0
  #generation = 0
  readonly #pinned = new Set<number>()

  /** @param mapLimit vm.max_map_count of its machine; null when unknown */
  constructor(mapLimit: number | null = null) {
    this.#mapLimit = mapLimit
  }

  get moments(): readonly HistoryMoment[] {
    return this.#moments
  }

  get events(): readonly HistoryEvent[] {
    return this.#events
  }

  get sumKeys(): readonly SumKey[] {
    return this.#sums.keys
  }

  /** Counts how often moments or events were thinned out. */
  get generation(): number {
    return this.#generation
  }

  /** The latest capture as it came; null before the first. */
  get last(): Capture | null {
    return this.#last
  }

  /** Approximate size in memory, bytes. */
  get bytes(): number {
    return (
      this.#pool.bytes + this.#lists.bytes + this.#tracks.bytes + this.#sumBytes + this.#moments.length * MOMENT_BYTES
    )
  }

  /** Adds a capture of the process. @param number counts up, where the source counts its moments itself @returns its number */
  add(capture: Capture, number = this.#taken): number {
    this.#taken = number + 1
    const reader = this.#pool.reader(capture)
    const ids = this.#rowsOf(capture, reader, number)
    this.#lists.add(ids)
    const pool = this.#pool
    const { groups, words } = pool
    const sums = this.#sums.sumsOf(
      capture,
      (row) => groups.at(words.standing.get(ids[row]!)),
      (row) => standingParts(pool, ids[row]!)
    )
    this.#sumBytes += sums.kb.byteLength + sums.keys.byteLength
    this.#moments.push({ number, takenAt: capture.takenAt, sums, frame: frameOf(capture) })
    this.#last = capture
    if (this.#moments.length > MOST_MOMENTS) this.thin(ROOM)
    return number
  }

  /** Numbers in the pool of a capture's rows. */
  #rowsOf(capture: Capture, reader: RowReader, number: number): Uint32Array {
    const { table } = capture
    const before = this.#last
    const known = this.#lists.last
    const ids = new Uint32Array(table.rowCount)
    const isUsed = new Uint8Array(known.length)
    const fresh: number[] = []
    let at = 0
    for (let row = 0; row < table.rowCount; row++) {
      const start = mappingStart(table, row)
      while (before !== null && at < known.length && mappingStart(before.table, at) < start) at++
      if (at < known.length && isUsed[at] === 0 && reader.isSame(known[at]!, row)) {
        ids[row] = known[at]!
        isUsed[at] = 1
      } else fresh.push(row)
    }
    const left: number[] = []
    for (let row = 0; row < known.length; row++) if (isUsed[row] === 0) left.push(row)
    const trackOf = (row: number): number => this.#pool.words.track.get(known[row]!)
    const followed = before === null ? null : this.#tracks.follow(before, left, trackOf, capture, fresh)
    const tracks = followed?.tracks ?? fresh.map(() => this.#tracks.newTrack())
    fresh.forEach((row, index) => {
      ids[row] = reader.add(row, tracks[index]!)
    })
    if (followed !== null) this.#settle(ids, fresh, left)
    if (before !== null && followed !== null) this.#report(before, capture, left, fresh, followed, trackOf, number)
    return ids
  }

  /** Counts rows of the same things with the same groups (see settleLabels), also at the moments that are kept already. */
  #settle(ids: Uint32Array, fresh: readonly number[], left: readonly number[]): void {
    const known = this.#lists.last
    const before = new Map<number, number[]>()
    for (const row of left) {
      const track = this.trackOf(known[row]!)
      const same = before.get(track)
      if (same === undefined) before.set(track, [known[row]!])
      else same.push(known[row]!)
    }
    const continued = fresh.map((row) => {
      const id = ids[row]!
      return { id, before: before.get(this.trackOf(id)) ?? [] }
    })
    const changed = settleLabels(this.#pool, continued, (id) => this.trackOf(id))
    if (changed.size > 0) this.#moveSums(changed)
  }

  /** @param changed rows that are counted otherwise than before, and what they were counted with */
  #moveSums(changed: ReadonlyMap<number, Standing>): void {
    this.#generation++
    const amounts = METRICS.map((metric) => pooledAmount(this.#pool, metric))
    const moved = new Map<number, readonly MovedAmount[]>()
    for (const [id, was] of changed) {
      const kb = amounts.map((amountOf) => amountOf(id))
      const counted = (as: Standing, sign: 1 | -1): readonly MovedAmount[] =>
        standingAmounts(this.#pool, id, as, kb).map((own) => {
          return { key: this.#sums.numberOf(own.group), kb: own.kb.map((each) => sign * each) }
        })
      moved.set(id, [...counted(was, -1), ...counted(standingOf(this.#pool, id), 1)])
    }
    this.#lists.each(0, this.#moments.length, (ids, index) => {
      const here = Array.from(ids, (id) => moved.get(id) ?? []).flat()
      if (here.length === 0) return
      const moment = this.#moments[index]!
      this.#moments[index] = { ...moment, sums: movedSums(moment.sums, here) }
    })
    this.#sumBytes = this.#bytesOfSums()
  }

  #bytesOfSums(): number {
    return this.#moments.reduce((bytes, { sums }) => bytes + sums.kb.byteLength + sums.keys.byteLength, 0)
  }

  #report(
    before: Capture,
    capture: Capture,
    left: readonly number[],
    fresh: readonly number[],
    { tracks, permsBefore, permsAfter }: TrackedRows,
    trackOf: (row: number) => number,
    number: number
  ): void {
    const wentOn = new Map<number, number>()
    tracks.forEach((track, index) => wentOn.set(this.#tracks.rootOf(track), fresh[index]!))
    const wasThere = new Map(left.map((row) => [this.#tracks.rootOf(trackOf(row)), row]))
    const fates = {
      gone: left.filter((row) => !wentOn.has(this.#tracks.rootOf(trackOf(row))) && !permsBefore.has(row)),
      come: fresh.filter((row, index) => !wasThere.has(this.#tracks.rootOf(tracks[index]!)) && !permsAfter.has(row)),
      otherPerms: fresh.filter((row) => permsAfter.has(row))
    }
    this.#events.push(...eventsBetween(before, capture, fates, number, this.#mapLimit))
    if (this.#events.length > MOST_EVENTS) this.#thinEvents()
  }

  /** Adds what is known from elsewhere: a fork, the end, a mark of the user. Marked moments are never thinned out. */
  report(event: Omit<HistoryEvent, 'moment'>): HistoryEvent {
    const moment = this.#moments.at(-1)?.number ?? 0
    const kept = { ...event, moment }
    this.#events.push(kept)
    if (event.kind === 'mark') this.#pinned.add(moment)
    return kept
  }

  /** Of many events that only report that mappings came and went, the oldest half goes. */
  #thinEvents(): void {
    const isCommon = ({ kind }: HistoryEvent): boolean =>
      kind === 'appeared' || kind === 'vanished' || kind === 'permissions'
    // The indices of events have changed.
    this.#generation++
    let toGo = this.#events.filter(isCommon).length / 2
    this.#events = this.#events.filter((event) => !isCommon(event) || --toGo < 0).slice(-MOST_EVENTS)
  }

  /** The index in `moments` of the moment with that number; −1 when it was thinned out. */
  indexOf(number: number): number {
    let [low, high] = [0, this.#moments.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = this.#moments[middle]!.number
      if (found === number) return middle
      if (found < number) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  /** The capture of a moment, made anew from its rows; null when there is none of that number. */
  capture(number: number): Capture | null {
    const index = this.indexOf(number)
    if (index < 0) return null
    if (index === this.#moments.length - 1) return this.#last
    return captureOfRows(this.#pool, this.#lists.at(index), this.#moments[index]!.frame)
  }

  /** Calls with the rows of moments, from index to index (not included). @returns the pool that the rows are in */
  eachRows(from: number, to: number, visit: (ids: Uint32Array, index: number) => void): RowPool {
    this.#lists.each(from, to, visit)
    return this.#pool
  }

  /** The thing that a row of the pool is part of. */
  trackOf(id: number): number {
    return this.#tracks.rootOf(this.#pool.words.track.get(id))
  }

  /** Thins moments out until at most this part of them is left, and frees the memory of their rows. */
  thin(part: number): void {
    const most = Math.max(2, Math.floor(this.#moments.length * part))
    const newest = this.#moments.at(-1)?.number ?? 0
    const isWanted = (number: number, dense: number): boolean =>
      number === newest || this.#pinned.has(number) || isKept(number, newest, dense)
    let dense = Math.max(1, most)
    const count = (): number => this.#moments.filter(({ number }) => isWanted(number, dense)).length
    while (dense > 1 && count() > most) dense = Math.floor(dense * 0.8)
    const keeps = this.#moments.map(({ number }) => isWanted(number, dense))
    this.#keepOnly(keeps)
  }

  /** Keeps within the budget, bytes: older moments are removed first, every second one, then three of four, and so on. */
  keepWithin(budget: number): void {
    while (this.bytes > budget && this.#moments.length > 2) {
      const before = this.#moments.length
      this.thin(ROOM)
      if (this.#moments.length === before) return
    }
  }

  #keepOnly(keeps: readonly boolean[]): void {
    this.#generation++
    const pool = this.#pool.emptyCopy()
    const numbers = new Map<number, number>()
    const lists = this.#lists.only(
      (index) => keeps[index]!,
      (ids) =>
        ids.map((id) => {
          const known = numbers.get(id)
          if (known !== undefined) return known
          const number = pool.take(this.#pool, id)
          numbers.set(id, number)
          return number
        })
    )
    this.#pool = pool
    this.#lists = lists
    this.#moments = this.#moments.filter((_, index) => keeps[index])
    this.#sumBytes = this.#bytesOfSums()
  }
}
