import { describe, expect, it } from 'vitest'
import { memoryBar } from './memory-bar.ts'
import { parseMeminfo } from './meminfo.ts'

const encoder = new TextEncoder()
const barOf = (text: string): ReturnType<typeof memoryBar> => memoryBar(parseMeminfo(encoder.encode(text))!)
const partOf = (part: string, text: string): number | undefined =>
  barOf(text).parts.find((each) => each.part === part)?.kb

describe('the bar of physical memory', () => {
  it('takes each part from its own lines', () => {
    const { parts, totalKb, unaccountedKb } = barOf(`MemTotal: 1000000 kB
MemFree: 1 kB
Buffers: 2 kB
Cached: 1000 kB
AnonPages: 4 kB
Shmem: 30 kB
KReclaimable: 500 kB
SReclaimable: 60 kB
SUnreclaim: 7 kB
KernelStack: 80 kB
ShadowCallStack: 8 kB
PageTables: 9 kB
SecPageTables: 90 kB
Percpu: 11 kB
HardwareCorrupted: 12 kB
HugePages_Total: 13
Hugepagesize: 2048 kB
Hugetlb: 30720 kB
Zswap: 15 kB
Zswapped: 45 kB
GPUActive: 16 kB
GPUReclaim: 160 kB
Balloon: 17 kB
`)
    expect(parts.map(({ part, kb }) => `${part} ${kb}`)).toEqual([
      'anonymous 4',
      'shmem 30',
      'fileCache 970',
      'buffers 2',
      'slabReclaimable 60',
      'slabUnreclaimable 7',
      'kernelReclaimable 440',
      'pageTables 99',
      'kernelStacks 88',
      'perCpu 11',
      'hugetlb 30720',
      'zswap 15',
      'gpu 176',
      'balloon 17',
      'hardwareCorrupted 12',
      'free 1'
    ])
    expect(unaccountedKb).toBe(totalKb - 32652)
  })

  it('has only the parts that the kernel reports', () => {
    expect(barOf('MemTotal: 10 kB\nMemFree: 4 kB\n')).toMatchObject({
      parts: [{ part: 'free', kb: 4 }],
      unaccountedKb: 6,
      swap: null
    })
    expect(partOf('fileCache', 'MemTotal: 10 kB\nCached: 7 kB\n')).toBe(7)
    expect(partOf('pageTables', 'MemTotal: 10 kB\nSecPageTables: 3 kB\n')).toBe(3)
    expect(partOf('kernelStacks', 'MemTotal: 10 kB\nKernelStack: 3 kB\n')).toBe(3)
  })

  it('takes no part for less than nothing where the lines changed while they were made', () => {
    expect(partOf('fileCache', 'MemTotal: 10 kB\nCached: 7 kB\nShmem: 8 kB\n')).toBe(0)
    expect(partOf('kernelReclaimable', 'MemTotal: 10 kB\nKReclaimable: 7 kB\nSReclaimable: 8 kB\n')).toBe(0)
    expect(barOf('MemTotal: 10 kB\nMemFree: 12 kB\n').unaccountedKb).toBe(-2)
  })

  it('counts huge pages only where both their number and their size are known', () => {
    expect(partOf('hugetlb', 'MemTotal: 9999 kB\nHugePages_Total: 3\n')).toBeUndefined()
    expect(partOf('hugetlb', 'MemTotal: 9999 kB\nHugepagesize: 2048 kB\n')).toBeUndefined()
    expect(partOf('hugetlb', 'MemTotal: 9999 kB\nHugePages_Total: 3\nHugepagesize: 2048 kB\n')).toBe(6144)
  })
})

describe('what is beside the bar', () => {
  it('is each the line of its name', () => {
    expect(
      barOf(`MemTotal: 100 kB
MemAvailable: 2 kB
SwapCached: 3 kB
Mlocked: 4 kB
Dirty: 5 kB
Mapped: 6 kB
CommitLimit: 7 kB
Committed_AS: 8 kB
VmallocUsed: 9 kB
AnonHugePages: 10 kB
`).details
    ).toEqual({
      mappedKb: 6,
      availableKb: 2,
      vmallocKb: 9,
      swapCachedKb: 3,
      dirtyKb: 5,
      mlockedKb: 4,
      anonHugeKb: 10,
      committedKb: 8,
      commitLimitKb: 7
    })
    expect(new Set(Object.values(barOf('MemTotal: 100 kB\n').details))).toEqual(new Set([null]))
  })

  it('is swap where both its lines are there, with what zswap holds of it', () => {
    expect(barOf('MemTotal: 9 kB\nSwapTotal: 500 kB\nSwapFree: 100 kB\nZswap: 20 kB\nZswapped: 60 kB\n').swap).toEqual({
      totalKb: 500,
      usedKb: 400,
      zswapKb: 20,
      zswappedKb: 60
    })
    expect(barOf('MemTotal: 9 kB\nSwapTotal: 500 kB\n').swap).toBeNull()
    expect(barOf('MemTotal: 9 kB\nSwapFree: 500 kB\n').swap).toBeNull()
  })
})

describe('meminfo', () => {
  it('is the lines of a name and a number; others are passed over', () => {
    const text =
      'MemTotal:       16266000 kB\nHugePages_Total:       8\n: 5 kB\nno colon 7\nMemFree: ? kB\nBounce: -3 kB\nEmpty:\n'
    expect(parseMeminfo(encoder.encode(text))).toEqual({ MemTotal: 16266000, HugePages_Total: 8 })
    expect(parseMeminfo(encoder.encode('MemTotal: 99999999999999999999 kB\n'))).toBeNull()
    expect(parseMeminfo(encoder.encode('MemTotal: 0 kB\n'))).toEqual({ MemTotal: 0 })
  })
})
