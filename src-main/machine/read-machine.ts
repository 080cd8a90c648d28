import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryBar, type MemoryBar } from '#shared/machine/memory-bar.ts'
import { parseMeminfo } from '#shared/machine/meminfo.ts'
import { parsePressure, type Pressure } from '#shared/machine/pressure.ts'
import { FailureError } from '#shared/contract/failure.ts'

/** A compressed swap device in memory. Bytes (Documentation/admin-guide/blockdev/zram.rst, mm_stat). */
export interface ZramDevice {
  readonly name: string
  /** What was written to it. */
  readonly originalBytes: number
  readonly compressedBytes: number
  /** What it takes of memory, with all that it needs besides. */
  readonly usedBytes: number
}

export interface MachineMemory {
  readonly bar: MemoryBar
  /** Null where the kernel has no PSI, or it is switched off. */
  readonly pressure: Pressure | null
  readonly zram: readonly ZramDevice[]
}

function tryRead(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

function readZram(blockDevices: string): ZramDevice[] {
  let names: string[]
  try {
    names = readdirSync(blockDevices)
  } catch {
    return []
  }
  return names
    .filter((name) => /^zram\d+$/.test(name))
    .flatMap((name) => {
      const stat = tryRead(join(blockDevices, name, 'mm_stat'))
      const [originalBytes, compressedBytes, usedBytes] = (stat === null ? '' : new TextDecoder().decode(stat))
        .trim()
        .split(/ +/)
        .map(Number)
      return originalBytes === undefined || compressedBytes === undefined || usedBytes === undefined
        ? []
        : [{ name, originalBytes, compressedBytes, usedBytes }]
    })
}

/** Reads what the machine's memory is used for. @throws FailureError when there is no meminfo */
export function readMachine(procRoot = '/proc', sysRoot = '/sys'): MachineMemory {
  const bytes = tryRead(join(procRoot, 'meminfo'))
  const meminfo = bytes === null ? null : parseMeminfo(bytes)
  if (meminfo === null) throw new FailureError('unsupported', 'meminfo', 'it could not be read')
  const pressure = tryRead(join(procRoot, 'pressure/memory'))
  return {
    bar: memoryBar(meminfo),
    pressure: pressure === null ? null : parsePressure(pressure),
    zram: readZram(join(sysRoot, 'block'))
  }
}
