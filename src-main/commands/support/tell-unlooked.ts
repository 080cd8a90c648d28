import type { Looking } from '#shared/memory/capture.ts'
import { leftUnlooked } from '#shared/memory/look-words.ts'

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
