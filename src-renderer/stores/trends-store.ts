import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** From when growth is counted in the list: since a process was first seen, since a mark, or per minute of late. */
export const GROWN_SINCE = ['start', 'mark', 'minute'] as const
export type GrownSince = (typeof GROWN_SINCE)[number]

/** Resident memory of one process over the last minutes. */
export interface ProcessTrend {
  /** Milliseconds since 1970; when it was first seen, and what it had then, kB. */
  readonly since: number
  readonly firstKb: number
  /** Amounts, kB, and their times, the latest last; before it was seen there are none. */
  readonly times: readonly number[]
  readonly amounts: readonly number[]
}

/** How resident memory of the live processes went, by process key text. */
export const useTrendsStore = defineStore('trends', () => {
  const trends = shallowRef<ReadonlyMap<string, ProcessTrend>>(new Map())
  const grownSince = ref<GrownSince>('start')
  /** What each process had when the user set the mark; null before. */
  const marked = shallowRef<ReadonlyMap<string, number> | null>(null)

  function mark(): void {
    marked.value = new Map([...trends.value].map(([key, { amounts }]) => [key, amounts.at(-1) ?? 0]))
  }

  return { trends, grownSince, marked, mark }
})
