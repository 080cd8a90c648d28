import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { FULL_PACE } from '#main/source/read-mappings.ts'
import { captureProcess, type CaptureRequest } from './capture-process.ts'

const root = mkdtempSync(join(tmpdir(), 'vmatlas-proc-'))
afterAll(() => rmSync(root, { recursive: true }))

function request(pid: number, startTime: number, from = '/proc'): CaptureRequest {
  return {
    process: { pid, startTime },
    detail: 'maps',
    pace: FULL_PACE,
    root: from,
    pageSize: 4096,
    rowsHint: 64,
    expectsMotion: false,
    evidence: 'maps'
  }
}

const openDescriptors = (): number => readdirSync('/proc/self/fd').length

it('takes a number that another process has by now for gone', () => {
  const startTime = parseProcessStat(readFileSync('/proc/self/stat'))!.startTime
  expect(captureProcess(request(process.pid, startTime)).process).toEqual({ pid: process.pid, startTime })
  expect(captureProcess(request(process.pid, 0)).process.startTime).toBe(startTime)
  for (const other of [startTime - 1, startTime + 1])
    expect(() => captureProcess(request(process.pid, other))).toThrow('another process has its number now')
})

it('keeps nothing open of a process that can’t be read', () => {
  // Its folder opens, but there is no stat, or none that is one.
  mkdirSync(join(root, '41'))
  mkdirSync(join(root, '42'))
  writeFileSync(join(root, '42', 'stat'), 'nonsense')
  const before = openDescriptors()
  for (let round = 0; round < 20; round++)
    for (const pid of [41, 42, 43]) expect(() => captureProcess(request(pid, 0, root))).toThrow(/process 4\d/)
  for (let round = 0; round < 20; round++) expect(() => captureProcess(request(process.pid, 1))).toThrow()
  expect(openDescriptors()).toBeLessThan(before + 5)
})

it('reads the list alone where everything would take longer than was allowed, and reports about how long', () => {
  const all = { ...request(process.pid, 0), detail: 'smaps' as const }
  expect(captureProcess({ ...all, mostReadingMs: 60_000 })).toMatchObject({ detail: 'smaps', notes: [] })
  const list = captureProcess({ ...all, mostReadingMs: 0 })
  expect(list.detail).toBe('maps')
  expect(list.notes).toEqual([
    { kind: 'reading-postponed', detail: expect.stringMatching(/^≈ [1-9]\d* ms$/) as string }
  ])
  // Without a limit everything is read.
  expect(captureProcess(all).detail).toBe('smaps')
})
