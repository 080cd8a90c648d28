import { madeZip } from '../support/made-archives.ts'
import { madeSmaps } from './made-process.ts'

const PROCESSES = [
  { pid: 101, name: 'database', uid: 999, mappings: 30, cgroup: '/system.slice/database.service' },
  { pid: 102, name: 'worker', uid: 1000, mappings: 20, cgroup: '/system.slice/app.service' },
  { pid: 103, name: 'worker', uid: 1000, mappings: 10, cgroup: '/system.slice/app.service' }
] as const
const MEMINFO = {
  MemTotal: 1_000_000,
  MemFree: 200_000,
  MemAvailable: 500_000,
  Buffers: 20_000,
  Cached: 300_000,
  SwapTotal: 100_000,
  SwapFree: 60_000,
  Dirty: 40,
  AnonPages: 300_000,
  Mapped: 80_000,
  Shmem: 30_000,
  SReclaimable: 50_000,
  SUnreclaim: 20_000,
  KernelStack: 4000,
  PageTables: 6000
}

const kbLines = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([name, kb]) => `${`${name}:`.padEnd(16)}${String(kb).padStart(8)} kB\n`)
    .join('')

/** An archive of /proc of a made-up machine: three processes of two services, one of which has a limit. Always the same. */
export function madeMachine(): Buffer {
  const files = PROCESSES.flatMap(({ pid, name, uid, mappings, cgroup }) => {
    const stat = [`${pid} (${name}) S 1`, ...Array.from({ length: 49 }, (_, at) => (at === 17 ? String(pid) : '0'))]
    return [
      { path: `proc/${pid}/stat`, content: `${stat.join(' ')}\n` },
      {
        path: `proc/${pid}/status`,
        content: `Name:\t${name}\nPid:\t${pid}\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nVmRSS:\t${mappings * 2000} kB\n`
      },
      { path: `proc/${pid}/cmdline`, content: `/usr/bin/${name}\0--serve\0` },
      { path: `proc/${pid}/cgroup`, content: `0::${cgroup}\n` },
      { path: `proc/${pid}/smaps`, content: Buffer.from(madeSmaps(mappings)).toString('latin1') }
    ]
  })
  const limits = [
    ['system.slice/database.service/memory.current', '250000000\n'],
    ['system.slice/database.service/memory.max', '268435456\n'],
    ['system.slice/database.service/memory.stat', 'anon 150000000\nfile 90000000\nkernel 5000000\nshmem 0\n'],
    ['system.slice/database.service/memory.events', 'low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\n'],
    ['system.slice/memory.current', '400000000\n'],
    ['system.slice/memory.max', 'max\n']
  ].map(([path, content]) => ({ path: `sys/fs/cgroup/${path}`, content: content! }))
  return madeZip([
    ...files,
    { path: 'proc/meminfo', content: kbLines(MEMINFO) },
    {
      path: 'proc/pressure/memory',
      content: 'some avg10=0.00 avg60=1.50 avg300=0.20 total=1\nfull avg10=0.00 avg60=0.50 avg300=0.10 total=1\n'
    },
    ...limits
  ])
}
