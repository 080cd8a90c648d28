import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { parseCgroupMemory, type CgroupMemory } from '../../machine/cgroup-memory.ts'
import { memoryBar } from '../../machine/memory-bar.ts'
import { EVERYTHING, SECURE, type RedactionChoice } from '../../redact/redaction.ts'
import { readZip } from '../archive/zip.ts'
import { openBytes } from '../index.ts'
import { machineTexts, type MomentMachine } from './machine-text.ts'
import { shareCaptures } from './share-captures.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const LINES = {
  MemTotal: 1000,
  MemFree: 400,
  AnonPages: 300,
  Cached: 200,
  Shmem: 50,
  HugePages_Total: 0,
  Hugepagesize: 2048
}
const PRESSURE = { some: { avg10: 0.1, avg60: 1.25, avg300: 0, total: 77 }, full: null }
const PATHS = ['/system.slice/acme-payments.service', '/system.slice', '/']

function machineOf(version: 1 | 2): MomentMachine {
  const files =
    version === 2
      ? {
          'memory.current': bytes('2000\n'),
          'memory.max': bytes('4000\n'),
          'memory.high': bytes('max\n'),
          'memory.stat': bytes('anon 1500\nfile 400\n'),
          'memory.events': bytes('max 3\noom_kill 1\n'),
          'memory.pressure': bytes('some avg10=0.10 avg60=1.25 avg300=0.00 total=77\n')
        }
      : {
          'memory.usage_in_bytes': bytes('2000\n'),
          'memory.limit_in_bytes': bytes('4000\n'),
          'memory.memsw.usage_in_bytes': bytes('2500\n'),
          'memory.memsw.limit_in_bytes': bytes('6000\n'),
          'memory.stat': bytes('total_rss 1500\ntotal_cache 400\n'),
          'memory.oom_control': bytes('oom_kill 1\n')
        }
  const zram = [{ name: 'zram0', originalBytes: 9, compressedBytes: 3, usedBytes: 4 }]
  return {
    memory: { lines: LINES, bar: memoryBar(LINES), pressure: PRESSURE, zram },
    cgroups: [
      {
        pid: 42,
        cgroup: { version, path: PATHS[0]! },
        path: PATHS.map((path, up) => parseCgroupMemory(version, path, up === 0 ? files : {}))
      }
    ]
  }
}

function shared(machine: MomentMachine, redaction: RedactionChoice): Uint8Array {
  const capture = captureOfText('1000-2000 rw-p 00000000 00:00 0 \nRss: 4 kB\n', { process: { pid: 42, startTime: 7 } })
  const provenance = { tool: 'vmatlas test', hostName: null, kernel: null, user: null, note: '' }
  return shareCaptures(
    {
      moments: [{ takenAt: 1, note: '', captures: [capture], machine }],
      format: 'vmsnap',
      redaction,
      provenance,
      viewer: null
    },
    { deflateRaw: (part) => deflateRawSync(part), crc32: (part) => crc32(part) }
  )
}

describe.each([1, 2] as const)('the machine beside a shared process, cgroups of version %i', (version) => {
  it('is the same when it is opened again', () => {
    const machine = machineOf(version)
    const [moment] = openBytes(shared(machine, EVERYTHING), 'x.vmsnap', nodeFormatContext).moments
    expect(moment!.machine!()).toEqual(machine.memory)
    expect(moment!.cgroups!(machine.cgroups[0]!.cgroup)).toEqual(machine.cgroups[0]!.path)
  })

  it('keeps its numbers and loses its names where names are left out', () => {
    const machine = machineOf(version)
    const file = shared(machine, SECURE)
    const everything = readZip(file, nodeFormatContext).map(
      (entry) => `${entry.path}\n${Buffer.from(entry.read(1 << 20)).toString()}`
    )
    expect(everything.join('\n')).not.toMatch(/acme|payments/)
    const [moment] = openBytes(file, 'x.vmsnap', nodeFormatContext).moments
    const own = { version, path: '/system.slice/group-1' }
    expect(new TextDecoder().decode(moment!.processes[0]!.cgroup!())).toContain(own.path)
    expect(moment!.cgroups!(own)[0]).toMatchObject({ current: 2000, max: 4000 })
    expect(moment!.machine!()).toEqual(machine.memory)
  })
})

