import type { Capture } from '../memory/capture.ts'
import type { Category, MappingGroup } from '../memory/category.ts'
import { METRICS, type Metric } from '../memory/metrics.ts'
import { metricColumn } from '../memory/metric-values.ts'
import { Interned } from './interned.ts'

/** What sums are made of: things of a category that have one name. */
export interface SumKey {
  readonly category: Category
  /** Name of the group (see MappingGroup), untrusted; null for all things beyond those that are distinguished. */
  readonly label: string | null
}

/** Sums of a moment: `kb[at * METRICS.length + metric]` of the key number `keys[at]`; NaN where the metric is not known. */
export interface MomentSums {
  readonly keys: Uint32Array
  readonly kb: Float64Array
}

/** A row whose amounts are divided among groups. */
export interface PartedRow {
  readonly groups: readonly MappingGroup[]
  readonly divided: (kb: number, metric: Metric) => readonly number[]
}

/** Instead of an index, for a row that has several. */
const IN_PARTS = -1

/** Further things are not distinguished: they count as the rest of their category. */
const MOST_KEYS = 300

/** Adds captures up by what they are for. Things keep their numbers from moment to moment. */
export class SumKeys {
  readonly #keys = new Interned<SumKey>()

  get keys(): readonly SumKey[] {
    return this.#keys.values
  }

  /**
   * @param groupOf the group that a row is counted with
   * @param partsOf the groups that parts of it are counted with; null where all of it is with one
   */
  sumsOf(
    { table }: Capture,
    groupOf: (row: number) => MappingGroup,
    partsOf: (row: number) => PartedRow | null
  ): MomentSums {
    const indices = new Map<number, number>()
    const indexOfGroup = new Map<MappingGroup, number>()
    const indexOf = (group: MappingGroup): number => {
      let index = indexOfGroup.get(group)
      if (index === undefined) {
        const number = this.numberOf(group)
        index = indices.get(number) ?? indices.size
        indices.set(number, index)
        indexOfGroup.set(group, index)
      }
      return index
    }
    const indexOfRow = new Int32Array(table.rowCount)
    const parted = new Map<number, PartedRow & { readonly indices: readonly number[] }>()
    for (let row = 0; row < table.rowCount; row++) {
      const parts = partsOf(row)
      indexOfRow[row] = parts === null ? indexOf(groupOf(row)) : IN_PARTS
      if (parts !== null) parted.set(row, { ...parts, indices: parts.groups.map(indexOf) })
    }
    const kb = new Float64Array(indices.size * METRICS.length)
    METRICS.forEach((metric, at) => {
      const values = metricColumn(table, metric)
      const add = (index: number, amount: number): void => {
        kb[index * METRICS.length + at]! += amount
      }
      if (values === null) for (let index = 0; index < indices.size; index++) kb[index * METRICS.length + at] = NaN
      else {
        for (let row = 0; row < table.rowCount; row++) {
          if (indexOfRow[row] !== IN_PARTS) add(indexOfRow[row]!, values[row]!)
        }
        for (const [row, { indices: own, divided }] of parted) {
          divided(values[row]!, metric).forEach((amount, part) => add(own[part]!, amount))
        }
      }
    })
    return { keys: Uint32Array.from(indices.keys()), kb }
  }

  numberOf({ category, label }: MappingGroup): number {
    const key = `${category} ${label}`
    if (this.#keys.count >= MOST_KEYS && !this.#keys.has(key)) {
      return this.#keys.numberOf(`${category}\n`, () => ({ category, label: null }))
    }
    return this.#keys.numberOf(key, () => ({ category, label }))
  }
}

/** An amount that is counted with a thing now, or, below 0, no longer: kB of each metric. */
export interface MovedAmount {
  readonly key: number
  readonly kb: readonly number[]
}

/** The sums of a moment with some of it counted with other things. */
export function movedSums({ keys, kb }: MomentSums, moved: readonly MovedAmount[]): MomentSums {
  const sums = new Map(
    Array.from(keys, (key, index) => [key, kb.slice(index * METRICS.length, (index + 1) * METRICS.length)])
  )
  // What is not known of one thing of a moment is known of none.
  const nothing = kb.slice(0, METRICS.length).map((amount) => (Number.isNaN(amount) ? NaN : 0))
  for (const { key, kb: amounts } of moved) {
    const sum = sums.get(key) ?? nothing.slice()
    sums.set(key, sum)
    amounts.forEach((amount, at) => {
      sum[at]! += amount
    })
  }
  return { keys: Uint32Array.from(sums.keys()), kb: Float64Array.from([...sums.values()].flatMap((own) => [...own])) }
}
