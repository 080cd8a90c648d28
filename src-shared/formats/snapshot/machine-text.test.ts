import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { parseCgroupMemory } from '../../machine/cgroup-memory.ts'
import { memoryBar } from '../../machine/memory-bar.ts'
import { EVERYTHING, SECURE, type RedactionChoice } from '../../redact/redaction.ts'
import { readZip } from '../archive/zip.ts'
import { openBytes } from '../index.ts'
import type { MomentMachine } from './machine-text.ts'
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
        place: { version, path: PATHS[0]! },
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
    expect(moment!.cgroups!(machine.cgroups[0]!.place)).toEqual(machine.cgroups[0]!.path)
  })

  it('keeps its numbers and loses its names where names are left out', () => {
    const machine = machineOf(version)
    const file = shared(machine, SECURE)
    const everything = readZip(file, nodeFormatContext).map(
      (entry) => `${entry.path}\n${Buffer.from(entry.read(1 << 20)).toString()}`
    )
    expect(everything.join('\n')).not.toMatch(/acme|payments/)
    const [moment] = openBytes(file, 'x.vmsnap', nodeFormatContext).moments
    const place = { version, path: '/system.slice/group-1' }
    expect(new TextDecoder().decode(moment!.processes[0]!.cgroup!())).toContain(place.path)
    expect(moment!.cgroups!(place)[0]).toMatchObject({ current: 2000, max: 4000 })
    expect(moment!.machine!()).toEqual(machine.memory)
  })
})
