import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files that pmap reads of a process. */
export const FROZEN_FILES = ['stat', 'status', 'cmdline', 'maps', 'smaps'] as const
export type FrozenFiles = Partial<Record<(typeof FROZEN_FILES)[number], Uint8Array>>

/** Copies a process's files, so that both programs read the very same bytes. */
export function freeze(pid: number): FrozenFiles {
  const files: FrozenFiles = {}
  for (const name of FROZEN_FILES) files[name] = readFileSync(`/proc/${pid}/${name}`)
  return files
}

export function writeFrozen(folder: string, files: FrozenFiles): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
}

/** Invented files of a process: its mappings under the numbers and names of an ordinary one. */
export function invent(pid: number, smaps: string | Uint8Array, commandLine = 'invented\0process\0'): FrozenFiles {
  const bytes = typeof smaps === 'string' ? Buffer.from(smaps, 'latin1') : smaps
  const maps = Buffer.from(bytes)
    .toString('latin1')
    .split('\n')
    .filter((line) => /^[0-9a-f]+-[0-9a-f]+ /.test(line))
  const zeros = ' 0'.repeat(24)
  return {
    stat: Buffer.from(`${pid} (invented) S 1 1 1 0 -1 4194560 1 1 1 1 1 1 1 1 20 0 1 0 100 4096 1${zeros}\n`),
    status: Buffer.from(`Name:\tinvented\nTgid:\t${pid}\nPid:\t${pid}\n`),
    cmdline: Buffer.from(commandLine),
    maps: Buffer.from(maps.map((line) => `${line}\n`).join(''), 'latin1'),
    smaps: bytes
  }
}

/** Whether mounts can be made in a namespace of one's own: root, or a system that allows it. */
export function canFreeze(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' })
    return process.getuid?.() === 0
  } catch {
    return false
  }
}
