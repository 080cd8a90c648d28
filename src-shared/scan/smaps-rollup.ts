import type { Rollup } from '../memory/capture.ts'

const decoder = new TextDecoder()

/** The `kB` lines of /proc/PID/smaps_rollup (Linux 4.14). @returns null when there are none */
export function parseSmapsRollup(bytes: Uint8Array): Rollup | null {
  const numbers: Record<string, number> = {}
  for (const line of decoder.decode(bytes).split('\n')) {
    const match = /^(\w+):\s+(\d+) kB$/.exec(line)
    if (match) numbers[match[1]!] = Number(match[2])
  }
  return Object.keys(numbers).length > 0 ? numbers : null
}
