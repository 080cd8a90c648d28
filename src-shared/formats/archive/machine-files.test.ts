import { describe, expect, it } from 'vitest'
import { machineOfTree } from './machine-files.ts'
import type { TreeFile } from './process-tree.ts'

const file = (path: string, text: string): TreeFile => ({ path, read: () => new TextEncoder().encode(text) })
const ID = 'c'.repeat(64)
const POD = '0f1e2d3c_4b5a_6978_8796_a5b4c3d2e1f0'
const names = (tree: ReturnType<typeof machineOfTree>, version: 1 | 2, path: string): unknown =>
  tree.cgroups({ version, path }).map(({ path: own, current, max }) => [own, current, max])

describe('the machine in an archive', () => {
  it('finds meminfo, pressure and zram wherever the tree begins, and no node’s', () => {
    const tree = machineOfTree([
      file('sos-host/sys/devices/system/node/node0/meminfo', 'Node 0 MemTotal: 5 kB\n'),
      file('sos-host/proc/meminfo', 'MemTotal: 1000 kB\nMemFree: 400 kB\nAnonPages: 100 kB\n'),
      file('sos-host/deep/copy/of/proc/meminfo', 'MemTotal: 7 kB\n'),
      file('sos-host/proc/pressure/memory', 'some avg10=1.00 avg60=2.00 avg300=0.00 total=1\n'),
      file('sos-host/sys/block/zram0/mm_stat', '4096 1000 2048 0 0 0 0 0 0\n'),
      file('sos-host/sys/block/zram1/mm_stat', 'nonsense\n')
    ])
    const memory = tree.machine()!
    expect(memory.bar.totalKb).toBe(1000)
    expect(memory.bar.unaccountedKb).toBe(500)
    expect(memory.pressure?.some?.avg60).toBe(2)
    expect(memory.zram).toEqual([{ name: 'zram0', originalBytes: 4096, compressedBytes: 1000, usedBytes: 2048 }])
  })

  it('is none without a meminfo that has MemTotal, nor where it can’t be unpacked', () => {
    expect(machineOfTree([]).machine()).toBeNull()
    expect(machineOfTree([file('proc/meminfo', 'x')]).machine()).toBeNull()
    const broken: TreeFile = {
      path: 'proc/meminfo',
      read() {
        throw new Error('damaged')
      }
    }
    expect(machineOfTree([broken]).machine()).toBeNull()
  })

  it.each([
    ['docker', `/system.slice/docker-${ID}.scope`],
    ['podman, nested', `/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${ID}.scope/container`],
    [
      'kubernetes, systemd driver',
      `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${POD}.slice/cri-containerd-${ID}.scope`
    ],
    ['kubernetes, cgroupfs driver', `/kubepods/burstable/pod${POD.replaceAll('_', '-')}/${ID}`],
    ['a name with an escape', '/machine.slice/machine-build\\x2dbox.scope']
  ])('%s: every cgroup of the path with its own files, version 2', (_, path) => {
    const parts = path.split('/').slice(1)
    const files = parts.map((__, at) =>
      file(`m1/sys/fs/cgroup/${parts.slice(0, at + 1).join('/')}/memory.current`, `${(at + 1) * 4096}\n`)
    )
    const tree = machineOfTree([...files, file(`m1/sys/fs/cgroup${path}/memory.max`, '1000000\n')])
    const found = tree.cgroups({ version: 2, path })
    expect(found).toHaveLength(parts.length + 1)
    expect(found[0]).toMatchObject({ path, current: parts.length * 4096, max: 1_000_000 })
    expect(found.at(-1)).toMatchObject({ path: '/', current: null })
  })

  it('version 1 lies below its controller and is not taken for version 2', () => {
    const tree = machineOfTree([
      file('host/sys/fs/cgroup/memory/docker/x/memory.usage_in_bytes', '77\n'),
      file('host/sys/fs/cgroup/memory/docker/x/memory.limit_in_bytes', '9223372036854771712\n'),
      file('host/sys/fs/cgroup/unified/docker/x/memory.current', '5\n')
    ])
    expect(names(tree, 1, '/docker/x')).toEqual([
      ['/docker/x', 77, null],
      ['/docker', null, null],
      ['/', null, null]
    ])
    expect(names(tree, 2, '/docker/x')).toEqual([
      ['/docker/x', 5, null],
      ['/docker', null, null],
      ['/', null, null]
    ])
    expect(machineOfTree([]).cgroups({ version: 2, path: '/a' })).toEqual([])
  })

  it('reads each file by its own name and folder only, and no more than a kernel writes', () => {
    const asked: number[] = []
    const meminfo: TreeFile = {
      path: 'proc/meminfo',
      read(most) {
        asked.push(most!)
        return new TextEncoder().encode('MemTotal: 1000 kB\n')
      }
    }
    const memory = machineOfTree([
      file('my-meminfo', 'MemTotal: 7 kB\n'),
      file('meminfo.old', 'MemTotal: 7 kB\n'),
      meminfo,
      file('proc/xpressure/memory', 'some avg10=1.00 avg60=2.00 avg300=0.00 total=1\n'),
      file('proc/pressure/memory.old', 'some avg10=1.00 avg60=2.00 avg300=0.00 total=1\n'),
      file('xsys/block/zram0/mm_stat', '1 2 3\n'),
      file('sys/block/zram0/mm_stat.old', '1 2 3\n'),
      file('sys/block/zram12345/mm_stat', '1 2 3\n')
    ]).machine()!
    expect(memory).toMatchObject({ lines: { MemTotal: 1000 }, pressure: null, zram: [] })
    expect(asked).toEqual([1024 * 1024])
    expect(machineOfTree([file('a/node1/meminfo', 'MemTotal: 7 kB\n')]).machine()).toBeNull()
    expect(machineOfTree([file('meminfo', 'MemTotal: 7 kB\n')]).machine()?.bar.totalKb).toBe(7)
    expect(machineOfTree([file('anode1/meminfo', 'MemTotal: 7 kB\n')]).machine()?.bar.totalKb).toBe(7)
  })

  it('reads of a cgroup all its files, and none of other names', () => {
    const tree = machineOfTree([
      file('sys/fs/cgroup/a/memory.current', '1\n'),
      file('sys/fs/cgroup/a/memory.max', '2\n'),
      file('sys/fs/cgroup/a/cpu.max', '3\n'),
      file('sys/fs/cgroup/a/memory.2x', '4\n'),
      file('other/sys/fs/cgroups/a/memory.high', '5\n'),
      file('sys/fs/cgroup/memory.high', '6\n')
    ])
    expect(tree.cgroups({ version: 2, path: '/a' })).toMatchObject([
      { path: '/a', version: 2, current: 1, max: 2, high: null },
      { path: '/', current: null, high: 6 }
    ])
    expect(tree.cgroups({ version: 2, path: '/' })).toHaveLength(1)
    expect(tree.cgroups({ version: 1, path: '/a' })).toMatchObject([{ current: null }, { current: null }])
  })
})
