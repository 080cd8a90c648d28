import { spawn } from 'node:child_process'
import { findProgram } from '#main/source/find-program.ts'

/** What the scanner may print: 2.7 million ranges. A process with more is read from pagemap. */
const LARGEST_OUTPUT = 64 * 1024 * 1024

const hex = (address: bigint): string => address.toString(16)

/** The page scanner's path, or null where it was not compiled: pages then have fewer facts. */
export function findPageScanner(): string | null {
  return findProgram('helper/vmatlas-page-scan')
}

/**
 * Starts the scanner for an address range; it works while others read.
 * @returns its output; null where the kernel can't scan (before Linux 6.7), or the process may not be read or is gone
 */
export function scanPages(program: string, pid: number, start: bigint, end: bigint): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const child = spawn(program, [String(pid), hex(start), hex(end)], { stdio: ['ignore', 'pipe', 'ignore'], env: {} })
    const parts: Buffer[] = []
    let size = 0
    child.stdout.on('data', (part: Buffer) => {
      size += part.length
      if (size > LARGEST_OUTPUT) child.kill('SIGKILL')
      else parts.push(part)
    })
    child.on('error', () => resolve(null))
    child.on('close', (status) => resolve(status === 0 ? new Uint8Array(Buffer.concat(parts)) : null))
  })
}
