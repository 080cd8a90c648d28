import { readFileSync, readlinkSync } from 'node:fs'

const O_ACCMODE = 3
const O_RDWR = 2
/** Programs that never open /dev/null for reading and writing when they are asked to throw output away. */
const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'mksh', 'ash', 'busybox', 'fish'])

/** Whether a descriptor is /dev/null for reading and writing. @throws where that may not be seen */
function isNullBothWays(pid: string, descriptor: number): boolean {
  if (readlinkSync(`/proc/${pid}/fd/${descriptor}`) !== '/dev/null') return false
  const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/${descriptor}`, 'utf8'))?.[1]
  return (Number.parseInt(flags ?? '0', 8) & O_ACCMODE) === O_RDWR
}

/**
 * Whether a shell started this program with the descriptor closed (`>&-`). Node opens /dev/null instead, for reading and
 * writing (`PlatformInit` in src/node.cc), and so hides what every other program reports as a write error. Other launchers
 * open /dev/null that way themselves to throw output away; only of a shell, and one whose own output is something else, it
 * is certain.
 */
export function wasClosedByShell(descriptor: number): boolean {
  try {
    if (!isNullBothWays('self', descriptor)) return false
    const parent = String(process.ppid)
    const name = readFileSync(`/proc/${parent}/comm`, 'utf8').trim()
    return SHELLS.has(name) && !isNullBothWays(parent, descriptor)
  } catch {
    return false
  }
}
