import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cgroupFileNames } from '#shared/machine/cgroup-memory.ts'
import type { CgroupOfProcess } from '#shared/machine/cgroup-path.ts'
import { findCgroupMounts } from './read-cgroup.ts'

/** A file as a snapshot keeps it: its path below the moment's folder, and its bytes. */
export interface MachineFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** With more cgroups a snapshot would be full of files; those of the first processes are kept. */
const MOST_CGROUPS = 300

function read(path: string, at: string): MachineFile[] {
  try {
    const bytes = new Uint8Array(readFileSync(at))
    return bytes.length === 0 ? [] : [{ path, bytes }]
  } catch {
    // Not every kernel has each of them.
    return []
  }
}

function zramFiles(sysRoot: string): MachineFile[] {
  try {
    return readdirSync(join(sysRoot, 'block'))
      .filter((name) => /^zram\d+$/.test(name))
      .flatMap((name) => read(`sys/block/${name}/mm_stat`, join(sysRoot, 'block', name, 'mm_stat')))
  } catch {
    return []
  }
}

/** The cgroups and all above them, each once. */
function withParents(cgroups: readonly CgroupOfProcess[]): CgroupOfProcess[] {
  const found = new Map<string, CgroupOfProcess>()
  for (const { version, path } of cgroups) {
    const parts = path.split('/').filter((part) => part !== '')
    if (parts.includes('..')) continue
    for (let length = parts.length; length >= 0; length--) {
      const own = `/${parts.slice(0, length).join('/')}`
      found.set(`${version} ${own}`, { version, path: own })
    }
  }
  return [...found.values()].slice(0, MOST_CGROUPS)
}

function cgroupFiles(cgroups: readonly CgroupOfProcess[], procRoot: string): MachineFile[] {
  let mountinfo: string
  try {
    mountinfo = readFileSync(join(procRoot, 'self/mountinfo'), 'utf8')
  } catch {
    return []
  }
  const mounts = findCgroupMounts(mountinfo)
  return withParents(cgroups).flatMap(({ version, path }) => {
    const mount = version === 1 ? mounts.memory : mounts.unified
    if (mount === null) return []
    const folder = `sys/fs/cgroup${version === 1 ? '/memory' : ''}${path === '/' ? '' : path}`
    return cgroupFileNames(version).flatMap((name) => read(`${folder}/${name}`, join(mount, path, name)))
  })
}

/** What a snapshot keeps of the machine beside its processes, as the kernel wrote it (docs/snapshot-format.md). */
export function machineFiles(cgroups: readonly CgroupOfProcess[], procRoot = '/proc', sysRoot = '/sys'): MachineFile[] {
  return [
    ...read('meminfo', join(procRoot, 'meminfo')),
    ...read('pressure/memory', join(procRoot, 'pressure/memory')),
    ...zramFiles(sysRoot),
    ...cgroupFiles(cgroups, procRoot)
  ]
}
