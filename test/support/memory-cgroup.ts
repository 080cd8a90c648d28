import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A cgroup whose processes get no more memory than they may have. */
export interface MemoryCgroup {
  /** Whoever writes a pid into this file puts that process into the cgroup. */
  readonly procs: string
  /** Its processes must have ended. */
  remove(): void
}

/** The files that limit memory: of cgroup 2 and of cgroup 1. What swaps instead would not be ended. */
const VERSIONS = [
  { root: '/sys/fs/cgroup', memory: 'memory.max', swap: ['memory.swap.max', 0] },
  { root: '/sys/fs/cgroup/memory', memory: 'memory.limit_in_bytes', swap: ['memory.swappiness', 0] }
] as const

/** @param bytes that its processes may have together @returns null where this user can't limit memory */
export function memoryCgroup(bytes: number): MemoryCgroup | null {
  for (const { root, memory, swap } of VERSIONS) {
    const folder = join(root, `vmatlas-test-${process.pid}`)
    const remove = (): void => rmdirSync(folder)
    try {
      mkdirSync(folder)
    } catch {
      continue
    }
    try {
      // In a folder of another file system, or where the controller is switched off, there is no such file.
      if (!existsSync(join(folder, memory))) throw new Error(`there is no ${memory}`)
      writeFileSync(join(folder, memory), String(bytes))
      if (existsSync(join(folder, swap[0]))) writeFileSync(join(folder, swap[0]), String(swap[1]))
      return { procs: join(folder, 'cgroup.procs'), remove }
    } catch {
      remove()
    }
  }
  return null
}
