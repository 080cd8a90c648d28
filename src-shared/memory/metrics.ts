/** Names of smaps fields that add up to an amount: the first list of which a source has all fields is used. */
type Ways = readonly (readonly string[])[]

/**
 * A number of a mapping, of a group of mappings and of a process. It is described here once: the mapping
 * table's column, the process list's, the summary's, the treemap's areas, totals, differences and exports are made from it.
 */
export interface MetricDescriptor {
  /** Id of its column in the mapping table: pmap's name or the kernel's where it has one, else its own in lower case. */
  readonly column: string
  /**
   * How the amount in kB (1024 bytes) is found: from the addresses, or from fields (Documentation/filesystems/proc.rst).
   * Where a row lacks one of them, the row's amount is unknown and adds nothing to a sum; where the whole source does,
   * so is the sum.
   */
  readonly amount: 'addresses' | Ways
  /**
   * Null where the number is the amount itself, in kB. Else it is the amount's share of this other metric, in percent:
   * sums and areas are those of the amount, and a share of several mappings is the sum's share of the sum.
   */
  readonly shareOf: Metric | null
  /** The line of /proc/PID/status with the same amount of the whole process. */
  readonly status: string | null
  /** RSS of two processes counts pages twice that they share; PSS does not. */
  readonly sumsOver: 'mappings' | 'processes'
  /** It changes when other processes map or unmap the same pages, though nothing was done here. */
  readonly followsOthers: boolean
  /** In the process list: always, once exact numbers are asked for (smaps_rollup is slow to read), or not by itself. */
  readonly inProcessList: 'always' | 'precise' | 'never'
}

/** The measures by which areas, bars and totals can be drawn, in the order of all lists of them. */
export const METRICS = ['size', 'rss', 'pss', 'uss', 'swap', 'dirty', 'huge'] as const
export type Metric = (typeof METRICS)[number]

const USUAL = {
  shareOf: null,
  status: null,
  sumsOver: 'mappings',
  followsOthers: false,
  inProcessList: 'never'
} as const

export const METRIC: Readonly<Record<Metric, MetricDescriptor>> = {
  size: { ...USUAL, column: 'Kbytes', amount: 'addresses', status: 'VmSize', inProcessList: 'always' },
  rss: { ...USUAL, column: 'RSS', amount: [['Rss']], status: 'VmRSS', inProcessList: 'always' },
  pss: {
    ...USUAL,
    column: 'Pss',
    amount: [['Pss']],
    sumsOver: 'processes',
    followsOthers: true,
    inProcessList: 'precise'
  },
  uss: {
    ...USUAL,
    column: 'uss',
    amount: [['Private_Clean', 'Private_Dirty']],
    sumsOver: 'processes',
    inProcessList: 'precise'
  },
  swap: { ...USUAL, column: 'Swap', amount: [['Swap']], status: 'VmSwap', inProcessList: 'always' },
  // Text of pmap -x holds the sum itself, as a field of that name.
  dirty: { ...USUAL, column: 'Dirty', amount: [['Dirty'], ['Shared_Dirty', 'Private_Dirty']] },
  huge: { ...USUAL, column: 'huge', amount: [['AnonHugePages']], shareOf: 'rss', inProcessList: 'precise' }
}

/** Key in the locales of what an amount in kB of this metric is called: of a share it is the amount that it is the share of. */
export function amountTextKey(metric: Metric): string {
  return METRIC[metric].shareOf === null ? `metric.${metric}` : `metricPart.${metric}`
}
