import { amountOfProcess } from '../memory/metric-values.ts'
import { parseProcessCgroup, identifyCgroup, type CgroupIdentity } from './cgroup-path.ts'

/** What is known of a process without its mappings. Null is "not reported", never 0. Amounts are kB (1024 bytes). */
export interface ProcessFacts {
  readonly pid: number
  /** 0 where it is not known or there is none. */
  readonly ppid: number
  /** comm, untrusted. */
  readonly name: string
  /** Command line, untrusted; empty for kernel threads. */
  readonly command: string
  readonly uid: number | null
  readonly user: string | null
  readonly isKernelThread: boolean
  readonly rssKb: number | null
  readonly rssAnonKb: number | null
  readonly rssFileKb: number | null
  readonly rssShmemKb: number | null
  readonly vmPteKb: number | null
  readonly vmHwmKb: number | null
  readonly threads: number | null
  /** From smaps_rollup: null where that may not be read. */
  readonly pssKb: number | null
  readonly ussKb: number | null
  /** From smaps_rollup with shared memory, else VmSwap of status. */
  readonly swapKb: number | null
  readonly mappings: number | null
  readonly cgroup: CgroupIdentity | null
  readonly cgroupVersion: 1 | 2 | null
}

/** What facts are made of: numbers of status and of smaps_rollup by the kernel's names, and the cgroup file. */
export interface FactSources {
  readonly status: Readonly<Record<string, number>> | null
  readonly rollup: Readonly<Record<string, number>> | null
  readonly cgroup: Uint8Array | null
}

type Amounts = Omit<ProcessFacts, 'pid' | 'ppid' | 'name' | 'command' | 'uid' | 'user' | 'isKernelThread' | 'mappings'>

/** The numbers of a process from its files. */
export function amountsOf({ status, rollup, cgroup }: FactSources): Amounts {
  const of = (name: string): number | null => status?.[name] ?? null
  const member = cgroup === null ? null : parseProcessCgroup(cgroup)
  return {
    // As in the list of processes, where every process has status.
    rssKb: amountOfProcess(null, status, 'rss') ?? amountOfProcess(rollup, null, 'rss'),
    rssAnonKb: of('RssAnon'),
    rssFileKb: of('RssFile'),
    rssShmemKb: of('RssShmem'),
    vmPteKb: of('VmPTE'),
    vmHwmKb: of('VmHWM'),
    threads: of('Threads'),
    pssKb: amountOfProcess(rollup, status, 'pss'),
    ussKb: amountOfProcess(rollup, status, 'uss'),
    swapKb: amountOfProcess(rollup, status, 'swap'),
    cgroup: member === null ? null : identifyCgroup(member.path),
    cgroupVersion: member?.version ?? null
  }
}
