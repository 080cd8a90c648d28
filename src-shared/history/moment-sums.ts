import type { Capture } from '../memory/capture.ts'
import type { Category } from '../memory/category.ts'
import { METRICS, type Metric } from '../memory/metrics.ts'
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

  sumsOf(capture: Capture): MomentSums {
    const { classification, table } = capture
    const numbers = classification.groups.map(({ category, label }) => this.#numberOf(category, label))
    const places = new Map<number, number>()
    const placeOfGroup = numbers.map((number) => {
      const place = places.get(number) ?? places.size
      places.set(number, place)
      return place
    })
    const kb = new Float64Array(places.size * METRICS.length)
    METRICS.forEach((metric, at) => {
      const values = metricColumn(table, metric)
      if (values === null) for (let place = 0; place < places.size; place++) kb[place * METRICS.length + at] = NaN
      else {
        for (let row = 0; row < table.rowCount; row++) {
          kb[placeOfGroup[classification.group[row]!]! * METRICS.length + at]! += values[row]!
        }
      }
    })
    return { keys: Uint32Array.from(places.keys()), kb }
  }

  #numberOf(category: Category, label: string): number {
    const key = `${category} ${label}`
    if (this.#keys.count >= MOST_KEYS && !this.#keys.has(key)) {
      return this.#keys.numberOf(`${category}\n`, () => ({ category, label: null }))
    }
    return this.#keys.numberOf(key, () => ({ category, label }))
  }
}

export const metricPlace = (metric: Metric): number => METRICS.indexOf(metric)
