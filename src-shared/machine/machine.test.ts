import { describe, expect, it } from 'vitest'
import { cgroupSplit, parseCgroupMemory, tightestLimit } from './cgroup-memory.ts'
import { identifyCgroup, parseProcessCgroup } from './cgroup-path.ts'
import { groupProcesses, programOf } from './group-processes.ts'
import { memoryBar } from './memory-bar.ts'
import { parseMeminfo } from './meminfo.ts'
import { parsePressure } from './pressure.ts'
import { amountsOf, type ProcessFacts } from './process-facts.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Lines as kernels of several ages print them; numbers made up so that every part is a different one. */
const MEMINFO = {
  '3.10': `MemTotal: 1000000 kB\nMemFree: 100000 kB\nBuffers: 10001 kB\nCached: 300000 kB\nSwapCached: 5 kB\nAnonPages: 400000 kB
Mapped: 50000 kB\nShmem: 20003 kB\nSlab: 60000 kB\nSReclaimable: 40007 kB\nSUnreclaim: 19993 kB\nKernelStack: 4001 kB\nPageTables: 8009 kB
SwapTotal: 2000 kB\nSwapFree: 500 kB\nVmallocUsed: 300000 kB\nAnonHugePages: 100000 kB\nHugePages_Total: 8\nHugepagesize: 2048 kB\n`,
  '6.18': `MemTotal: 1000000 kB\nMemFree: 100000 kB\nMemAvailable: 500000 kB\nBuffers: 10001 kB\nCached: 300000 kB\nZswap: 3001 kB
Zswapped: 9000 kB\nAnonPages: 400000 kB\nMapped: 50000 kB\nShmem: 20003 kB\nKReclaimable: 41007 kB\nSlab: 60000 kB\nSReclaimable: 40007 kB
SUnreclaim: 19993 kB\nKernelStack: 4001 kB\nPageTables: 8009 kB\nSecPageTables: 11 kB\nPercpu: 701 kB\nHardwareCorrupted: 0 kB
Balloon: 13 kB\nHugePages_Total: 8\nHugepagesize: 2048 kB\nHugetlb: 20480 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n`
}

describe('the bar of physical memory', () => {
  it.each(Object.entries(MEMINFO))('adds up to MemTotal to the kB: Linux %s', (_, text) => {
    const bar = memoryBar(parseMeminfo(bytes(text))!)
    expect(bar.parts.reduce((sum, { kb }) => sum + kb, bar.unaccountedKb)).toBe(bar.totalKb)
    expect(bar.totalKb).toBe(1_000_000)
  })

  it('counts nothing twice: page cache without shared memory, reclaimable memory without slab', () => {
    const bar = memoryBar(parseMeminfo(bytes(MEMINFO['6.18']))!)
    const parts = Object.fromEntries(bar.parts.map(({ part, kb }) => [part, kb]))
    expect(parts).toMatchObject({
      anonymous: 400_000,
      shmem: 20_003,
      fileCache: 279_997,
      slabReclaimable: 40_007,
      kernelReclaimable: 1000,
      pageTables: 8020,
      hugetlb: 20_480,
      zswap: 3001,
      balloon: 13
    })
    expect(bar.unaccountedKb).toBe(92_783)
  })

  it('knows huge pages of old kernels by their count, and leaves out what a kernel does not report', () => {
    const bar = memoryBar(parseMeminfo(bytes(MEMINFO['3.10']))!)
    const parts = Object.fromEntries(bar.parts.map(({ part, kb }) => [part, kb]))
    expect(parts['hugetlb']).toBe(16_384)
    expect(parts).not.toHaveProperty('perCpu')
    expect(bar.details.availableKb).toBeNull()
    expect(bar.swap).toEqual({ totalKb: 2000, usedKb: 1500, zswapKb: null, zswappedKb: null })
  })

  it('is none without MemTotal', () => expect(parseMeminfo(bytes('MemFree: 3 kB\n'))).toBeNull())
})

const ID = 'a'.repeat(64)
const POD = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'
const UNDERSCORED = POD.replaceAll('-', '_')

