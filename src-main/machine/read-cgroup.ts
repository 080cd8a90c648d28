import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  cgroupFileNames,
  parseCgroupMemory,
  type CgroupFiles,
  type CgroupMemory
} from '#shared/machine/cgroup-memory.ts'
import type { CgroupOfProcess } from '#shared/machine/cgroup-path.ts'

/** Where the hierarchies that count memory are mounted; null where there is none. */
export interface CgroupMounts {
  readonly unified: string | null
  readonly memory: string | null
}

/** mountinfo escapes blanks and the like as three octal digits (proc_pid_mountinfo(5)). */
const unescape = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))

/** Finds the mounts in /proc/self/mountinfo. */
export function findCgroupMounts(mountinfo: string): CgroupMounts {
  let unified: string | null = null
  let memory: string | null = null
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ')
    const mountPoint = before.split(' ')[4]
    const [type, , options = ''] = after.split(' ')
    if (mountPoint === undefined) continue
    if (type === 'cgroup2') unified ??= unescape(mountPoint)
    else if (type === 'cgroup' && options.split(',').includes('memory')) memory ??= unescape(mountPoint)
  }
  return { unified, memory }
}

function readFiles(folder: string, version: 1 | 2): CgroupFiles {
  const files: Record<string, Uint8Array> = {}
  for (const name of cgroupFileNames(version)) {
    try {
      files[name] = readFileSync(join(folder, name))
    } catch {
      // Not every kernel, and not the root, has each of them.
    }
  }
  return files
}

/**
 * The memory of a process's cgroup and of those around it, from the innermost to the root; empty where the hierarchy is not
 * mounted here or lies outside of this cgroup namespace.
 */
export function readCgroupPath({ version, path }: CgroupOfProcess, mounts: CgroupMounts): CgroupMemory[] {
  const mount = version === 1 ? mounts.memory : mounts.unified
  const parts = path.split('/').filter((part) => part !== '')
  if (mount === null || parts.includes('..')) return []
  return Array.from({ length: parts.length + 1 }, (_, up) => {
    const own = `/${parts.slice(0, parts.length - up).join('/')}`
    return parseCgroupMemory(version, own, readFiles(join(mount, own), version))
  })
}
