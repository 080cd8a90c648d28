import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openBytes } from '#shared/formats/index.ts'
import { exactOpened, machineOpened, sharingOpened, surroundingsOpened } from '#shared/formats/opened-machine.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { collectSnapshot } from './collect-snapshot.ts'

it('a snapshot holds what the kernel reported about the machine and the cgroup', async () => {
  const bytes = await collectSnapshot({
    root: '/proc',
    note: '',
    tool: 'test',
    pageSize: 4096,
    processes: [{ pid: process.pid, startTime: 0 }],
    progress: () => undefined,
    isCancelled: () => false
  })
  const imported = openBytes(bytes, 'x.vmsnap', nodeFormatContext)
  const total = Number(/^MemTotal: +(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1])
  const { bar } = machineOpened(imported, 0)
  expect(bar.parts.reduce((sum, { kb }) => sum + kb, bar.unaccountedKb)).toBe(total)
  const [own] = imported.moments[0]!.processes
  const surroundings = surroundingsOpened(imported, 0, own!.process)
  expect(readFileSync('/proc/self/cgroup', 'utf8')).toContain(surroundings.cgroup!.identity.path)
  expect(surroundings.oomScore).toBe(Number(readFileSync('/proc/self/oom_score', 'utf8')))
  const { readings } = exactOpened(imported, 0, true)
  expect(readings[0]!.amounts!.pss).toBeGreaterThan(0)
  expect(readings[0]!.mappings).toBe(own!.capture().table.rowCount)
  const sharing = sharingOpened(imported, 0)
  expect(sharing.processes).toBe(1)
  expect(sharing.objects.length).toBeGreaterThan(0)
})
