import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import {
  TRAIT_KERNEL_THREAD,
  TRAIT_UNREADABLE,
  TRAIT_ZOMBIE,
  amountColumns,
  cheapColumns,
  type CheapNumbers,
  type MetricAmounts,
  type ProcessList
} from '#shared/memory/process-list.ts'
import type { StatusNumbers } from '#shared/memory/capture.ts'
import type { MachineNumbers } from '#shared/history/machine-history.ts'
import { amountOfProcess } from '#shared/memory/metric-values.ts'
import { METRICS } from '#shared/memory/metrics.ts'
import { textListOf } from '#shared/memory/text-list.ts'
import { titleBytes } from '#shared/scan/command-line.ts'
import { parseProcessStat, type ProcessStat } from '#shared/scan/process-stat.ts'
import { PROC_ROOT } from './proc-folder.ts'
import { userNames } from './users.ts'

/** What does not change while a process runs one program, kept between listings. */
interface Remembered {
  readonly startTime: number
  readonly startCode: bigint
  readonly comm: string
  readonly commandLine: Uint8Array
  readonly isReadable: boolean
  lastSeen: number
}

/** The other cheap numbers of memory (man 5 proc_pid_status), in the order in which the kernel prints them. */
const CHEAP_LINES = {
  peak: Buffer.from('\nVmHWM:'),
  rssAnon: Buffer.from('\nRssAnon:'),
  rssFile: Buffer.from('\nRssFile:'),
  rssShmem: Buffer.from('\nRssShmem:'),
  pageTables: Buffer.from('\nVmPTE:')
} as const
type StatusNumber = keyof typeof CHEAP_LINES

interface Row {
  readonly stat: ProcessStat
  readonly remembered: Remembered
  readonly uid: number
  readonly cheap: CheapNumbers
  readonly amounts: MetricAmounts
}

const buffer = Buffer.alloc(64 * 1024)

/**
 * A whole small file, or null. The bytes are good until the next call. `isRecord`: the kernel makes all of it at once and
 * gives it to a single read (single_open in fs/proc: stat, status), so there is no need to ask for an end.
 */
function readSmall(path: string, isRecord: boolean): Uint8Array | null {
  let descriptor = -1
  try {
    descriptor = openSync(path, 'r')
    let length = 0
    for (;;) {
      const got = readSync(descriptor, buffer, length, buffer.length - length, null)
      length += got
      if (isRecord || got === 0 || length === buffer.length) return buffer.subarray(0, length)
    }
  } catch {
    return null
  } finally {
    if (descriptor >= 0) closeSync(descriptor)
  }
}

const SWAP = Buffer.from('\nVmSwap:')
const UID = Buffer.from('\nUid:')

/** The first number of a line of status, found without reading the others; undefined where there is no such line. */
function statusNumber(status: Uint8Array, line: Buffer): number | undefined {
  const at = buffer.subarray(0, status.length).indexOf(line)
  if (at < 0) return undefined
  let position = at + line.length
  while (status[position] === 32 || status[position] === 9) position++
  let value = 0
  for (; status[position]! >= 48 && status[position]! <= 57; position++) value = value * 10 + status[position]! - 48
  return value
}

/** Lists all processes of a /proc. Keeps command lines and rights per (pid, start time), so use one lister again and again. */
export class ProcessLister {
  readonly #root: string
  readonly #pageKb: number
  readonly #known = new Map<number, Remembered>()
  #round = 0

  /** @param pageSize bytes */
  constructor(pageSize: number, root = PROC_ROOT) {
    this.#root = root
    this.#pageKb = pageSize / 1024
  }

