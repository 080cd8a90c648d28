import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import {
  exactAmounts,
  pssPartsOf,
  type ExactNumbers,
  type ExactQuestion,
  type ExactReading
} from '#shared/machine/exact-reading.ts'
import { parseProcessCgroup } from '#shared/machine/cgroup-path.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { parseSmapsRollup } from '#shared/scan/smaps-rollup.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'

const buffer = Buffer.alloc(64 * 1024)
const NEWLINE = 10
/** What is in sight is not read again before it is this old, milliseconds. */
const FRESH = 1500

/** What `take` makes of the bytes of a file, piece by piece; null where it can't be read. */
function readPieces(path: string, take: (bytes: Uint8Array) => void): boolean {
  let descriptor = -1
  try {
    descriptor = openSync(path, 'r')
    for (;;) {
      const got = readSync(descriptor, buffer, 0, buffer.length, null)
      if (got === 0) return true
      take(buffer.subarray(0, got))
    }
  } catch {
    return false
  } finally {
    if (descriptor >= 0) closeSync(descriptor)
  }
}

/** The beginning of a file that fits one read, as the small ones of /proc do. */
function readSmall(path: string): Uint8Array | null {
  const parts: Uint8Array[] = []
  return readPieces(path, (bytes) => parts.push(bytes.slice())) && parts.length > 0 ? Buffer.concat(parts) : null
}

function countLines(path: string): number | null {
  let lines = 0
  const isRead = readPieces(path, (bytes) => {
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++
  })
  return isRead ? lines : null
}

/**
 * Reads what is slow to read of all processes, a few at a time: those that never were read and, by turns with them, those that
 * are asked for; then the one whose reading is oldest. Keeps the last reading of each, so use one reader again and again.
 */
export class ExactReader {
  readonly #root: string
  readonly #known = new Map<number, ExactReading>()
  #turns = 0

  constructor(root = PROC_ROOT) {
    this.#root = root
  }

  read({ first, since, milliseconds, counts }: ExactQuestion): ExactNumbers {
    const began = performance.now()
    const pids = readdirSync(this.#root).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
    const there = new Set(pids)
    for (const pid of this.#known.keys()) if (!there.has(pid)) this.#known.delete(pid)
    const { unread, wanted, rest } = this.#queues(pids, first)
    const isOver = (share: number): boolean => performance.now() - began >= milliseconds * share
    const neverRead = [unread, 1] as const
    const others = [rest, 1] as const
    // What is in sight leaves half of the time to the others, or these would never be read.
    const inSight = [wanted, unread.length > 0 ? 0.25 : rest.length > 0 ? 0.5 : 1] as const
    // Until all were read, it is first every other time: its numbers must not stay old meanwhile.
    const isTurnOfSight = this.#turns++ % 2 === 1
    for (const [queue, share] of isTurnOfSight ? [inSight, neverRead, others] : [neverRead, inSight, others]) {
      for (const pid of queue) {
        // It has ended meanwhile.
        if (!this.#readOne(pid, counts)) there.delete(pid)
        if (isOver(share)) break
      }
      if (isOver(1)) break
    }
    return {
      readings: [...this.#known.values()].filter(({ takenAt }) => takenAt >= since),
      milliseconds: performance.now() - began,
      unread: [...there].filter((pid) => !this.#known.has(pid)).length
    }
  }

  /** Which processes are read, in this order: those that never were, those that are wanted, the others by age. */
  #queues(
    pids: readonly number[],
    first: ExactQuestion['first']
  ): { readonly unread: number[]; readonly wanted: number[]; readonly rest: number[] } {
    const old = Date.now() - FRESH
    const takenAt = (pid: number): number => this.#known.get(pid)?.takenAt ?? 0
    const sought = new Set(first.map(({ pid }) => pid))
    const known = pids.filter((pid) => this.#known.has(pid) && takenAt(pid) < old)
    const unread = pids.filter((pid) => !this.#known.has(pid))
    return {
      unread: [...unread.filter((pid) => sought.has(pid)), ...unread.filter((pid) => !sought.has(pid))],
      wanted: known.filter((pid) => sought.has(pid)),
      rest: known.filter((pid) => !sought.has(pid)).sort((a, b) => takenAt(a) - takenAt(b))
    }
  }

  /** @returns whether the process is still there */
  #readOne(pid: number, counts: boolean): boolean {
    const folder = `${this.#root}/${pid}`
    const statBytes = readSmall(`${folder}/stat`)
    const stat = statBytes === null ? null : parseProcessStat(statBytes)
    if (stat === null) {
      this.#known.delete(pid)
      return false
    }
    const before = this.#known.get(pid)
    const isSame = before?.process.startTime === stat.startTime
    // Kernel threads have no memory of their own; a zombie has none any more.
    const hasMemory = !stat.isKernelThread && stat.state !== 'Z' && stat.state !== 'X'
    const rollupBytes = hasMemory ? readSmall(`${folder}/smaps_rollup`) : null
    const rollup = rollupBytes === null ? null : parseSmapsRollup(rollupBytes)
    const cgroup = stat.isKernelThread ? null : readSmall(`${folder}/cgroup`)
    const oom = stat.isKernelThread ? null : readSmall(`${folder}/oom_score`)
    const oomScore = oom === null ? NaN : Number.parseInt(new TextDecoder().decode(oom), 10)
    const mappings = hasMemory && rollup !== null && counts ? countLines(`${folder}/maps`) : null
    const reading: ExactReading = {
      process: { pid, startTime: stat.startTime },
      takenAt: Date.now(),
      amounts: rollup === null ? null : exactAmounts(rollup),
      pssParts: rollup === null ? null : pssPartsOf(rollup),
      mappings: mappings ?? (isSame && !counts ? (before?.mappings ?? null) : null),
      oomScore: Number.isNaN(oomScore) ? null : oomScore,
      cgroup: cgroup === null ? null : parseProcessCgroup(cgroup)
    }
    this.#known.set(pid, reading)
    return true
  }
}
