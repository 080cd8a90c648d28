import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { ExactReader } from './exact-reader.ts'

const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})
/** Starts a process that does nothing. */
function sleeping(): number {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' })
  running.push(child)
  return child.pid!
}
const QUESTION = { first: [], since: 0, milliseconds: 10_000, counts: false }

it('reads smaps_rollup, maps, cgroup and oom_score', () => {
  const pid = sleeping()
  // It is what it will be once it sleeps.
  while (!/\) S /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))) continue
  const { readings, unread } = new ExactReader().read({ ...QUESTION, counts: true })
  const own = readings.find(({ process }) => process.pid === pid)!
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')
  const of = (name: string): number => Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(rollup)?.[1])
  expect(own.amounts?.uss).toBe(of('Private_Clean') + of('Private_Dirty'))
  expect(own.mappings).toBe(readFileSync(`/proc/${pid}/maps`, 'latin1').trimEnd().split('\n').length)
  expect(own.oomScore).toBe(Number(readFileSync(`/proc/${pid}/oom_score`, 'latin1')))
  expect(readFileSync(`/proc/${pid}/cgroup`, 'latin1')).toContain(own.cgroup!.path)
  const { anonKb, fileKb, shmemKb } = own.pssParts!
  expect(Math.abs(anonKb + fileKb + shmemKb - own.amounts!.pss!)).toBeLessThanOrEqual(3)
  expect(unread).toBe(0)
})

it('takes no longer than it may, reads what is wanted first, and in time all', () => {
  const reader = new ExactReader()
  const first = [{ pid: process.pid, startTime: 0 }]
  const begun = reader.read({ ...QUESTION, first, milliseconds: 0 })
  expect(begun.readings.map((each) => each.process.pid)).toEqual([process.pid])
  expect(begun.unread).toBeGreaterThan(0)
  let left = begun.unread
  for (let turn = 0; turn < 1000 && left > 0; turn++) left = reader.read({ ...QUESTION, milliseconds: 0 }).unread
  expect(left).toBe(0)
})

it('reads what is wanted again before all were read, and all the same reads the others', () => {
  const own = process.pid
  const root = mkdtempSync(join(tmpdir(), 'vmatlas-exact-'))
  for (const pid of [own, ...Array.from({ length: 3 }, sleeping)]) symlinkSync(`/proc/${pid}`, join(root, String(pid)))
  const reader = new ExactReader(root)
  const turn = () => reader.read({ ...QUESTION, first: [{ pid: own, startTime: 0 }], milliseconds: 0 })
  const timeOf = ({ readings }: ReturnType<typeof turn>): number =>
    readings.find((each) => each.process.pid === own)!.takenAt
  const begun = turn()
  const later = Date.now() + 10_000
  const clock = vi.spyOn(Date, 'now').mockReturnValue(later)
  try {
    const again = turn()
    expect([begun.unread, timeOf(again), again.unread]).toEqual([3, later, 3])
    expect(turn().unread).toBe(2)
  } finally {
    clock.mockRestore()
    rmSync(root, { recursive: true })
  }
})

it('answers only what is new', () => {
  const reader = new ExactReader()
  expect(reader.read(QUESTION).readings.length).toBeGreaterThan(0)
  expect(reader.read({ ...QUESTION, since: Date.now() + 60_000 }).readings).toEqual([])
})
