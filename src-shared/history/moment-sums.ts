import type { Capture } from '../memory/capture.ts'
import type { Category, MappingGroup } from '../memory/category.ts'
import { METRICS } from '../memory/metrics.ts'
import { metricColumn } from '../memory/metric-values.ts'
import { Interned } from './interned.ts'

/** What sums are made of: things of a category that have one name. */
export interface SumKey {
  readonly category: Category
  /** Name of the group (see MappingGroup), untrusted; null stands for all things beyond those that are told apart. */
  readonly label: string | null
}

/** Sums of a moment: `kb[at * METRICS.length + metric]` of the key number `keys[at]`; NaN where the metric is not known. */
export interface MomentSums {
  readonly keys: Uint32Array
  readonly kb: Float64Array
}

/** More things are not told apart: what comes after counts as the rest of its category. */
const MOST_KEYS = 300

/** Adds captures up by what they are for. Things keep their numbers from moment to moment. */
export class SumKeys {
  readonly #keys = new Interned<SumKey>()

  get keys(): readonly SumKey[] {
    return this.#keys.values
  }

  /** @param groupOf the group that a row is counted with */
  sumsOf({ table }: Capture, groupOf: (row: number) => MappingGroup): MomentSums {
    const places = new Map<number, number>()
    const placeOfGroup = new Map<MappingGroup, number>()
    const placeOfRow = new Uint32Array(table.rowCount)
    for (let row = 0; row < table.rowCount; row++) {
      const group = groupOf(row)
      let place = placeOfGroup.get(group)
      if (place === undefined) {
        const number = this.numberOf(group)
        place = places.get(number) ?? places.size
        places.set(number, place)
        placeOfGroup.set(group, place)
      }
      placeOfRow[row] = place
    }
    const kb = new Float64Array(places.size * METRICS.length)
    METRICS.forEach((metric, at) => {
      const values = metricColumn(table, metric)
      if (values === null) for (let place = 0; place < places.size; place++) kb[place * METRICS.length + at] = NaN
      else for (let row = 0; row < table.rowCount; row++) kb[placeOfRow[row]! * METRICS.length + at]! += values[row]!
    })
    return { keys: Uint32Array.from(places.keys()), kb }
  }

  numberOf({ category, label }: MappingGroup): number {
    const key = `${category} ${label}`
    if (this.#keys.count >= MOST_KEYS && !this.#keys.has(key)) {
      return this.#keys.numberOf(`${category}\n`, () => ({ category, label: null }))
    }
    return this.#keys.numberOf(key, () => ({ category, label }))
  }
}

/** An amount that is counted with another thing than before, kB of each metric. */
export interface MovedAmount {
  readonly from: number
  readonly to: number
  readonly kb: readonly number[]
}

/** The sums of a moment with some of it counted with other things. */
export function movedSums({ keys, kb }: MomentSums, moved: readonly MovedAmount[]): MomentSums {
  const sums = new Map(
    Array.from(keys, (key, place) => [key, kb.slice(place * METRICS.length, (place + 1) * METRICS.length)])
  )
  for (const each of moved) {
    const from = sums.get(each.from)
    if (from === undefined) continue
    // What is not known of one thing of a moment is known of none.
    const to = sums.get(each.to) ?? from.map((kb) => (Number.isNaN(kb) ? NaN : 0))
    sums.set(each.to, to)
    each.kb.forEach((amount, at) => {
      from[at]! -= amount
      to[at]! += amount
    })
  }
  return { keys: Uint32Array.from(sums.keys()), kb: Float64Array.from([...sums.values()].flatMap((own) => [...own])) }
}
