import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { killedByOom, OomWatch } from './oom-killer.ts'

it('reads what the kernel reports about its out-of-memory killer, and no other messages', () => {
  // Lines of Linux 5.10 and 6.1 (mm/oom_kill.c, __oom_kill_process).
  expect(
    killedByOom(
      '3,1210,88123456,-;Out of memory: Killed process 4711 (java) total-vm:8k, anon-rss:4kB, UID:0 pgtables:8kB oom_score_adj:0'
    )
  ).toEqual({ pid: 4711, seconds: 88.123456 })
  expect(
    killedByOom('3,7,1000000,-,caller=T12;Memory cgroup out of memory: Killed process 12 (a (b) c) total-vm:1kB\n')
  ).toEqual({ pid: 12, seconds: 1 })
  expect(
    killedByOom('3,7,1000000,-;Out of memory (oom_kill_allocating_task): Killed process 5 (x) total-vm:1kB')?.pid
  ).toBe(5)
  // Facility 1: a user wrote it to /dev/kmsg.
  expect(killedByOom('11,7,1000000,-;Out of memory: Killed process 12 (x) total-vm:1kB')).toBeNull()
  expect(killedByOom('6,7,1000000,-;x: Out of memory: Killed process 12 (x)')).toBeNull()
})

it('takes a status or another signal as it is, and does not call every SIGKILL the killer', async () => {
  const child = spawn('sleep', ['100'])
  await once(child, 'spawn')
  const watch = new OomWatch(child.pid!, '/proc')
  watch.look()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(watch.reasonWith({ kind: 'signal', value: 'SIGKILL' })).toEqual({ kind: 'signal', value: 'SIGKILL' })
  expect(watch.reasonWith({ kind: 'status', value: '3' })).toEqual({ kind: 'status', value: '3' })
  expect(watch.reasonWith(null)).toBeNull()
})