describe('what a cgroup path reports', () => {
  it.each([
    [`/docker/${ID}`, 'docker', ID, null],
    [`/system.slice/docker-${ID}.scope`, 'docker', ID, null],
    [`/machine.slice/libpod-${ID}.scope/container`, 'podman', ID, null],
    [`/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${ID}.scope`, 'podman', ID, null],
    [`/kubepods/burstable/pod${POD}/${ID}`, 'kubernetes', ID, POD],
    [`/kubepods/pod${POD}/${ID}`, 'kubernetes', ID, POD],
    [
      `/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod${UNDERSCORED}.slice/cri-containerd-${ID}.scope`,
      'containerd',
      ID,
      POD
    ],
    [`/kubepods.slice/kubepods-pod${UNDERSCORED}.slice/crio-${ID}.scope`, 'cri-o', ID, POD],
    [`/kubelet/kubepods/besteffort/pod${POD}/${ID}`, 'kubernetes', ID, POD],
    ['/lxc/web/init.scope', 'lxc', 'web', null],
    ['/lxc.payload.web-1/system.slice/cron.service', 'lxc', 'web-1', null],
    ['/machine.slice/machine-build\\x2dbox.scope/payload', 'nspawn', 'build-box', null]
  ])('%s is of a container', (path, runtime, id, pod) =>
    expect(identifyCgroup(path).container).toMatchObject({ runtime, id, pod })
  )

  it('the class of a pod', () => {
    const qos = (path: string): string | null | undefined => identifyCgroup(path).container?.qos
    expect(qos(`/kubepods/burstable/pod${POD}/${ID}`)).toBe('burstable')
    expect(qos(`/kubepods/besteffort/pod${POD}/${ID}`)).toBe('besteffort')
    expect(qos(`/kubepods/pod${POD}/${ID}`)).toBe('guaranteed')
  })

  it.each([
    ['/system.slice/cron.service', 'cron.service', null, null],
    ['/user.slice/user-1000.slice/session-3.scope', 'session-3.scope', '3', null],
    [
      '/user.slice/user-1000.slice/user@1000.service/app.slice/app-flatpak-org.example.Editor-2871.scope',
      'app-flatpak-org.example.Editor-2871.scope',
      null,
      'org.example.Editor'
    ],
    [
      '/user.slice/user-1000.slice/user@1000.service/app.slice/app-gnome-org.gnome.Terminal-4711.scope',
      'app-gnome-org.gnome.Terminal-4711.scope',
      null,
      'org.gnome.Terminal'
    ],
    [
      '/user.slice/user-1000.slice/user@1000.service/app.slice/snap.firefox.firefox-0a1b2c3d.scope',
      'snap.firefox.firefox-0a1b2c3d.scope',
      null,
      'snap.firefox.firefox'
    ],
    ['/', null, null, null]
  ])('%s: unit, session, application', (path, unit, session, app) =>
    expect(identifyCgroup(path)).toMatchObject({ unit, session, app, container: null })
  )
})

describe('the cgroup file of a process', () => {
  it('the hierarchy that counts memory goes before the unified one', () => {
    expect(parseProcessCgroup(bytes('9:name=systemd:/a\n4:memory:/limited\n0::/\n'))).toEqual({
      version: 1,
      path: '/limited'
    })
    expect(parseProcessCgroup(bytes('4:cpu,memory:/x:y\n'))).toEqual({ version: 1, path: '/x:y' })
    expect(parseProcessCgroup(bytes('0::/system.slice/cron.service\n'))).toEqual({
      version: 2,
      path: '/system.slice/cron.service'
    })
    expect(parseProcessCgroup(bytes(''))).toBeNull()
  })
})

