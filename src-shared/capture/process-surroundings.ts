import type { Surroundings } from '../memory/capture.ts'
import { parseProcessLimits } from '../scan/process-limits.ts'

/** Files that report what is allowed to a process, as the kernel writes them. */
export interface SurroundingFiles {
  /** /proc/PID/limits. */
  readonly limits?: Uint8Array | null | undefined
  /** /proc/PID/coredump_filter. */
  readonly coredump_filter?: Uint8Array | null | undefined
  /** /proc/sys/vm/max_map_count. */
  readonly max_map_count?: Uint8Array | null | undefined
}

const decoder = new TextDecoder()

function numberOf(bytes: Uint8Array | null | undefined, radix: number): number | null {
  const value = bytes == null ? NaN : parseInt(decoder.decode(bytes), radix)
  return Number.isNaN(value) ? null : value
}

/** What is allowed to a process; what no file reports is null. */
export function surroundingsOf({
  limits,
  coredump_filter: filter,
  max_map_count: most
}: SurroundingFiles): Surroundings {
  return {
    maxMapCount: numberOf(most, 10),
    limits: limits == null ? null : parseProcessLimits(limits),
    coredumpFilter: numberOf(filter, 16)
  }
}

/** The same as the kernel would write it, as far as it is known. */
export function surroundingTexts({ maxMapCount, limits, coredumpFilter }: Surroundings): Record<string, string> {
  const texts: Record<string, string> = {}
  if (limits !== null) {
    const lines = Object.entries(limits).map(
      ([name, soft]) => `${name.padEnd(26)}${String(soft ?? 'unlimited').padEnd(21)}\n`
    )
    texts['limits'] = `${'Limit'.padEnd(26)}Soft Limit\n${lines.join('')}`
  }
  if (coredumpFilter !== null) texts['coredump_filter'] = `${coredumpFilter.toString(16).padStart(8, '0')}\n`
  if (maxMapCount !== null) texts['max_map_count'] = `${maxMapCount}\n`
  return texts
}
