import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { CHEAP_NUMBERS, type CheapNumber, type NumbersOverTime } from '#shared/history/number-line.ts'
import type { Category } from '#shared/memory/category.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'

/** Whose numbers are on the screen. */
export interface WantedNumbers {
  /** Null: all processes added up. */
  readonly process: ProcessKey | null
}

/** The areas of the picture from below to above, which have the colours of categories of their kind. */
const AREAS = [
  ['anon', 'anonymous'],
  ['file', 'file'],
  ['shmem', 'shared'],
  ['swap', 'reserved']
] as const satisfies readonly (readonly [CheapNumber, Category])[]
/** Where the kernel does not split resident memory (before 4.5). */
const WHOLE = [
  ['rss', 'kernel'],
  ['swap', 'reserved']
] as const satisfies readonly (readonly [CheapNumber, Category])[]

/** One area; kB, what is not known counts as 0. */
interface NumbersArea {
  readonly id: CheapNumber
  readonly category: Category
  readonly values: Float64Array
}

/** A number at a time. */
export interface NumberAt {
  readonly id: CheapNumber
  /** kB, or a count; NaN where it is not known. */
  readonly value: number
  readonly isCount: boolean
  /** Custom property of its colour in the picture; null of what is not drawn. */
  readonly token: string | null
}

function areasOf({ numbers }: NumbersOverTime): NumbersArea[] {
  const isSplit = numbers.anon.some((value) => !Number.isNaN(value))
  return (isSplit ? AREAS : WHOLE)
    .map(([id, category]) => ({ id, category, values: numbers[id].map((value) => value || 0) }))
    .filter(({ values }) => values.some((value) => value > 0))
}

/** What the lists have reported over time about a process, or all of them. */
export const useNumbersStore = defineStore('numbers', () => {
  /** Null while no view shows any. */
  const wanted = shallowRef<WantedNumbers | null>(null)
  /** Null while there are none. */
  const data = shallowRef<NumbersOverTime | null>(null)

  /** The picture of it; null while there is none. Each amount holds until the next one. */
  const drawing = computed(() => {
    if (data.value === null) return null
    const { times } = data.value
    const series = areasOf(data.value)
    const totals = times.map((_, index) => series.reduce((sum, { values }) => sum + values[index]!, 0))
    const [from, last] = [times[0] ?? 0, times.at(-1) ?? 0]
    // Some air above, so that the highest amount is seen as one.
    const most = Math.max(1, ...totals) * 1.04
    return { xs: times, series, from, to: Math.max(last, from + 1), most, isStepped: true }
  })

  /** The numbers at one time, those that are drawn first. @param index in the data's times */
  function valuesAt(index: number): NumberAt[] {
    const { numbers } = data.value ?? { numbers: null }
    if (numbers === null) return []
    const drawn = new Map(drawing.value?.series.map(({ id, category }) => [id, category]))
    const others = CHEAP_NUMBERS.filter((id) => !drawn.has(id) && numbers[id].some((value) => !Number.isNaN(value)))
    return [...drawn.keys(), ...others].map((id) => ({
      id,
      value: numbers[id][index] ?? NaN,
      isCount: id === 'threads',
      token: drawn.has(id) ? `--category-${drawn.get(id)}` : null
    }))
  }

  function want(next: WantedNumbers | null): void {
    wanted.value = next
    data.value = null
  }

  return { wanted, data, drawing, valuesAt, want }
})
