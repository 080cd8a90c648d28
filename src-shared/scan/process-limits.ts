const decoder = new TextDecoder()

/**
 * Soft limits of /proc/PID/limits in bytes (or what their unit is) by the kernel's names: `Max core file size`, `Max locked
 * memory`… Null is unlimited. The kernel writes columns of fixed width: 26 letters for the name (fs/proc/base.c).
 */
export function parseProcessLimits(bytes: Uint8Array): Readonly<Record<string, number | null>> {
  const limits: Record<string, number | null> = {}
  for (const line of decoder.decode(bytes).split('\n').slice(1)) {
    const found = /^(Max [a-z -]+?) {2,}(unlimited|\d+) /.exec(line)
    if (found !== null) limits[found[1]!] = found[2] === 'unlimited' ? null : Number(found[2])
  }
  return limits
}
