import { cgroupFileNames, parseCgroupMemory, type CgroupFiles, type CgroupMemory } from '../../machine/cgroup-memory.ts'
import type { CgroupOfProcess } from '../../machine/cgroup-path.ts'
import { parseZram, type MachineMemory, type ZramDevice } from '../../machine/machine-memory.ts'
import { memoryBar } from '../../machine/memory-bar.ts'
import { parseMeminfo } from '../../machine/meminfo.ts'
import { parsePressure } from '../../machine/pressure.ts'
import type { ImportedMoment } from '../importer.ts'
import type { TreeFile } from './process-tree.ts'

/** What the machine's files report at a moment. */
export type MachineOfTree = Required<Pick<ImportedMoment, 'machine' | 'cgroups'>>

/** No kernel writes more; what is larger is no such file. */
const MOST_BYTES = 1024 * 1024
/** Of each node there is a meminfo of its own (/sys/devices/system/node). */
const OF_NODE = /(?:^|\/)node\d+\/meminfo$/
const MEMINFO = /(?:^|\/)meminfo$/
const PRESSURE = /(?:^|\/)pressure\/memory$/
const ZRAM = /(?:^|\/)sys\/block\/(zram\d{1,4})\/mm_stat$/
/** Where each version is usually mounted: version 1 by its controller, version 2 by itself or beside it. */
const CGROUP_ROOT = '/sys/fs/cgroup/'
const CGROUP_FILE = /^memory\.[a-z_.]+$/

function readOr(file: TreeFile | undefined): Uint8Array | null {
  if (file === undefined) return null
  try {
    return file.read(MOST_BYTES)
  } catch {
    return null
  }
}

/** The one nearest to the top: copies of others' lie deeper. */
function topmost(files: readonly TreeFile[], pattern: RegExp): TreeFile | undefined {
  return files
    .filter(({ path }) => pattern.test(path) && !OF_NODE.test(path))
    .reduce<TreeFile | undefined>((a, b) => (a === undefined || b.path.length < a.path.length ? b : a), undefined)
}

function zramOf(files: readonly TreeFile[]): ZramDevice[] {
  return files.flatMap((file) => {
    const name = ZRAM.exec(file.path)?.[1]
    const bytes = name === undefined ? null : readOr(file)
    const device = bytes === null ? null : parseZram(name!, new TextDecoder().decode(bytes))
    return device === null ? [] : [device]
  })
}

type CgroupTree = ReadonlyMap<string, Readonly<Record<string, TreeFile>>>

const cgroupKey = (version: 1 | 2, path: string): string => `${version} ${path}`

/** Which cgroup a file of this path belongs to, and what it is called there; null where it belongs to none. */
function cgroupOfFile(filePath: string): { version: 1 | 2; path: string; name: string } | null {
  const path = `/${filePath}`
  const root = path.indexOf(CGROUP_ROOT)
  if (root === -1) return null
  const parts = path.slice(root + CGROUP_ROOT.length).split('/')
  const name = parts.pop()!
  if (!CGROUP_FILE.test(name)) return null
  const version = parts[0] === 'memory' ? 1 : 2
  if (version === 1 || parts[0] === 'unified') parts.shift()
  return { version, path: `/${parts.join('/')}`, name }
}

/** Files of cgroups by version and path. */
function cgroupTree(files: readonly TreeFile[]): CgroupTree {
  const found = new Map<string, Record<string, TreeFile>>()
  for (const file of files) {
    const cgroup = cgroupOfFile(file.path)
    if (cgroup === null) continue
    const { name } = cgroup
    const key = cgroupKey(cgroup.version, cgroup.path)
    const own = found.get(key)
    if (own === undefined) found.set(key, { [name]: file })
    else own[name] = file
  }
  return found
}

function cgroupPath(tree: CgroupTree, { version, path }: CgroupOfProcess): CgroupMemory[] {
  if (tree.size === 0) return []
  const parts = path.split('/').filter((part) => part !== '')
  return Array.from({ length: parts.length + 1 }, (_, up) => {
    const own = `/${parts.slice(0, parts.length - up).join('/')}`
    const files = tree.get(cgroupKey(version, own)) ?? {}
    const read: Record<string, Uint8Array> = {}
    for (const name of cgroupFileNames(version)) {
      const bytes = readOr(files[name])
      if (bytes !== null) read[name] = bytes
    }
    return parseCgroupMemory(version, own, read satisfies CgroupFiles)
  })
}

/**
 * The machine's memory and its cgroups, from files that mirror /proc and /sys: `proc/meminfo`, `proc/pressure/memory`,
 * `sys/fs/cgroup/…/memory.stat`. Nothing is unpacked before it is asked for.
 */
export function machineOfTree(files: readonly TreeFile[]): MachineOfTree {
  const meminfo = topmost(files, MEMINFO)
  const pressure = topmost(files, PRESSURE)
  let cgroups: CgroupTree | null = null
  return {
    machine(): MachineMemory | null {
      const bytes = readOr(meminfo)
      const parsed = bytes === null ? null : parseMeminfo(bytes)
      if (parsed === null) return null
      const text = readOr(pressure)
      return {
        lines: parsed,
        bar: memoryBar(parsed),
        pressure: text === null ? null : parsePressure(text),
        zram: zramOf(files)
      }
    },
    cgroups: (cgroup) => cgroupPath((cgroups ??= cgroupTree(files)), cgroup)
  }
}
