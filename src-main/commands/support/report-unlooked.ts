import type { Looking } from '#shared/memory/capture.ts'
import { leftUnlooked } from '#shared/memory/look-words.ts'
import { leastLooked, lookedMembers, type LookedJson } from '#shared/memory/looking.ts'

/** Reports what could not be looked at in a process, so that a part is not taken for the whole. */
export function reportUnlooked(
  pid: number,
  looking: Looking | null | undefined,
  isOfFile: boolean,
  report: (words: string) => void
): void {
  const left = looking == null ? null : leftUnlooked(looking, isOfFile)
  if (left !== null) report(pid === 0 ? left : `process ${pid}: ${left}`)
}

/** What was not looked at in processes, at one or more of several moments. */
export class LookedAt {
  readonly #byPid = new Map<number, Looking>()

  add(pid: number, looking: Looking | undefined): void {
    const least = leastLooked([this.#byPid.get(pid) ?? null, looking ?? null])
    if (least !== null) this.#byPid.set(pid, least)
  }

  report(isOfFile: boolean, report: (words: string) => void): void {
    for (const [pid, looking] of this.#byPid) reportUnlooked(pid, looking, isOfFile, report)
  }

  /** For other programs. */
  get members(): (LookedJson & { readonly pid: number })[] {
    return [...this.#byPid].map(([pid, looking]) => ({ pid, ...lookedMembers(looking) }))
  }
}
