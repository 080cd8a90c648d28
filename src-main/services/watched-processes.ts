import { readFileSync } from 'node:fs'
import { endOfProcess } from '#main/recorder/end-of-process.ts'
import { OomWatch } from '#main/recorder/oom-killer.ts'
import type { Recorder } from '#main/recorder/recorder.ts'
import type { CaptureOptions } from '#shared/contract/host.ts'
import { endReasonText } from '#shared/memory/end-reason.ts'
import { processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'
import { TRAIT_ZOMBIE, type ProcessList } from '#shared/memory/process-list.ts'
import { textAt } from '#shared/memory/text-list.ts'

/** How a process is read, as whoever watches it asked. */
export type ReadingDepth = Pick<CaptureOptions, 'detail' | 'evidence'>

interface Watched {
  readonly process: ProcessKey
  readonly oom: OomWatch
  /** Null of a process that is read by other means. */
  depth: ReadingDepth | null
  /** Its children, once they were seen, by their keys. */
  children: Set<string> | null
  /** When it was last captured, `performance.now()`. */
  capturedAt: number
}

/** Most that are followed; of those watched longest ago, children and ends are not looked at any more. */
const MOST = 8

/** The processes that were watched last: their children, how they end, and when they were captured. */
export class WatchedProcesses {
  readonly #recorder: Recorder
  readonly #root: string
  /** The one that was captured last comes last. */
  readonly #watched = new Map<string, Watched>()

  /** @param root of /proc */
  constructor(recorder: Recorder, root: string) {
    this.#recorder = recorder
    this.#root = root
  }

  /** A capture of it was kept. */
  captured(process: ProcessKey, depth: ReadingDepth | null): void {
    const key = processKeyText(process)
    const known = this.#watched.get(key)
    this.#watched.delete(key)
    this.#watched.set(key, {
      process,
      oom: known?.oom ?? new OomWatch(process.pid, this.#root),
      depth,
      children: known?.children ?? null,
      capturedAt: performance.now()
    })
    const [oldest] = this.#watched.keys()
    if (this.#watched.size > MOST && oldest !== undefined) this.#watched.delete(oldest)
  }

  /** The process that was watched last, when its latest capture is older than that, milliseconds. */
  due(age: number): { readonly process: ProcessKey; readonly depth: ReadingDepth } | null {
    const last = [...this.#watched.values()].at(-1)
    if (last === undefined || last.depth === null || performance.now() - last.capturedAt < age) return null
    return { process: last.process, depth: last.depth }
  }

  /** Passes to the recorder what a list reports about them. @returns those of which there is news */
  follow(list: ProcessList): ProcessKey[] {
    return [...this.#watched.values()].filter((watched) => this.#hasNews(watched, list)).map(({ process }) => process)
  }

  #hasNews(watched: Watched, list: ProcessList): boolean {
    const { process, oom } = watched
    const row = list.pid.indexOf(process.pid)
    const isThere = row >= 0 && list.startTime[row] === process.startTime
    if (!isThere || (list.traits[row]! & TRAIT_ZOMBIE) !== 0) {
      const end = isThere ? endOfProcess(this.#stat(process.pid)) : null
      this.#recorder.ended(process, endReasonText(oom.reasonWith(end?.reason ?? null)))
      this.#watched.delete(processKeyText(process))
      return true
    }
    oom.look()
    const fresh = this.#newChildren(watched, list)
    if (fresh.length > 0) this.#recorder.forked(process, fresh.length, fresh.length === 1 ? fresh[0]! : '')
    return fresh.length > 0
  }

  #stat(pid: number): Uint8Array | null {
    try {
      return readFileSync(`${this.#root}/${pid}/stat`)
    } catch {
      return null
    }
  }

  /** Names of children that were not there at the last list. */
  #newChildren(watched: Watched, list: ProcessList): string[] {
    const known = watched.children
    const now = new Set<string>()
    const fresh: string[] = []
    for (let at = 0; at < list.count; at++) {
      if (list.ppid[at] !== watched.process.pid) continue
      const key = processKeyText({ pid: list.pid[at]!, startTime: list.startTime[at]! })
      now.add(key)
      if (known !== null && !known.has(key)) fresh.push(textAt(list.name, at))
    }
    watched.children = now
    return fresh
  }
}
