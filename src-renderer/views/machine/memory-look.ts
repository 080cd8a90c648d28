import type { MemoryPart } from '#shared/machine/memory-bar.ts'

/** Token of a part's colour in the bar; neighbours differ, and each segment is named in the list below the bar. */
export const PART_TOKENS: Readonly<Record<MemoryPart | 'unaccounted', string>> = {
  anonymous: '--category-anonymous',
  shmem: '--category-shared',
  fileCache: '--category-file',
  buffers: '--category-image',
  slabReclaimable: '--category-stack',
  slabUnreclaimable: '--category-heap',
  kernelReclaimable: '--category-stack',
  pageTables: '--category-arena',
  kernelStacks: '--category-runtime',
  perCpu: '--category-device',
  hugetlb: '--category-heap',
  zswap: '--category-runtime',
  gpu: '--category-device',
  balloon: '--category-reserved',
  hardwareCorrupted: '--category-kernel',
  free: '--surface-raised',
  unaccounted: '--category-kernel'
}