describe('the texts of the machine are those of the kernel', () => {
  const NOTHING = parseCgroupMemory(2, '/', {})

  it('of version 2', () => {
    const innermost = {
      ...NOTHING,
      path: '/a/b',
      current: 1,
      peak: 2,
      max: 3,
      high: 4,
      low: 5,
      min: 6,
      swapCurrent: 7,
      swapMax: 8,
      stat: { anon: 9, file: 10 },
      events: { oom: 11 },
      pressure: PRESSURE
    }
    const machine = {
      memory: null,
      cgroups: [{ pid: 7, cgroup: { version: 2, path: '/a/b' } as const, path: [innermost] }]
    }
    expect(machineTexts(machine)).toEqual([
      { path: '7/cgroup', text: '0::/a/b\n' },
      ...Object.entries({
        'memory.current': '1\n',
        'memory.peak': '2\n',
        'memory.max': '3\n',
        'memory.high': '4\n',
        'memory.low': '5\n',
        'memory.min': '6\n',
        'memory.swap.current': '7\n',
        'memory.swap.max': '8\n',
        'memory.stat': 'anon 9\nfile 10\n',
        'memory.events': 'oom 11\n',
        'memory.pressure': 'some avg10=0.10 avg60=1.25 avg300=0.00 total=77\n'
      }).map(([name, text]) => ({ path: `sys/fs/cgroup/a/b/${name}`, text }))
    ])
  })

  it('of version 1, where swap is counted with memory', () => {
    const root = { ...NOTHING, version: 1 as const, current: 1, peak: 2, max: 3, low: 4, swapCurrent: 5, swapMax: 6 }
    const textsOf = (cgroup: CgroupMemory): string[] =>
      machineTexts({ memory: null, cgroups: [{ pid: 7, cgroup: { version: 1, path: '/' }, path: [cgroup] }] }).map(
        ({ path, text }) => `${path} ${text}`
      )
    expect(textsOf({ ...root, events: { oom_kill: 7 } })).toEqual([
      '7/cgroup 4:memory:/\n',
      'sys/fs/cgroup/memory/memory.usage_in_bytes 1\n',
      'sys/fs/cgroup/memory/memory.max_usage_in_bytes 2\n',
      'sys/fs/cgroup/memory/memory.limit_in_bytes 3\n',
      'sys/fs/cgroup/memory/memory.soft_limit_in_bytes 4\n',
      'sys/fs/cgroup/memory/memory.memsw.usage_in_bytes 6\n',
      'sys/fs/cgroup/memory/memory.memsw.limit_in_bytes 9\n',
      'sys/fs/cgroup/memory/memory.oom_control oom_kill 7\n'
    ])
    expect(textsOf({ ...root, swapCurrent: null, max: null })).not.toContainEqual(expect.stringContaining('memsw'))
  })

  it('of its memory, and nothing of what is not known', () => {
    const memory = machineOf(2).memory!
    const full = { avg10: 100, avg60: 0, avg300: 0.5, total: 8 }
    expect(machineTexts({ memory: { ...memory, pressure: { ...PRESSURE, full } }, cgroups: [] })).toEqual([
      {
        path: 'meminfo',
        text:
          'MemTotal:           1000 kB\nMemFree:             400 kB\nAnonPages:           300 kB\n' +
          'Cached:              200 kB\nShmem:                50 kB\nHugePages_Total:       0\nHugepagesize:       2048 kB\n'
      },
      {
        path: 'pressure/memory',
        text: 'some avg10=0.10 avg60=1.25 avg300=0.00 total=77\nfull avg10=100.00 avg60=0.00 avg300=0.50 total=8\n'
      },
      { path: 'sys/block/zram0/mm_stat', text: '9 3 4\n' }
    ])
    expect(
      machineTexts({ memory: { ...memory, pressure: null, zram: [] }, cgroups: [] }).map(({ path }) => path)
    ).toEqual(['meminfo'])
    expect(machineTexts({ memory: null, cgroups: [] })).toEqual([])
  })
})
