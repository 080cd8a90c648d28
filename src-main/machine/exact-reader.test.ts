import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, expect, it, vi } from 'vitest'
import { ExactReader } from './exact-reader.ts'

const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})
const QUESTION = { first: [], since: 0, milliseconds: 10_000, counts: false }

it('reads what smaps_rollup, maps, cgroup and oom_score say', () => {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' })
  running.push(child)
  const pid = child.pid!
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
  const reader = new ExactReader()
  const own = process.pid
  const turn = () => reader.read({ ...QUESTION, first: [{ pid: own, startTime: 0 }], milliseconds: 0 })
  const timeOf = ({ readings }: ReturnType<typeof turn>): number =>
    readings.find((each) => each.process.pid === own)!.takenAt
  const begun = turn()
  const later = Date.now() + 10_000
  const clock = vi.spyOn(Date, 'now').mockReturnValue(later)
  try {
    const again = turn()
    expect([timeOf(again), again.unread]).toEqual([later, begun.unread])
    expect(turn().unread).toBeLessThan(begun.unread)
  } finally {
    clock.mockRestore()
  }
})

it('answers only what is new', () => {
  const reader = new ExactReader()
  expect(reader.read(QUESTION).readings.length).toBeGreaterThan(0)
  expect(reader.read({ ...QUESTION, since: Date.now() + 60_000 }).readings).toEqual([])
})
