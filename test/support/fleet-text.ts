import { crc32, deflateRawSync } from 'node:zlib'
import { snapshotOfCaptures } from '#shared/formats/snapshot/snapshot-of-captures.ts'
import type { MomentMachine } from '#shared/formats/snapshot/machine-text.ts'
import { memoryBar } from '#shared/machine/memory-bar.ts'
import { captureOfText } from './capture-of-text.ts'

/** Lines of smaps of a kernel 6.1 beside those in the block. */
const LINES = [
  'KernelPageSize',
  'MMUPageSize',
  'Rss',
  'Pss',
  'Pss_Dirty',
  'Shared_Clean',
  'Shared_Dirty',
  'Private_Clean',
  'Private_Dirty',
  'Referenced',
  'Anonymous',
  'KSM',
  'LazyFree',
  'AnonHugePages',
  'ShmemPmdMapped',
  'FilePmdMapped',
  'Shared_Hugetlb',
  'Private_Hugetlb',
  'Swap',
  'SwapPss',
  'Locked'
] as const

const PAGE = 4
/** Where names begin in maps and smaps of 64-bit kernels (fs/proc/task_mmu.c). */
const NAME_AT = 73
/** Between two mappings. */
const GAP = 0x1000n
const ARENA_BYTES = 64n * 1024n * 1024n

/** The smaps of a service with that many mappings, at least 8: heap, an arena, libraries, anonymous memory. @param seed makes it a little different */
export function serviceSmaps(mappings: number, seed: number): string {
  const blocks: string[] = []
  let address = 0x5500_0000_0000n
  const add = (
    name: string,
    perms: string,
    pages: number,
    values: Partial<Record<(typeof LINES)[number], number>>,
    flags = ''
  ): void => {
    const end = address + BigInt(pages) * 4096n
    const isFile = name.startsWith('/')
    const where = `${isFile ? '08:01' : '00:00'} ${isFile ? 1000 + name.length : 0}`
    const begin = `${address.toString(16)}-${end.toString(16)} ${perms} 00000000 ${where} `
    const head = name === '' ? begin : begin.padEnd(NAME_AT) + name
    const sizes: Partial<Record<string, number>> = {
      Size: pages * PAGE,
      KernelPageSize: PAGE,
      MMUPageSize: PAGE,
      ...values
    }
    const lines = ['Size', ...LINES].map((key) => `${`${key}:`.padEnd(16)}${String(sizes[key] ?? 0).padStart(8)} kB`)
    blocks.push(
      `${head}\n${lines.join('\n')}\nTHPeligible:           0\nVmFlags: rd ${perms[1] === 'w' ? 'wr ' : ''}mr mw me ${flags}\n`
    )
    address = end + GAP
  }
  const anonymous = (kb: number) => ({ Rss: kb, Pss: kb, Private_Dirty: kb, Anonymous: kb })
  add('/usr/bin/service', 'r-xp', 200, { Rss: 400, Pss: 400, Private_Clean: 400 })
  add('[heap]', 'rw-p', 4000 + seed, anonymous(8000 + 4 * seed))
  add(`/usr/lib/libc-2.${30 + (seed % 3)}.so`, 'r-xp', 400, { Rss: 1200, Pss: 60, Shared_Clean: 1200 })
  add('', 'rw-p', 512, { ...anonymous(2048), AnonHugePages: seed % 2 ? 2048 : 0 })
  add('/opt/service/plugin.so (deleted)', 'r-xp', 20, { Rss: 40, Pss: 40, Private_Clean: 40 })
  add('', seed % 7 === 0 ? 'rwxp' : 'rw-p', 16, anonymous(64))
  // An arena of glibc: at a multiple of 64 MiB, used at its beginning, reserved up to its end.
  address = (address / ARENA_BYTES + 1n) * ARENA_BYTES
  add('', 'rw-p', 33, anonymous(132), 'nr ')
  address -= GAP
  add('', '---p', Number(ARENA_BYTES / 4096n) - 33, {}, 'nr ')
  for (let at = blocks.length; at < mappings; at++) {
    if (at % 3 === 0)
      add(`/usr/lib/lib${at % 50}.so.1`, 'r--p', 1 + (at % 40), { Rss: PAGE, Pss: 1, Shared_Clean: PAGE })
    else add('', 'rw-p', 1 + (at % 90), anonymous(PAGE * (1 + ((at * 7 + seed) % 3))))
  }
  return blocks.join('')
}

/** The id of the container that the service of a host runs in; on every third host it runs in none. */
export const containerOf = (host: number): string | null =>
  host % 3 === 0 ? null : host.toString(16).padStart(64, '0')

const MEMINFO = { MemTotal: 16_000_000, MemFree: 1_000_000, MemAvailable: 9_000_000, Cached: 7_000_000 }

function machineOf(host: number, pid: number): MomentMachine {
  const lines = { ...MEMINFO, MemFree: MEMINFO.MemFree + host }
  const id = containerOf(host)
  const path = `/system.slice/${id === null ? `service${host % 5}.service` : `docker-${id}.scope`}`
  return {
    memory: { lines, bar: memoryBar(lines), pressure: null, zram: [] },
    cgroups: [{ pid, cgroup: { version: 2, path }, path: [] }]
  }
}

/** A snapshot of a machine of a fleet, `vmsnap`: one process of a service, which was deployed on every second machine anew. */
export function hostSnapshot(host: number, mappings: number): Uint8Array {
  const captures = [
    captureOfText(serviceSmaps(mappings, host), {
      process: { pid: 1000 + host, startTime: 500 + host },
      name: `service${host % 5}`,
      command: `/usr/bin/service${host % 5} --id ${host}`,
      takenAt: 1_790_000_000_000 + host * 1000
    })
  ]
  const provenance = {
    tool: 'vmatlas test',
    hostName: `host${String(host).padStart(4, '0')}`,
    kernel: host % 2 ? '6.1.0' : '6.12.0',
    bootTime: 1_780_000_000_000,
    bootId: `00000000-0000-4000-8000-${String(host).padStart(12, '0')}`,
    note: `service=s${host % 5} deploy=${host % 2 ? 'old' : 'new'}`
  }
  const moment = { takenAt: captures[0]!.takenAt, note: '', captures, machine: machineOf(host, 1000 + host) }
  return snapshotOfCaptures([moment], provenance, {
    deflateRaw: (part) => deflateRawSync(part, { level: 1 }),
    crc32: (part) => crc32(part)
  })
}
