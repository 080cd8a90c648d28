import { readFileSync } from 'node:fs'

/** Whether the machine has more than one NUMA node that is in use (Documentation/ABI/stable/sysfs-devices-node): `0`, or `0-1`. */
export function hasSeveralNodes(file = '/sys/devices/system/node/online'): boolean {
  try {
    return /[-,]/.test(readFileSync(file, 'latin1'))
  } catch {
    return false
  }
}
