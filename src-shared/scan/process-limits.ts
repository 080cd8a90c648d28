const decoder = new TextDecoder()
const NAME_WIDTH = 26

/**
 * Soft limits of /proc/PID/limits in bytes (or what their unit is) by the kernel's names: `Max core file size`, `Max locked
 * memory`… Null is unlimited. The kernel writes columns of fixed width: 26 letters for the name (fs/proc/base.c).
 */
export function parseProcessLimits(bytes: Uint8Array): Readonly<Record<string, number | null>> {
  const limits: Record<string, number | null> = {}
  for (const line of decoder.decode(bytes).split('\n').slice(1)) {
    const name = line.slice(0, NAME_WIDTH).trimEnd()
    const [soft = ''] = line.slice(NAME_WIDTH).split(' ', 1)
    if (!name.startsWith('Max ') || !/^(?:unlimited|\d{1,20})$/.test(soft)) continue
    limits[name] = soft === 'unlimited' ? null : Number(soft)
  }
  return limits
}
