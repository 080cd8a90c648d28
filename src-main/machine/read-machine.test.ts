import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { groupProcesses } from '#shared/machine/group-processes.ts'
import { findCgroupMounts, readCgroupPath } from './read-cgroup.ts'
import { readMachine } from './read-machine.ts'
import { readProcesses } from './read-processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-machine-'))
const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

describe('this machine', () => {
  it('its bar adds up to the MemTotal of meminfo', () => {
    const { bar } = readMachine()
    const total = Number(/^MemTotal: +(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1])
    expect(bar.totalKb).toBe(total)
    expect(bar.parts.reduce((sum, { kb }) => sum + kb, bar.unaccountedKb)).toBe(total)
  })

  it('throws where there is no meminfo', () => expect(() => readMachine(folder, folder)).toThrow(/meminfo/))

  it('reads zram devices', () => {
    mkdirSync(join(folder, 'sys/block/zram0'), { recursive: true })
    writeFileSync(join(folder, 'sys/block/zram0/mm_stat'), ' 4096000 1000000 1100000 0 1100000 0 0 0 0\n')
    expect(readMachine('/proc', join(folder, 'sys')).zram).toEqual([
      { name: 'zram0', originalBytes: 4096000, compressedBytes: 1000000, usedBytes: 1100000 }
    ])
  })
})

describe('processes and groups', () => {
  it('sums of a group are those of its members’ smaps_rollup', () => {
    const pids = [1, 2, 3].map(() => {
      const child = spawn('sleep', ['60'], { stdio: 'ignore' })
      running.push(child)
      return child.pid!
    })
    execFileSync('sleep', ['0.1'])
    const rollups = pids.map((pid) => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
    const total = (name: string): number =>
      rollups.reduce((sum, text) => sum + Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(text)?.[1]), 0)
    const own = readProcesses().filter(({ pid }) => pids.includes(pid))
    const [group] = groupProcesses(own, 'program')
    expect(group).toMatchObject({
      name: 'sleep',
      unreadable: 0,
      ussKb: total('Private_Clean') + total('Private_Dirty')
    })
    // Others may start or end, which changes the sharing of libc's pages.
    expect(Math.abs(group!.pssKb! - total('Pss'))).toBeLessThan(100)
    const lines = readFileSync(`/proc/${pids[0]}/maps`, 'utf8').trimEnd().split('\n').length
    expect(own[0]!.mappings).toBe(lines)
  })
})

describe('cgroups', () => {
  it('finds where memory is counted', () => {
    const mountinfo = [
      '30 25 0:26 / /sys/fs/cgroup rw - tmpfs tmpfs rw',
      '31 30 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
      '35 30 0:31 / /sys/fs/cgroup/my\\040memory rw - cgroup cgroup rw,memory'
    ].join('\n')
    expect(findCgroupMounts(mountinfo)).toEqual({
      unified: '/sys/fs/cgroup/unified',
      memory: '/sys/fs/cgroup/my memory'
    })
  })

  it('reads every one from the innermost to the root, and no path that leads out', () => {
    const root = join(folder, 'cgroup')
    mkdirSync(join(root, 'a/b'), { recursive: true })
    writeFileSync(join(root, 'a/memory.max'), '1000\n')
    writeFileSync(join(root, 'a/b/memory.current'), '7\n')
    const mounts = { unified: root, memory: null }
    const found = readCgroupPath({ version: 2, path: '/a/b' }, mounts)
    expect(found.map(({ path, current, max }) => [path, current, max])).toEqual([
      ['/a/b', 7, null],
      ['/a', null, 1000],
      ['/', null, null]
    ])
    expect(readCgroupPath({ version: 2, path: '/../other' }, mounts)).toEqual([])
    expect(readCgroupPath({ version: 1, path: '/a' }, mounts)).toEqual([])
  })
})
