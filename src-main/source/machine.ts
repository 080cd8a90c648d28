import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { arch, hostname, release, totalmem, userInfo } from 'node:os'
import type { MachineDescription } from '#shared/contract/host.ts'

const AT_PAGESZ = 6n

/** The machine's page size in bytes, from the auxiliary vector of this process (getauxval(3)); 4096 where it can't be read. */
export function pageSize(): number {
  try {
    const words = new BigUint64Array(new Uint8Array(readFileSync('/proc/self/auxv')).buffer)
    for (let at = 0; at + 1 < words.length; at += 2) if (words[at] === AT_PAGESZ) return Number(words[at + 1])
  } catch {
    // Not dumpable, or a 32-bit vector: the system's own tool is asked.
    try {
      return Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }))
    } catch {
      return 4096
    }
  }
  return 4096
}

function readNumber(file: string): number | null {
  try {
    const value = Number(readFileSync(file, 'utf8'))
    return Number.isFinite(value) ? value : null
  } catch {
    return null
  }
}

/** The user's name, or the user id where the system has no name for it. */
export function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A user id without an entry, as in containers.
    return String(process.getuid?.() ?? '')
  }
}

export function describeMachine(): MachineDescription {
  return {
    hostName: hostname(),
    kernel: release(),
    architecture: arch(),
    pageSize: pageSize(),
    user: userName(),
    privileged: process.geteuid?.() === 0,
    maxMapCount: readNumber('/proc/sys/vm/max_map_count'),
    memoryKb: Math.floor(totalmem() / 1024)
  }
}