  /** Reads the list now, and the numbers of all processes that the recorder keeps. */
  listWithNumbers(): { readonly list: ProcessList; readonly numbers: MachineNumbers } {
    this.#round++
    const rows: Row[] = []
    for (const name of readdirSync(this.#root)) {
      const first = name.charCodeAt(0)
      if (first < 48 || first > 57) continue
      const row = this.#readRow(name)
      if (row !== null) rows.push(row)
    }
    for (const [pid, { lastSeen }] of this.#known) if (lastSeen !== this.#round) this.#known.delete(pid)
    rows.sort((a, b) => a.stat.pid - b.stat.pid)
    const list = this.#columns(rows)
    return {
      list,
      numbers: {
        count: list.count,
        takenAt: list.takenAt,
        pid: list.pid.slice(),
        startTime: list.startTime.slice(),
        numbers: {
          rss: list.kb.rss.slice(),
          anon: list.cheap.rssAnon.slice(),
          file: list.cheap.rssFile.slice(),
          shmem: list.cheap.rssShmem.slice(),
          swap: list.kb.swap.slice(),
          pageTables: list.cheap.pageTables.slice(),
          threads: Float64Array.from(list.threads)
        }
      }
    }
  }

  /** Null when the process is gone in the meantime. */
  #readRow(name: string): Row | null {
    const folder = `${this.#root}/${name}`
    const statBytes = readSmall(`${folder}/stat`, true)
    const stat = statBytes === null ? null : parseProcessStat(statBytes)
    if (stat === null) return null
    const remembered = this.#remember(stat, folder)
    const status = readSmall(`${folder}/status`, true)
    const swap = status === null ? null : (statusNumber(status, SWAP) ?? null)
    const uid = status === null ? -1 : (statusNumber(status, UID) ?? -1)
    const number = (name: StatusNumber): number | null =>
      (status === null ? undefined : statusNumber(status, CHEAP_LINES[name])) ?? null
    const cheap = {
      peak: number('peak'),
      rssAnon: number('rssAnon'),
      rssFile: number('rssFile'),
      rssShmem: number('rssShmem'),
      pageTables: number('pageTables'),
      minorFaults: stat.minorFaults,
      majorFaults: stat.majorFaults
    }
    return { stat, remembered, uid, cheap, amounts: this.#amountsOf(stat, swap) }
  }

  /** Size and RSS are those of stat, which is there for every process. What only smaps_rollup knows is read apart. */
  #amountsOf(stat: ProcessStat, swap: number | null): MetricAmounts {
    const cheap: StatusNumbers = stat.isKernelThread ? {} : { VmSize: stat.sizeKb, VmRSS: stat.rssPages * this.#pageKb }
    const status = swap === null ? cheap : { ...cheap, VmSwap: swap }
    const amounts = METRICS.map((metric) => [metric, amountOfProcess(null, status, metric)])
    return Object.fromEntries(amounts) as MetricAmounts
  }

  #remember(stat: ProcessStat, folder: string): Remembered {
    const comm = Buffer.from(stat.comm).toString('latin1')
    const known = this.#known.get(stat.pid)
    // A new program in the same process has a new name or new bounds; its command line and rights are read again.
    if (known?.startTime === stat.startTime && known.startCode === stat.startCode && known.comm === comm) {
      known.lastSeen = this.#round
      return known
    }
    const commandLine = readSmall(`${folder}/cmdline`, false)
    const remembered = {
      startTime: stat.startTime,
      startCode: stat.startCode,
      comm,
      commandLine:
        commandLine === null || commandLine.length === 0
          ? new Uint8Array(0)
          : titleBytes(commandLine, stat.comm, false).slice(),
      isReadable: this.#isReadable(folder),
      lastSeen: this.#round
    }
    this.#known.set(stat.pid, remembered)
    return remembered
  }

  /** maps is mode 0444 for all; the right to read it is checked when it is opened (ptrace access, man 5 proc_pid_maps). */
  #isReadable(folder: string): boolean {
    try {
      closeSync(openSync(`${folder}/maps`, 'r'))
      return true
    } catch {
      return false
    }
  }

  #columns(rows: readonly Row[]): ProcessList {
    const numbers = (value: (row: Row) => number): Float64Array => Float64Array.from(rows, value)
    const names = userNames()
    const uids = new Set(rows.map(({ uid }) => uid))
    return {
      count: rows.length,
      takenAt: Date.now(),
      pid: Int32Array.from(rows, ({ stat }) => stat.pid),
      ppid: Int32Array.from(rows, ({ stat }) => stat.ppid),
      startTime: numbers(({ stat }) => stat.startTime),
      uid: Float64Array.from(rows, ({ uid }) => uid),
      state: Uint8Array.from(rows, ({ stat }) => stat.state.charCodeAt(0)),
      traits: Uint8Array.from(
        rows,
        ({ stat, remembered }) =>
          (stat.isKernelThread ? TRAIT_KERNEL_THREAD : 0) |
          (stat.state === 'Z' ? TRAIT_ZOMBIE : 0) |
          (remembered.isReadable ? 0 : TRAIT_UNREADABLE)
      ),
      threads: Int32Array.from(rows, ({ stat }) => stat.threads),
      kb: amountColumns(rows.map(({ amounts }) => amounts)),
      cheap: cheapColumns(rows.map(({ cheap }) => cheap)),
      name: textListOf(rows.map(({ stat }) => stat.comm)),
      commandLine: textListOf(rows.map(({ remembered }) => remembered.commandLine)),
      users: [...uids].flatMap((uid) => (names.has(uid) ? [[uid, names.get(uid)!] as const] : [])),
      hidden: this.#isHidden()
    }
  }

  /** Mounted with hidepid=1 or more, the list lacks what this user may not see. */
  #isHidden(): boolean {
    try {
      const mounts = readFileSync(`${this.#root}/self/mountinfo`, 'utf8')
      const option = mounts
        .split('\n')
        .filter((line) => line.split(' ')[4] === this.#root)
        .map((line) => /hidepid=(\w+)/.exec(line)?.[1])
        .find((value) => value !== undefined)
      return (
        option !== undefined &&
        option !== '0' &&
        option !== 'off' &&
        statSync(`${this.#root}/1`, { throwIfNoEntry: false }) === undefined
      )
    } catch {
      return false
    }
  }
}
