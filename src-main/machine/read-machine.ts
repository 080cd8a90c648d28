import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseZram, type MachineMemory, type ZramDevice } from '#shared/machine/machine-memory.ts'
import { memoryBar } from '#shared/machine/memory-bar.ts'
import { parseMeminfo } from '#shared/machine/meminfo.ts'
import { parsePressure } from '#shared/machine/pressure.ts'
import { FailureError } from '#shared/contract/failure.ts'

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
      return stat === null ? [] : (parseZram(name, new TextDecoder().decode(stat)) ?? [])
    })
}

/** Reads what the machine's memory is used for. @throws FailureError when there is no meminfo */
export function readMachine(procRoot = '/proc', sysRoot = '/sys'): MachineMemory {
  const bytes = tryRead(join(procRoot, 'meminfo'))
  const meminfo = bytes === null ? null : parseMeminfo(bytes)
  if (meminfo === null) throw new FailureError('unsupported', 'meminfo', 'it could not be read')
  const pressure = tryRead(join(procRoot, 'pressure/memory'))
  return {
    lines: meminfo,
    bar: memoryBar(meminfo),
    pressure: pressure === null ? null : parsePressure(pressure),
    zram: readZram(join(sysRoot, 'block'))
  }
}
