import { constants } from 'node:os'
import type { EndReason } from '#shared/memory/end-reason.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'

const decoder = new TextDecoder()

/** The meaning of a wait status (man 2 wait): the program's own status, or the signal that ended it. */
export function reasonOfWaitStatus(status: number): EndReason {
  const signal = status & 0x7f
  return signal === 0
    ? { kind: 'status', value: String((status >> 8) & 0xff) }
    : { kind: 'signal', value: signalName(signal) }
}

/** `SIGKILL`, or the number where it has no name here. */
export function signalName(signal: number): string {
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}`
}

/** That a process has ended, and why; null where that is not known. */
export interface ProcessEnd {
  readonly reason: EndReason | null
}

/**
 * Whether a process has ended, by its stat file, and how.
 * @param stat its bytes; null when there is no such process any more
 * @returns null while it runs
 */
export function endOfProcess(stat: Uint8Array | null): ProcessEnd | null {
  if (stat === null) return { reason: null }
  const parsed = parseProcessStat(stat)
  if (parsed === null || (parsed.state !== 'Z' && parsed.state !== 'X')) return null
  // The first thread may have ended before the others, which keep the process going.
  if (parsed.threads > 1) return null
  const text = decoder.decode(stat)
  // Field 52, exit_code, which the kernel shows to whoever may trace it; the first one behind the name is field 3.
  const code = Number(
    text
      .slice(text.lastIndexOf(')') + 2)
      .trimEnd()
      .split(' ')[49] ?? NaN
  )
  // To whoever may not, it shows 0.
  const isKnown = Number.isInteger(code) && (code !== 0 || process.geteuid?.() === 0)
  return { reason: isKnown ? reasonOfWaitStatus(code) : null }
}
