import type { Meminfo } from './meminfo.ts'

/** What physical memory is used for, in the order of the bar. */
export const MEMORY_PARTS = [
  'anonymous',
  'shmem',
  'fileCache',
  'buffers',
  'slabReclaimable',
  'slabUnreclaimable',
  'kernelReclaimable',
  'pageTables',
  'kernelStacks',
  'perCpu',
  'hugetlb',
  'zswap',
  'gpu',
  'balloon',
  'hardwareCorrupted',
  'free'
] as const
export type MemoryPart = (typeof MEMORY_PARTS)[number]

export interface MemoryBar {
  /** MemTotal: what the kernel manages, kB (1024 bytes). Less than the machine has. */
  readonly totalKb: number
  /** Parts that this kernel reports, kB; they do not overlap. */
  readonly parts: readonly { readonly part: MemoryPart; readonly kb: number }[]
  /**
   * The total less all parts: memory of drivers, vmalloc, page cache of swap and what else no line of meminfo counts. Less
   * than 0 where the lines changed while the kernel made them.
   */
  readonly unaccountedKb: number
  /** Overlap with the parts, so they are no parts themselves. */
  readonly details: {
    /** Of the page cache and shared memory: what is mapped by processes. */
    readonly mappedKb: number | null
    readonly availableKb: number | null
    readonly vmallocKb: number | null
    readonly swapCachedKb: number | null
    readonly dirtyKb: number | null
    readonly mlockedKb: number | null
    readonly anonHugeKb: number | null
    readonly committedKb: number | null
    readonly commitLimitKb: number | null
  }
  readonly swap: {
    readonly totalKb: number
    readonly usedKb: number
    /** What zswap keeps in memory, compressed, and what that was before; null without zswap. */
    readonly zswapKb: number | null
    readonly zswappedKb: number | null
  } | null
}

/**
 * Hugetlb pages of all sizes; kernels before 4.17 report only those of the default size.
 */
function hugetlbKb(meminfo: Meminfo): number | undefined {
  const pages = meminfo['HugePages_Total']
  const size = meminfo['Hugepagesize']
  return meminfo['Hugetlb'] ?? (pages === undefined || size === undefined ? undefined : pages * size)
}

const minus = (from: number | undefined, what: number | undefined): number | undefined =>
  from === undefined ? undefined : Math.max(0, from - (what ?? 0))

function sumOf(...values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0)
}

/**
 * How the lines relate (fs/proc/meminfo.c of Linux 3.10 to 6.18): AnonPages counts transparent huge pages too. Cached is the
 * page cache with shared memory and tmpfs, without Buffers and the swap cache. KReclaimable contains SReclaimable. Pages of
 * the swap cache may be counted in AnonPages as well, so they are no part. VmallocUsed contains kernel stacks where those
 * are mapped, so it is not one either.
 */
const AMOUNTS: Readonly<Record<MemoryPart, (meminfo: Meminfo) => number | undefined>> = {
  anonymous: (meminfo) => meminfo['AnonPages'],
  shmem: (meminfo) => meminfo['Shmem'],
  fileCache: (meminfo) => minus(meminfo['Cached'], meminfo['Shmem']),
  buffers: (meminfo) => meminfo['Buffers'],
  slabReclaimable: (meminfo) => meminfo['SReclaimable'],
  slabUnreclaimable: (meminfo) => meminfo['SUnreclaim'],
  kernelReclaimable: (meminfo) => minus(meminfo['KReclaimable'], meminfo['SReclaimable']),
  pageTables: (meminfo) => sumOf(meminfo['PageTables'], meminfo['SecPageTables']),
  kernelStacks: (meminfo) => sumOf(meminfo['KernelStack'], meminfo['ShadowCallStack']),
  perCpu: (meminfo) => meminfo['Percpu'],
  hugetlb: hugetlbKb,
  zswap: (meminfo) => meminfo['Zswap'],
  gpu: (meminfo) => sumOf(meminfo['GPUActive'], meminfo['GPUReclaim']),
  balloon: (meminfo) => meminfo['Balloon'],
  hardwareCorrupted: (meminfo) => meminfo['HardwareCorrupted'],
  free: (meminfo) => meminfo['MemFree']
}

function swapOf(meminfo: Meminfo): MemoryBar['swap'] {
  const total = meminfo['SwapTotal']
  const free = meminfo['SwapFree']
  if (total === undefined || free === undefined) return null
  return {
    totalKb: total,
    usedKb: total - free,
    zswapKb: meminfo['Zswap'] ?? null,
    zswappedKb: meminfo['Zswapped'] ?? null
  }
}

/** The bar of physical memory; parts and `unaccountedKb` add up to MemTotal exactly. */
export function memoryBar(meminfo: Meminfo): MemoryBar {
  const totalKb = meminfo['MemTotal'] ?? 0
  const parts = MEMORY_PARTS.flatMap((part) => {
    const kb = AMOUNTS[part](meminfo)
    return kb === undefined ? [] : [{ part, kb }]
  })
  const known = (name: string): number | null => meminfo[name] ?? null
  return {
    totalKb,
    parts,
    unaccountedKb: totalKb - parts.reduce((sum, { kb }) => sum + kb, 0),
    details: {
      mappedKb: known('Mapped'),
      availableKb: known('MemAvailable'),
      vmallocKb: known('VmallocUsed'),
      swapCachedKb: known('SwapCached'),
      dirtyKb: known('Dirty'),
      mlockedKb: known('Mlocked'),
      anonHugeKb: known('AnonHugePages'),
      committedKb: known('Committed_AS'),
      commitLimitKb: known('CommitLimit')
    },
    swap: swapOf(meminfo)
  }
}
