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
/** What is in sight is not read anew before it is this old, milliseconds. */
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
 * Reads what is slow to read of all processes, a few at a time: those that are asked for first, then the one whose reading
 * is oldest. Keeps the last reading of each, so use one reader again and again.
 */
export class ExactReader {
  readonly #root: string
  readonly #known = new Map<number, ExactReading>()

  constructor(root = PROC_ROOT) {
    this.#root = root
  }

  read({ first, since, milliseconds, counts }: ExactQuestion): ExactNumbers {
    const began = performance.now()
    const pids = readdirSync(this.#root).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
    const there = new Set(pids)
    for (const pid of this.#known.keys()) if (!there.has(pid)) this.#known.delete(pid)
    for (const pid of this.#inOrder(pids, first)) {
      // It has ended meanwhile.
      if (!this.#readOne(pid, counts)) there.delete(pid)
      if (performance.now() - began >= milliseconds) break
    }
    return {
      readings: [...this.#known.values()].filter(({ takenAt }) => takenAt >= since),
      milliseconds: performance.now() - began,
      unread: [...there].filter((pid) => !this.#known.has(pid)).length
    }
  }

  #inOrder(pids: readonly number[], first: ExactQuestion['first']): number[] {
    const old = Date.now() - FRESH
    const takenAt = (pid: number): number => this.#known.get(pid)?.takenAt ?? 0
    const wanted = first.map(({ pid }) => pid).filter((pid) => takenAt(pid) < old)
    const before = new Set(wanted)
    const rest = pids.filter((pid) => !before.has(pid) && takenAt(pid) < old).sort((a, b) => takenAt(a) - takenAt(b))
    return [...before, ...rest]
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
