import { expect, it } from 'vitest'
import { identifyCgroup } from '#shared/machine/cgroup-path.ts'
import { parseCgroupMemory, type CgroupMemory } from '#shared/machine/cgroup-memory.ts'
import { NO_GPU } from '#shared/machine/gpu-memory.ts'
import type { Surroundings } from '#shared/machine/surroundings.ts'
import { limitSentences } from './limit-sentences.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const MIB = 2 ** 20
const cgroup = (path: string, files: Readonly<Record<string, string>>): CgroupMemory =>
  parseCgroupMemory(2, path, Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)])))
const around = (own: string, path: readonly CgroupMemory[]): Surroundings => ({
  cgroup: { version: 2, identity: identifyCgroup(own) },
  path,
  gpu: NO_GPU,
  oomScore: null,
  oomScoreAdj: null
})
const keys = (surroundings: Surroundings): string[] => limitSentences(surroundings).map(({ key }) => key)

it('names the limit of the container, and how much of it is page cache', () => {
  const own = `/docker/${'a'.repeat(64)}`
  const box = cgroup(own, {
    'memory.current': `${498 * MIB}\n`,
    'memory.max': `${512 * MIB}\n`,
    'memory.stat': `anon ${100 * MIB}\nfile ${301 * MIB}\nshmem 0\nkernel 0\n`
  })
  expect(limitSentences(around(own, [box, cgroup('/', {})]))).toEqual([
    { key: 'containerMaxCache', values: { path: own, limit: '512 MiB', current: '498 MiB', cache: '301 MiB' } }
  ])
})

it('explains why RSS is low and it was killed all the same: tmpfs, kernel memory, and what was counted', () => {
  const shop = cgroup('/a/shop.service', {
    'memory.current': `${500 * MIB}\n`,
    'memory.max': `${512 * MIB}\n`,
    'memory.stat': `anon ${20 * MIB}\nfile ${310 * MIB}\nshmem ${310 * MIB}\nkernel ${170 * MIB}\n`,
    'memory.events': 'low 0\nhigh 0\nmax 90\noom 3\noom_kill 2\n'
  })
  const path = [cgroup('/a/shop.service/x', {}), shop, cgroup('/a', {})]
  expect(keys(around('/a/shop.service/x', path))).toEqual(['cgroupMax', 'shmem', 'kernel', 'killed'])
})

it('distinguishes no limit from an unknown one', () => {
  expect(keys(around('/a', [cgroup('/a', { 'memory.current': '1\n', 'memory.max': 'max\n' })]))).toEqual(['unlimited'])
  expect(keys(around('/a', [cgroup('/a', {})]))).toEqual(['unreadable'])
  expect(keys(around('/a', []))).toEqual(['unreadable'])
  expect(keys({ ...around('/a', []), cgroup: null })).toEqual(['unknown'])
})
