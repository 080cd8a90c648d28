import { watch } from 'vue'
import type { Bridge } from '#shared/contract/host.ts'
import { processKeyText } from '#shared/memory/process-key.ts'
import { knownKb, type ProcessList } from '#shared/memory/process-list.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { useTrendsStore, type ProcessTrend } from '../stores/trends-store.ts'

/** The drawn time, milliseconds, and its number of steps. */
const SPAN = 5 * 60_000
const STEP = SPAN / 30

/** A trend with one more amount; several within a step are one, the latest. */
function withAmount(trend: ProcessTrend | undefined, at: number, kb: number): ProcessTrend {
  if (trend === undefined) return { since: at, firstKb: kb, times: [at], amounts: [kb] }
  const isSameStep = trend.times.length > 1 && at - trend.times.at(-2)! < STEP
  const end = isSameStep ? -1 : undefined
  const from = trend.times.findIndex((time) => time >= at - SPAN)
  const start = Math.max(0, from)
  return {
    ...trend,
    times: [...trend.times.slice(start, end), at],
    amounts: [...trend.amounts.slice(start, end), kb]
  }
}

/** All trends with the numbers of a list; processes that are not in it are gone. */
export function withList(known: ReadonlyMap<string, ProcessTrend>, list: ProcessList): Map<string, ProcessTrend> {
  const trends = new Map<string, ProcessTrend>()
  for (let row = 0; row < list.count; row++) {
    const kb = knownKb(list, row, 'rss')
    if (kb === null) continue
    const key = processKeyText({ pid: list.pid[row]!, startTime: list.startTime[row]! })
    trends.set(key, withAmount(known.get(key), list.takenAt, kb))
  }
  return trends
}

/**
 * Keeps the trends of the list: what the host has recorded so far is asked for once, and from then on every list that comes
 * brings the next amounts.
 */
export function keepTrends(bridge: Bridge): () => void {
  const host = useHostStore()
  const processes = useProcessesStore()
  const sources = useSourceStore()
  const store = useTrendsStore()
  let isAsked = false

  async function askOnce(): Promise<void> {
    isAsked = true
    // Without them, only the lists from now on count.
    const recorded = await bridge.invoke('trends').catch(() => [])
    const trends = new Map(store.trends)
    for (const { pid, startTime, since, firstKb, recentKb, recentAt } of recorded) {
      const points = Array.from(recentKb, (kb, at) => ({ kb, at: recentAt[at]! }))
      const known = points.filter(({ kb }) => kb >= 0)
      trends.set(processKeyText({ pid, startTime }), {
        since,
        firstKb,
        times: known.map(({ at }) => at),
        amounts: known.map(({ kb }) => kb)
      })
    }
    store.trends = trends
  }

  return watch(
    () => processes.list,
    (list) => {
      if (list === null || !sources.isLive || !host.can('recorder')) return
      store.trends = withList(store.trends, list)
      if (!isAsked) void askOnce()
    },
    { immediate: true }
  )
}
