import { parsePressure, type Pressure } from './pressure.ts'

/** Files of a cgroup about memory, by their names; those that are not there are left out. */
export type CgroupFiles = Readonly<Partial<Record<string, Uint8Array>>>

/** What one cgroup reports about its memory; null is "not reported". Bytes, as the kernel prints them. */
export interface CgroupMemory {
  readonly version: 1 | 2
  readonly path: string
  readonly current: number | null
  readonly peak: number | null
  /** Null also where there is no limit. */
  readonly max: number | null
  readonly high: number | null
  readonly low: number | null
  readonly min: number | null
  readonly swapCurrent: number | null
  readonly swapMax: number | null
  /** memory.stat by the kernel's names. */
  readonly stat: Readonly<Record<string, number>>
  /** memory.events: low, high, max, oom, oom_kill; how often since the cgroup was made. */
  readonly events: Readonly<Record<string, number>>
  readonly pressure: Pressure | null
}

const CGROUP_FILES_2 = [
  'memory.current',
  'memory.peak',
  'memory.max',
  'memory.high',
  'memory.low',
  'memory.min',
  'memory.swap.current',
  'memory.swap.max',
  'memory.stat',
  'memory.events',
  'memory.pressure'
] as const
const CGROUP_FILES_1 = [
  'memory.usage_in_bytes',
  'memory.max_usage_in_bytes',
  'memory.limit_in_bytes',
  'memory.soft_limit_in_bytes',
  'memory.memsw.usage_in_bytes',
  'memory.memsw.limit_in_bytes',
  'memory.stat',
  'memory.oom_control'
] as const

/** The files that are read of a cgroup. */
export const cgroupFileNames = (version: 1 | 2): readonly string[] => (version === 2 ? CGROUP_FILES_2 : CGROUP_FILES_1)

/** Version 1 writes "no limit" as the largest multiple of a page that fits 63 bits. */
const NO_LIMIT = 2 ** 62

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

function amount(bytes: Uint8Array | undefined): number | null {
  const text = textOf(bytes).trim()
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  return Number.isNaN(value) || value >= NO_LIMIT ? null : value
}

function table(bytes: Uint8Array | undefined): Record<string, number> {
  const rows = textOf(bytes).matchAll(/^(\S+) (\d+)$/gm)
  return Object.fromEntries(Array.from(rows, ([, name, value]) => [name!, Number(value)]))
}

/** Version 1 counts memory and swap together; swap alone is the difference. */
const less = (both: number | null, memory: number | null): number | null =>
  both === null || memory === null ? null : Math.max(0, both - memory)

/** Reads a cgroup's files (Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst). */
export function parseCgroupMemory(version: 1 | 2, path: string, files: CgroupFiles): CgroupMemory {
  const of = (name: string): number | null => amount(files[name])
  if (version === 2) {
    return {
      version,
      path,
      current: of('memory.current'),
      peak: of('memory.peak'),
      max: of('memory.max'),
      high: of('memory.high'),
      low: of('memory.low'),
      min: of('memory.min'),
      swapCurrent: of('memory.swap.current'),
      swapMax: of('memory.swap.max'),
      stat: table(files['memory.stat']),
      events: table(files['memory.events']),
      pressure: files['memory.pressure'] === undefined ? null : parsePressure(files['memory.pressure'])
    }
  }
  const current = of('memory.usage_in_bytes')
  const max = of('memory.limit_in_bytes')
  const { oom_kill: killed } = table(files['memory.oom_control'])
  return {
    version,
    path,
    current,
    peak: of('memory.max_usage_in_bytes'),
    max,
    high: null,
    low: of('memory.soft_limit_in_bytes'),
    min: null,
    swapCurrent: less(of('memory.memsw.usage_in_bytes'), current),
    swapMax: less(of('memory.memsw.limit_in_bytes'), max),
    stat: table(files['memory.stat']),
    events: killed === undefined ? {} : { oom_kill: killed },
    pressure: null
  }
}

/** Anonymous memory, page cache, shared memory and kernel memory of a cgroup, bytes; null where memory.stat does not report them. */
export interface CgroupSplit {
  readonly anonymous: number | null
  readonly fileCache: number | null
  readonly shmem: number | null
  readonly kernel: number | null
}

export function cgroupSplit({ version, stat }: CgroupMemory): CgroupSplit {
  const of = (name: string): number | null => stat[name] ?? null
  if (version === 2) {
    // file contains shmem, as Cached of meminfo does.
    const shmem = of('shmem')
    const file = of('file')
    return { anonymous: of('anon'), fileCache: less(file, shmem ?? 0), shmem, kernel: of('kernel') }
  }
  const shmem = of('total_shmem') ?? of('shmem')
  const cache = of('total_cache') ?? of('cache')
  return { anonymous: of('total_rss') ?? of('rss'), fileCache: less(cache, shmem ?? 0), shmem, kernel: null }
}

/** The limit that is reached first along the path to the root: the least room between what is used and what may be. */
export function tightestLimit(path: readonly CgroupMemory[]): {
  readonly cgroup: CgroupMemory
  readonly kind: 'max' | 'high'
  readonly limit: number
  readonly current: number
} | null {
  const limits = path.flatMap((cgroup) =>
    (['max', 'high'] as const).flatMap((kind) => {
      const limit = cgroup[kind]
      return limit === null || cgroup.current === null ? [] : [{ cgroup, kind, limit, current: cgroup.current }]
    })
  )
  return limits.sort((a, b) => a.limit - a.current - (b.limit - b.current))[0] ?? null
}
