import type { Looking } from '#shared/memory/capture.ts'
import { leftUnlooked } from '#shared/memory/look-words.ts'
import { leastLooked, lookedMembers, type LookedJson } from '#shared/memory/looking.ts'

/** Says of a process what could not be looked at, so that a part is not taken for the whole. */
export function tellUnlooked(
  pid: number,
  looking: Looking | null | undefined,
  isOfFile: boolean,
  tell: (words: string) => void
): void {
  const left = looking == null ? null : leftUnlooked(looking, isOfFile)
  if (left !== null) tell(pid === 0 ? left : `process ${pid}: ${left}`)
}

/** What of processes was not looked at, at one or more of several moments. */
export class LookedAt {
  readonly #byPid = new Map<number, Looking>()

  add(pid: number, looking: Looking | undefined): void {
    const least = leastLooked([this.#byPid.get(pid) ?? null, looking ?? null])
    if (least !== null) this.#byPid.set(pid, least)
  }

  tell(isOfFile: boolean, tell: (words: string) => void): void {
    for (const [pid, looking] of this.#byPid) tellUnlooked(pid, looking, isOfFile, tell)
  }

  /** For other programs. */
  get members(): (LookedJson & { readonly pid: number })[] {
    return [...this.#byPid].map(([pid, looking]) => ({ pid, ...lookedMembers(looking) }))
  }
}