describe('the memory of a cgroup', () => {
  const files = {
    'memory.current': bytes('522190848\n'),
    'memory.max': bytes('536870912\n'),
    'memory.high': bytes('max\n'),
    'memory.stat': bytes('anon 200000000\nfile 310000000\nkernel 9000000\nshmem 1000000\n'),
    'memory.events': bytes('low 0\nhigh 0\nmax 77\noom 2\noom_kill 1\n'),
    'memory.pressure': bytes(
      'some avg10=1.50 avg60=0.10 avg300=0.00 total=123\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=9\n'
    )
  }
  const innerOf = (): ReturnType<typeof parseCgroupMemory> => parseCgroupMemory(2, '/a/b', files)

  it('of version 2', () => {
    const inner = innerOf()
    expect(inner).toMatchObject({
      current: 522190848,
      max: 536870912,
      high: null,
      swapMax: null,
      events: { max: 77, oom_kill: 1 }
    })
    expect(inner.pressure?.some?.avg10).toBe(1.5)
    expect(cgroupSplit(inner)).toEqual({
      anonymous: 200000000,
      fileCache: 309000000,
      shmem: 1000000,
      kernel: 9000000
    })
  })

  it('of version 1, where swap is counted with memory and no limit is a large number', () => {
    const old = parseCgroupMemory(1, '/x', {
      'memory.usage_in_bytes': bytes('1000\n'),
      'memory.limit_in_bytes': bytes('9223372036854771712\n'),
      'memory.memsw.usage_in_bytes': bytes('1500\n'),
      'memory.stat': bytes('cache 5\ntotal_cache 600\ntotal_rss 300\ntotal_shmem 100\n'),
      'memory.oom_control': bytes('oom_kill_disable 0\nunder_oom 0\noom_kill 3\n')
    })
    expect(old).toMatchObject({ current: 1000, max: null, swapCurrent: 500, events: { oom_kill: 3 } })
    expect(cgroupSplit(old)).toEqual({ anonymous: 300, fileCache: 500, shmem: 100, kernel: null })
  })

  it('the tightest limit along the path is that with the least room', () => {
    const inner = innerOf()
    const outer = parseCgroupMemory(2, '/a', {
      'memory.current': bytes('900000000\n'),
      'memory.max': bytes('900000001\n')
    })
    expect(tightestLimit([inner, outer])).toMatchObject({ cgroup: { path: '/a' }, kind: 'max' })
    expect(tightestLimit([inner])).toMatchObject({ cgroup: { path: '/a/b' }, limit: 536870912 })
    expect(tightestLimit([parseCgroupMemory(2, '/', {})])).toBeNull()
  })

  it('pressure is null where the file reports nothing', () => expect(parsePressure(bytes(''))).toBeNull())
})

function process(pid: number, ppid: number, name: string, pssKb: number | null, path = '/'): ProcessFacts {
  const rollup = pssKb === null ? null : { Pss: pssKb, Private_Clean: 1, Private_Dirty: 2, Swap: 3 }
  return {
    pid,
    ppid,
    name,
    command: `/usr/bin/${name} --flag`,
    uid: 1000,
    user: 'someone',
    isKernelThread: name.startsWith('k'),
    mappings: null,
    ...amountsOf({ status: { VmRSS: 100, RssAnon: 10 }, rollup, cgroup: bytes(`0::${path}\n`) })
  }
}

describe('groups of processes', () => {
  const all = [
    process(1, 0, 'init', 50),
    process(2, 0, 'kthreadd', null),
    process(10, 1, 'shop', 100, '/system.slice/shop.service'),
    process(11, 10, 'worker', 200, '/system.slice/shop.service'),
    process(12, 11, 'worker', null, '/system.slice/shop.service'),
    process(20, 1, 'lonely', 5)
  ]
  const summary = (by: Parameters<typeof groupProcesses>[1]): unknown =>
    groupProcesses(all, by).map(({ name, members, pssKb, ussKb, unreadable }) => [
      name,
      members.length,
      pssKb,
      ussKb,
      unreadable
    ])

  it('sum what is readable, list what is not, and leave kernel threads out', () => {
    expect(summary('program')).toEqual([
      ['worker', 2, 200, 3, 1],
      ['shop', 1, 100, 3, 0],
      ['init', 1, 50, 3, 0],
      ['lonely', 1, 5, 3, 0]
    ])
    expect(summary('unit')).toEqual([
      ['shop.service', 3, 300, 6, 1],
      ['', 2, 55, 6, 0]
    ])
  })

  it('a tree is what descends from a child of the first process', () => {
    expect(summary('tree')).toEqual([
      ['shop (10)', 3, 300, 6, 1],
      ['init (1)', 1, 50, 3, 0],
      ['lonely (20)', 1, 5, 3, 0]
    ])
  })

  it('parents in a ring do not hang it', () => {
    const ring = [process(5, 6, 'a', 1), process(6, 5, 'b', 1)]
    expect(groupProcesses(ring, 'tree').flatMap(({ members }) => members)).toHaveLength(2)
  })

  it.each([
    ['MainThread', '/opt/node/bin/node server.js', 'node'],
    ['backup.sh', '/bin/sh ./backup.sh --all', 'backup.sh'],
    ['postgres', 'postgres: checkpointer', 'postgres'],
    ['kworker/0:1', '', 'kworker/0:1'],
    ['a very long nam', '/usr/bin/a very long name', 'a very long nam']
  ])('%s of "%s" is the program %s', (name, command, program) => expect(programOf({ name, command })).toBe(program))
})
