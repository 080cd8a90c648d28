import { readFileSync, statSync } from 'node:fs'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { shmMinorOf } from '#shared/memory/shm-minor.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { scanMappings } from '#shared/scan/mapping-scanner.ts'
import type { CommandIo } from './command.ts'
import { openProcess, type PmapProcess } from './pmap-source.ts'

const STDIN = 0

/** A process of which only one text of maps or smaps is known. */
function processOfText(bytes: Uint8Array, pid: number, title: string): PmapProcess {
  return {
    pid,
    title: new TextEncoder().encode(title),
    readReport(file) {
      const { table, kind, skippedCount } = scanMappings(bytes)
      if (file === 'smaps' && kind === 'maps') throw new FailureError('unsupported', title, 'it holds maps, not smaps')
      return { table, skippedCount, startStack: stackOf(bytes), shmMinor: shmMinorOf(table) }
    }
  }
}

/** Without stat, the end of the kernel's [stack] stands in for the place where the stack began. */
function stackOf(bytes: Uint8Array): bigint | null {
  const line = /^[0-9a-f]+-([0-9a-f]+) .*\[stack\]$/m.exec(new TextDecoder('latin1').decode(bytes))?.[1]
  return line === undefined ? null : BigInt(`0x${line}`) - 1n
}

/** Processes of a directory that mirrors /proc: all of them when no pid is given. */
function processesOfFolder(folder: string, pids: readonly number[]): (PmapProcess | null)[] {
  const wanted =
    pids.length > 0
      ? pids
      : readdirSync(folder)
          .filter((name) => /^[1-9]\d*$/.test(name))
          .map(Number)
  return wanted.map((pid) => openProcess(pid, folder))
}

/** What --from names: a directory like /proc, a file of maps or smaps, or `-` for standard input. */
export async function openSource(
  from: string,
  pids: readonly number[],
  io: CommandIo
): Promise<readonly (PmapProcess | null)[] | number> {
  try {
    if (from !== '-' && statSync(from).isDirectory()) {
      const hasOne = ['maps', 'smaps'].some(
        (name) => statSync(join(from, name), { throwIfNoEntry: false }) !== undefined
      )
      if (!hasOne) return processesOfFolder(from, pids)
      const name = statSync(join(from, 'smaps'), { throwIfNoEntry: false }) ? 'smaps' : 'maps'
      return [processOfText(readFileSync(join(from, name)), pids[0] ?? 0, from)]
    }
    return [processOfText(readFileSync(from === '-' ? STDIN : from), pids[0] ?? 0, from)]
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    io.stderr.write(`pmap: ${from} could not be read (${code})\n`)
    return 1
  }
}
