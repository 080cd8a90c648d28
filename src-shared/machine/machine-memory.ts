import type { MemoryBar } from './memory-bar.ts'
import type { Meminfo } from './meminfo.ts'
import type { Pressure } from './pressure.ts'

/** A compressed swap device in memory. Bytes (Documentation/admin-guide/blockdev/zram.rst, mm_stat). */
export interface ZramDevice {
  readonly name: string
  /** What was written to it. */
  readonly originalBytes: number
  readonly compressedBytes: number
  /** What it takes of memory, with all that it needs besides. */
  readonly usedBytes: number
}

/** What the machine's memory is used for at one moment. */
export interface MachineMemory {
  /** All lines of meminfo. */
  readonly lines: Meminfo
  readonly bar: MemoryBar
  /** Null where the kernel has no PSI, or it is switched off. */
  readonly pressure: Pressure | null
  readonly zram: readonly ZramDevice[]
}

/** The first three numbers of a device's mm_stat; null where there are fewer. */
export function parseZram(name: string, text: string): ZramDevice | null {
  const [, original, compressed, used] = /^\s*(\d+)\s+(\d+)\s+(\d+)(?:\s|$)/.exec(text) ?? []
  return original === undefined
    ? null
    : { name, originalBytes: Number(original), compressedBytes: Number(compressed), usedBytes: Number(used) }
}
