import { METRIC, METRICS, type Metric } from '#shared/memory/metrics.ts'
import { shareOf } from '#shared/memory/metric-values.ts'
import { containerName } from '#shared/machine/group-processes.ts'
import type { ListedProcess } from '#shared/machine/listed-process.ts'

/** How a column is written and aligned: amounts are kB (1024 bytes), shares 0 … 1, rates a second. */
export type ProcessColumnKind = 'text' | 'pid' | 'count' | 'kb' | 'delta' | 'share' | 'rate' | 'trend'

/** One column of the process list. */
export interface ProcessColumn {
  readonly id: string
  readonly kind: ProcessColumnKind
  /** Null where the source does not report. */
  value(process: ListedProcess, context: ColumnContext): number | string | null
  /** Read more seldom than the list, so it has an age. */
  readonly isExact: boolean
  /**
   * What the sum over processes is: `exact`; `most`, because memory that several share is counted for each of them; null
   * where it means nothing.
   */
  readonly sum: 'exact' | 'most' | null
  /** CSS pixels, until the user changes it. */
  readonly width: number
  /** What it needs: a recorder of processes over time, or counting the mappings of every process. */
  readonly needs: 'time' | 'counts' | null
}

/** What columns need besides the process. */
export interface ColumnContext {
  /** By how much a process grew, kB; null where that is not known. */
  readonly grownKb: (key: string) => number | null
  /** vm.max_map_count; null where it is not known. */
  readonly mostMappings: number | null
}

const USUAL = { isExact: false, sum: null, width: 80, needs: null } as const

const text = (id: string, width: number, value: (process: ListedProcess) => string | null): ProcessColumn => ({
  ...USUAL,
  id,
  kind: 'text',
  width,
  value
})

const amount = (
  id: string,
  sum: ProcessColumn['sum'],
  value: (process: ListedProcess) => number | null
): ProcessColumn => ({ ...USUAL, id, kind: 'kb', sum, value })

function metricColumn(metric: Metric): ProcessColumn {
  const { shareOf: whole, sumsOver, inProcessList } = METRIC[metric]
  return {
    ...USUAL,
    id: metric,
    kind: whole === null ? 'kb' : 'share',
    value: ({ amounts }) => (whole === null ? amounts[metric] : shareOf(amounts[metric], amounts[whole])),
    isExact: inProcessList === 'precise',
    sum: whole !== null ? null : sumsOver === 'processes' ? 'exact' : 'most'
  }
}

export const userOf = ({ user, uid }: ListedProcess): string | null => user ?? (uid === null ? null : String(uid))

const mappingShare = ({ mappings }: ListedProcess, { mostMappings }: ColumnContext): number | null =>
  shareOf(mappings, mostMappings)

/** Metrics that the list shows; address space, which costs nothing by itself, comes last. */
const LISTED = METRICS.filter((metric) => METRIC[metric].inProcessList !== 'never' && metric !== 'size')

const TREND: readonly ProcessColumn[] = [
  { ...USUAL, id: 'trend', kind: 'trend', value: ({ key }, { grownKb }) => grownKb(key), width: 68, needs: 'time' },
  { ...USUAL, id: 'grew', kind: 'delta', value: ({ key }, { grownKb }) => grownKb(key), width: 78, needs: 'time' }
]

/** All columns in their usual order; the first one comes first whatever the user chooses. */
export const PROCESS_COLUMNS: readonly ProcessColumn[] = [
  text('name', 150, ({ name }) => name),
  { ...USUAL, id: 'pid', kind: 'pid', value: ({ pid }) => pid, width: 66 },
  ...LISTED.map(metricColumn),
  ...TREND,
  text('user', 76, userOf),
  amount('rssAnon', 'most', ({ rssAnonKb }) => rssAnonKb),
  amount('rssFile', 'most', ({ rssFileKb }) => rssFileKb),
  amount('rssShmem', 'most', ({ rssShmemKb }) => rssShmemKb),
  amount('pageTables', 'exact', ({ vmPteKb }) => vmPteKb),
  amount('peak', null, ({ vmHwmKb }) => vmHwmKb),
  metricColumn('size'),
  { ...USUAL, id: 'threads', kind: 'count', sum: 'exact', value: ({ threads }) => threads },
  {
    ...USUAL,
    id: 'mappings',
    kind: 'count',
    isExact: true,
    sum: 'exact',
    needs: 'counts',
    value: ({ mappings }) => mappings,
    width: 84
  },
  { ...USUAL, id: 'mappingShare', kind: 'share', isExact: true, needs: 'counts', value: mappingShare },
  { ...USUAL, id: 'faults', kind: 'rate', sum: 'exact', value: ({ faultsPerSecond }) => faultsPerSecond, width: 80 },
  { ...USUAL, id: 'oomScore', kind: 'count', value: ({ oomScore }) => oomScore },
  text('unit', 140, ({ cgroup }) => cgroup?.unit ?? null),
  text('container', 150, (process) => containerName(process) || null),
  text('app', 130, ({ cgroup }) => cgroup?.app ?? null),
  text('cgroup', 200, ({ cgroup }) => cgroup?.path ?? null),
  text('command', 280, ({ command }) => command)
]

/** Shown until the user chooses. */
const USUALLY_SHOWN: ReadonlySet<string> = new Set([
  'name',
  'pid',
  'rss',
  'trend',
  'grew',
  'pss',
  'uss',
  'swap',
  'user',
  'threads',
  'command'
])

/** The columns to show, in the user's order; those that were never chosen are the usual ones. */
export function chosenColumns(ids: readonly string[], hasTime: boolean): readonly ProcessColumn[] {
  const [first, ...others] = PROCESS_COLUMNS
  const wanted =
    ids.length === 0
      ? others.filter(({ id }) => USUALLY_SHOWN.has(id))
      : ids.flatMap((id) => others.find((column) => column.id === id) ?? [])
  return [first!, ...wanted].filter(({ needs }) => hasTime || needs !== 'time')
}

/** A line's members put into one number. */
export interface Summed {
  readonly value: number | null
  /** Members of which it is not known. */
  readonly unknown: number
}

/** The sum of a column over processes; kernel threads, which have no memory of their own, lack nothing. */
export function sumOf(column: ProcessColumn, members: readonly ListedProcess[], context: ColumnContext): Summed {
  let value: number | null = null
  let unknown = 0
  for (const member of members) {
    const own = column.value(member, context)
    if (typeof own === 'number') value = (value ?? 0) + own
    else if (!member.isKernelThread) unknown++
  }
  return { value, unknown }
}

const isMetric = (id: string): id is Metric => METRICS.some((metric) => metric === id)

/** Keys of a column's texts in the locales. */
export const titleKey = (id: string): string => (isMetric(id) ? `metric.${id}` : `processList.column.${id}`)
export const hintKey = (id: string): string => (isMetric(id) ? `metricMeaning.${id}` : `processList.hint.${id}`)
