import type { Capture } from '../memory/capture.ts'
import { MEASURES, sumOf } from './measures.ts'
import {
  batchOfRow,
  labelColumn,
  sameInAll,
  type ColumnValue,
  type FleetBatch,
  type FleetColumn,
  type FleetTable
} from './columns.ts'
import type { FleetMoment } from './moments.ts'
import { processValues, PROCESS_COLUMNS } from './process-identity.ts'

/** Lines of status, by the kernel's names. */
const STATUS = {
  VmSize: 'vm_size_kb',
  VmRSS: 'vm_rss_kb',
  RssAnon: 'rss_anon_kb',
  RssFile: 'rss_file_kb',
  RssShmem: 'rss_shmem_kb',
  VmSwap: 'vm_swap_kb',
  VmPTE: 'vm_pte_kb',
  Threads: 'threads'
} as const
const SUMS = MEASURES.map((measure): FleetColumn => ({ name: `${measure}_kb`, type: 'int' }))

const OWN: readonly FleetColumn[] = [
  { name: 'mappings', type: 'int' },
  ...SUMS,
  ...Object.values(STATUS).map((name): FleetColumn => ({ name, type: 'int' }))
]

const allRows = ({ table }: Capture): number[] => Array.from({ length: table.rowCount }, (_, row) => row)

/** Sums of a process, kB by measure; null where its source does not report. Of PSS the kernel's own sum, which loses nothing. */
export function processSums(capture: Capture): Record<(typeof MEASURES)[number], number | null> {
  const isUnread = capture.notes.some(({ kind }) => kind === 'denied')
  const rows = allRows(capture)
  const sum = (measure: (typeof MEASURES)[number]): number | null =>
    isUnread
      ? null
      : measure === 'pss' && capture.rollup?.['Pss'] !== undefined
        ? capture.rollup['Pss']
        : sumOf(capture.table, measure, rows)
  return Object.fromEntries(MEASURES.map((measure) => [measure, sum(measure)])) as ReturnType<typeof processSums>
}

function ownValues(capture: Capture): ColumnValue[] {
  const sums = processSums(capture)
  const isUnread = capture.notes.some(({ kind }) => kind === 'denied')
  return [
    isUnread ? null : capture.table.rowCount,
    ...MEASURES.map((measure) => sums[measure]),
    ...Object.keys(STATUS).map((name) => capture.status?.[name] ?? null)
  ]
}

function rowOf(columns: readonly FleetColumn[], values: readonly ColumnValue[], { labels }: FleetMoment): FleetBatch {
  const row = batchOfRow(columns, values)
  const labelCells = [...labels].map(([name, value]) => [labelColumn(name), sameInAll(value)] as const)
  return { ...row, cells: new Map([...row.cells, ...labelCells]) }
}

/** One row a process and moment. */
export function processTableOf(moments: Iterable<FleetMoment>): FleetTable {
  const columns = [...PROCESS_COLUMNS, ...OWN]
  return {
    columns,
    batches: (function* () {
      for (const moment of moments) {
        for (const capture of moment.captures) {
          yield rowOf(columns, [...processValues(moment, capture), ...ownValues(capture)], moment)
        }
      }
    })()
  }
}

/** Lines of /proc/meminfo that a machine's bar is made of. */
const MEMINFO = {
  MemTotal: 'mem_total_kb',
  MemFree: 'mem_free_kb',
  MemAvailable: 'mem_available_kb',
  Buffers: 'buffers_kb',
  Cached: 'cached_kb',
  AnonPages: 'anon_pages_kb',
  Mapped: 'mapped_kb',
  Shmem: 'shmem_kb',
  Slab: 'slab_kb',
  KernelStack: 'kernel_stack_kb',
  PageTables: 'page_tables_kb',
  SwapTotal: 'swap_total_kb',
  SwapFree: 'swap_free_kb',
  HugePages_Total: 'huge_pages_total',
  Hugetlb: 'hugetlb_kb'
} as const

const MACHINE: readonly FleetColumn[] = [
  { name: 'host', type: 'text' },
  { name: 'boot_id', type: 'text' },
  { name: 'boot_time', type: 'time' },
  { name: 'kernel', type: 'text' },
  { name: 'taken_at', type: 'time' },
  { name: 'source_file', type: 'text' },
  { name: 'processes', type: 'int' },
  { name: 'processes_unread', type: 'int' },
  { name: 'pss_kb', type: 'int' },
  { name: 'swap_kb', type: 'int' },
  ...Object.values(MEMINFO).map((name): FleetColumn => ({ name, type: 'int' }))
]

function total(captures: readonly Capture[], measure: 'pss' | 'swap'): number | null {
  const known = captures.map((capture) => processSums(capture)[measure]).filter((sum) => sum !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

/** One row a moment: sums over the processes that could be read, and the machine's own numbers where they are known. */
export function machineTableOf(moments: Iterable<FleetMoment>): FleetTable {
  return {
    columns: MACHINE,
    batches: (function* () {
      for (const moment of moments) {
        const { host, bootId, bootTime, kernel, takenAt, file, captures, memory } = moment
        const unread = captures.filter(({ notes }) => notes.some(({ kind }) => kind === 'denied')).length
        const values = [
          ...[host, bootId, bootTime, kernel, takenAt, file, captures.length, unread],
          ...[total(captures, 'pss'), total(captures, 'swap')],
          ...Object.keys(MEMINFO).map((name) => memory?.[name] ?? null)
        ]
        yield rowOf(MACHINE, values, moment)
      }
    })()
  }
}
