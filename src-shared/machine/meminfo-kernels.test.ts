import { expect, it } from 'vitest'
import { memoryBar } from './memory-bar.ts'
import { parseMeminfo } from './meminfo.ts'

/** Lines as kernels print them, with made-up amounts: `Name=kB`, in the order of fs/proc/meminfo.c. */
const KERNELS: Readonly<Record<string, string>> = {
  '3.10, with the MemAvailable of its distribution':
    'MemTotal=3880512 MemFree=288400 MemAvailable=2103316 Buffers=2068 Cached=1892412 SwapCached=1204 Active=1630320 Inactive=1508796 Unevictable=0 Mlocked=0 SwapTotal=2097148 SwapFree=2059004 Dirty=64 Writeback=0 AnonPages=1243484 Mapped=121440 Shmem=180716 Slab=263208 SReclaimable=196620 SUnreclaim=66588 KernelStack=9728 PageTables=30876 NFS_Unstable=0 Bounce=0 WritebackTmp=0 CommitLimit=4037404 Committed_AS=5120144 VmallocTotal=34359738367 VmallocUsed=189016 VmallocChunk=34359310332 HardwareCorrupted=0 AnonHugePages=411648 CmaTotal=0 CmaFree=0 HugePages_Total=128 HugePages_Free=128 HugePages_Rsvd=0 HugePages_Surp=0 Hugepagesize=2048 DirectMap4k=180096 DirectMap2M=4014080',
  '4.4, 32 bits with high memory':
    'MemTotal=1024340 MemFree=91204 MemAvailable=702548 Buffers=68120 Cached=551080 SwapCached=0 Active=401212 Inactive=392880 Unevictable=16 Mlocked=16 HighTotal=180224 HighFree=2432 LowTotal=844116 LowFree=88772 SwapTotal=0 SwapFree=0 Dirty=12 Writeback=0 AnonPages=174916 Mapped=96804 Shmem=12304 Slab=89716 SReclaimable=68204 SUnreclaim=21512 KernelStack=2064 PageTables=4632 CommitLimit=512168 Committed_AS=804712 VmallocTotal=122880 VmallocUsed=0 VmallocChunk=0',
  '4.19, with huge pages of two sizes':
    'MemTotal=65873120 MemFree=8103412 MemAvailable=39877128 Buffers=918800 Cached=29304516 SwapCached=0 AnonPages=18412032 Mapped=1411216 Shmem=604124 Slab=2910768 SReclaimable=2412420 SUnreclaim=498348 KernelStack=31744 PageTables=104216 Percpu=38912 VmallocUsed=0 AnonHugePages=12582912 ShmemHugePages=0 ShmemPmdMapped=0 HugePages_Total=512 HugePages_Free=12 Hugepagesize=2048 Hugetlb=5242880',
  '5.4, arm64 with contiguous memory':
    'MemTotal=3884120 MemFree=1204516 MemAvailable=2887332 Buffers=88912 Cached=1510204 AnonPages=604140 Mapped=340080 Shmem=55508 KReclaimable=141216 Slab=248812 SReclaimable=121216 SUnreclaim=127596 KernelStack=6912 PageTables=11764 VmallocUsed=25640 Percpu=2048 CmaTotal=524288 CmaFree=401216',
  '5.15, in an LXC container whose host reports some of its own':
    'MemTotal=524288 MemFree=310440 MemAvailable=447708 Buffers=0 Cached=137268 AnonPages=71904 Mapped=50316 Shmem=204 KReclaimable=224288 Slab=0 SReclaimable=0 SUnreclaim=0 KernelStack=14704 PageTables=31680 Percpu=3264',
  '6.6, with a cache of its own that no line counts':
    'MemTotal=65710000 MemFree=10564000 MemAvailable=26828000 Buffers=867000 Cached=15599000 Zswap=120004 Zswapped=480016 AnonPages=2899000 Mapped=1170000 Shmem=287000 KReclaimable=818000 Slab=2754000 SReclaimable=818000 SUnreclaim=1936000 KernelStack=24576 ShadowCallStack=6144 PageTables=57000 SecPageTables=1024 VmallocUsed=1654000 Percpu=71000 HardwareCorrupted=4 Unaccepted=0 HugePages_Total=0 Hugetlb=0',
  '6.18, with memory of graphics and a balloon':
    'MemTotal=16266000 MemFree=1200000 MemAvailable=9000000 Buffers=400000 Cached=7400000 Zswap=0 Zswapped=0 AnonPages=4100000 Mapped=900000 Shmem=610000 KReclaimable=512000 Slab=700000 SReclaimable=488000 SUnreclaim=212000 KernelStack=18000 PageTables=61000 SecPageTables=2000 Percpu=9000 Balloon=524288 GPUActive=780000 GPUReclaim=20000 Hugetlb=0'
}

const textOf = (lines: string): string =>
  lines
    .split(' ')
    .map((line) => {
      const [name = '', value = ''] = line.split('=')
      return `${`${name}:`.padEnd(16)}${value.padStart(8)}${name.startsWith('HugePages_') ? '' : ' kB'}\n`
    })
    .join('')

it.each(Object.entries(KERNELS))('the bar of a kernel %s adds up to its MemTotal, to the kB', (_, lines) => {
  const meminfo = parseMeminfo(new TextEncoder().encode(textOf(lines)))!
  const bar = memoryBar(meminfo)
  expect(bar.totalKb).toBe(meminfo['MemTotal'])
  expect(bar.parts.reduce((sum, { kb }) => sum + kb, bar.unaccountedKb)).toBe(bar.totalKb)
  for (const { kb } of bar.parts) expect(kb).toBeGreaterThanOrEqual(0)
})

it('huge pages of the default size are counted by kernels that report no sum of all sizes', () => {
  const partsOf = (kernel: string) => memoryBar(parseMeminfo(new TextEncoder().encode(textOf(KERNELS[kernel]!)))!).parts
  expect(partsOf('3.10, with the MemAvailable of its distribution')).toContainEqual({ part: 'hugetlb', kb: 128 * 2048 })
  expect(partsOf('4.19, with huge pages of two sizes')).toContainEqual({ part: 'hugetlb', kb: 5_242_880 })
})
