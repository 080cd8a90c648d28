import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SharingAnswer } from '#shared/machine/sharing-answer.ts'
import { readSharing } from './read-sharing.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-shares-'))
const MIB = 1024
let parent: ChildProcess
let pids: number[]
let answer: SharingAnswer

beforeAll(async () => {
  const program = join(folder, 'shares')
  execFileSync('cc', ['-O1', '-w', '-o', program, join(import.meta.dirname, 'programs/shares.c')])
  parent = spawn(program, [join(folder, 'shared.dat')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve) => parent.stdout!.once('data', (data) => resolve(String(data))))
  // The parent's number may come before its children's.
  const rest = line.includes('\n')
    ? ''
    : await new Promise<string>((resolve) => parent.stdout!.once('data', (data) => resolve(String(data))))
  pids = `${line}${rest}`.trim().split(' ').map(Number)
  answer = readSharing({ progress: () => undefined, isCancelled: () => false })
})
afterAll(() => {
  for (const pid of pids.toReversed()) process.kill(pid, 'SIGKILL')
  rmSync(folder, { recursive: true })
})

describe('processes that share in known ways', () => {
  it.each([
    ['a memfd', /^\/memfd:vmatlas-shares$/, 4 * MIB],
    ['a System V segment', /^\/SYSV00000000$/, MIB],
    ['a file', /shared\.dat$/, 2 * MIB]
  ])('%s is one object with three users, whose shares are what it takes', (_, name, kb) => {
    const own = answer.objects.filter(
      (object) => name.test(object.name) && object.uses.some(({ pid }) => pids.includes(pid))
    )
    expect(own).toHaveLength(1)
    const [object] = own
    expect(object!.uses.map(({ pid }) => pid).sort()).toEqual([...pids].sort())
    // Each share is rounded down to a kB.
    expect(Math.abs(object!.pssKb! - kb)).toBeLessThanOrEqual(3)
    expect(object!.uses.every(({ rssKb }) => rssKb === kb)).toBe(true)
  })

  it('the family still shares what no child has written, counted once', () => {
    const family = answer.families.find(({ pid }) => pid === pids[0])!
    expect([...family.members].sort()).toEqual([...pids].sort())
    // 7 MiB of all three; of the first MiB the parent's is its own once both children have written theirs.
    expect(family.sharedKb!).toBeGreaterThan(7 * MIB - 16)
    expect(family.sharedKb!).toBeLessThan(8 * MIB)
    expect(family.copiesKb).toBeGreaterThanOrEqual(21 * MIB)
    const kb = new Map(answer.copyOnWrite).get(pids[1]!)!
    expect(kb).toBeGreaterThanOrEqual(7 * MIB)
  })

  it('stops on request', () => {
    expect(() => readSharing({ progress: () => undefined, isCancelled: () => true })).toThrow(/stopped/)
  })
})
