import { closeSync, constants, openSync, readFileSync, readSync } from 'node:fs'
import { findCgroupMounts, readCgroupPath } from '#main/machine/read-cgroup.ts'
import { parseProcessCgroup } from '#shared/machine/cgroup-path.ts'
import type { EndReason } from '#shared/memory/end-reason.ts'

const KERNEL_LOG = '/dev/kmsg'
/** One record of the kernel's log (Documentation/ABI/testing/dev-kmsg). */
const LONGEST_RECORD = 8192
/** The log's buffer holds some thousands. */
const MOST_RECORDS = 100_000

/**
 * The process that the out-of-memory killer ended by a record of the kernel's log (mm/oom_kill.c); null of every other
 * record. Only the kernel itself counts: users may write to the log too, with another facility.
 */
export function killedByOom(record: string): { readonly pid: number; readonly seconds: number } | null {
  const match =
    /^(\d+),\d+,(\d+),[^;]*;(?:Memory cgroup out|Out) of memory(?: \([^)]*\))?: Killed process (\d+) \(/.exec(record)
  if (match === null || Number(match[1]) >= 8) return null
  return { pid: Number(match[3]), seconds: Number(match[2]) / 1e6 }
}

/** Whether the kernel's log has such a record since that time; null where it may not be read. @param since seconds after boot */
function isInKernelLog(pid: number, since: number): boolean | null {
  try {
    const log = openSync(KERNEL_LOG, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const buffer = Buffer.alloc(LONGEST_RECORD)
      for (let count = 0; count < MOST_RECORDS; count++) {
        let length
        try {
          length = readSync(log, buffer)
        } catch (error) {
          // Records were overwritten before they were read: the next read continues behind them.
          if ((error as NodeJS.ErrnoException).code === 'EPIPE') continue
          return false
        }
        if (length === 0) return false
        const killed = killedByOom(buffer.toString('utf8', 0, length))
        if (killed !== null && killed.pid === pid && killed.seconds >= since) return true
      }
      return false
    } finally {
      closeSync(log)
    }
  } catch {
    return null
  }
}

/** Looks after one process: whether the out-of-memory killer ended it. */
export class OomWatch {
  readonly #pid: number
  readonly #root: string
  /** Seconds after boot. */
  readonly #since: number
  #cgroup: ReturnType<typeof parseProcessCgroup> = null
  #kills: number | null

  /** @param root of /proc */
  constructor(pid: number, root: string) {
    this.#pid = pid
    this.#root = root
    this.#since = Number.parseFloat(this.#text('uptime')) || 0
    try {
      this.#cgroup = parseProcessCgroup(readFileSync(`${root}/${pid}/cgroup`))
    } catch {
      // It has ended already, or may not be read.
    }
    this.#kills = this.#killsNow()
  }

  #text(file: string): string {
    try {
      return readFileSync(`${this.#root}/${file}`, 'utf8')
    } catch {
      return ''
    }
  }

  /** How often the killer ended a process of its cgroup; null where the cgroup is gone, does not report or is the whole machine. */
  #killsNow(): number | null {
    if (this.#cgroup === null || this.#cgroup.path === '/') return null
    const [own] = readCgroupPath(this.#cgroup, findCgroupMounts(this.#text('self/mountinfo')))
    return own?.events['oom_kill'] ?? null
  }

  /** Remembers how often the killer has acted so far, while the process lives. */
  look(): void {
    this.#kills = this.#killsNow()
  }

  /**
   * To be asked when it has ended.
   * @param reason what is known otherwise: the killer's signal is SIGKILL, so after another end it was not the killer
   */
  reasonWith(reason: EndReason | null): EndReason | null {
    if (reason !== null && !(reason.kind === 'signal' && reason.value === 'SIGKILL')) return reason
    const isLogged = isInKernelLog(this.#pid, this.#since)
    if (isLogged === true) return { kind: 'oom' }
    const kills = this.#killsNow()
    const hasStruck = kills !== null && this.#kills !== null && kills > this.#kills
    return hasStruck ? { kind: 'oom-cgroup' } : reason
  }
}
