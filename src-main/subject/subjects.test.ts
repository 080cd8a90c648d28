import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { findSubjectProgram } from './subject-program.ts'
import { createSubjects } from './subjects.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-subjects-'))
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../build/compile-programs.mjs')])
})

const isThere = (pid: number): boolean => existsSync(`/proc/${pid}/exe`)

it('answers commands in their order, refuses what is too much, and continues', async () => {
  const subjects = createSubjects()!
  const { id } = await subjects.start()
  const replies = await Promise.all([subjects.command(id, 'map a 64K'), subjects.command(id, 'touch a 0 16')])
  expect(replies[0]).toMatchObject({ ok: 1, bytes: 65536 })
  expect(replies[1]?.['c']).toContain('a[i * 4096] = 1;')
  await expect(subjects.command(id, 'mapfile b 900M shared')).rejects.toThrow('over the budget')
  // Not by its own bookkeeping but by the kernel; addresses alone may be many.
  await expect(subjects.command(id, 'map c 2G')).rejects.toThrow('mmap')
  expect(await subjects.command(id, 'map c 2T none noreserve')).toMatchObject({ ok: 1 })
  await expect(subjects.command(id, 'nonsense')).rejects.toThrow('no such command')
  await expect(subjects.command(id, `map b ${'1'.repeat(600)}`)).rejects.toThrow('too long')
  expect(await subjects.command(id, 'unmap a 0 16')).toMatchObject({ ok: 1 })
  await subjects.dispose()
})

it('ends subjects when they are stopped, when too many run and with the host', async () => {
  const subjects = createSubjects()!
  const handles = []
  for (let count = 0; count < 5; count++) handles.push(await subjects.start())
  const [oldest, second, ...others] = handles
  await vi.waitFor(() => expect(isThere(oldest!.process.pid)).toBe(false))
  await expect(subjects.command(oldest!.id, 'hello')).rejects.toMatchObject({ failure: { kind: 'gone' } })
  expect(isThere(second!.process.pid)).toBe(true)
  await subjects.stop(second!.id)
  await vi.waitFor(() => expect(isThere(second!.process.pid)).toBe(false))
  await subjects.dispose()
  await vi.waitFor(() => expect(others.filter(({ process: { pid } }) => isThere(pid))).toEqual([]))
})

it('keeps to its number when many are wanted at once', async () => {
  const subjects = createSubjects()!
  const started = await Promise.allSettled(Array.from({ length: 20 }, () => subjects.start()))
  const kept = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value.process.pid] : []))
  await vi.waitFor(() => expect(kept.filter(isThere)).toHaveLength(4))
  for (const result of started)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ failure: { kind: 'gone' } })
  await subjects.dispose()
  await vi.waitFor(() => expect(kept.filter(isThere)).toEqual([]))
})

/** Runs commands in one subject whose budget is 16 MiB, until one is refused; gives the memory that it and its child have, kB. */
async function spend(commands: readonly string[]): Promise<{ refused: boolean; memoryKb: number }> {
  const child = spawn(findSubjectProgram()!, ['16384', folder], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let refused = false
  const pids = [child.pid!]
  for (const command of commands) {
    child.stdin.write(`${command}\n`)
    const reply = JSON.parse((await lines.next()).value as string) as { ok: number; error?: string; child?: number }
    if (reply.child !== undefined) pids.push(reply.child)
    refused ||= reply.error === 'over the budget'
  }
  // What both have of the same pages counts once.
  const memoryKb = pids.reduce((sum, pid) => {
    const text = ['status', 'smaps_rollup'].map((file) => readFileSync(`/proc/${pid}/${file}`, 'utf8')).join('')
    const kb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1])
    return sum + kb('Pss') + kb('VmPTE')
  }, 0)
  child.kill('SIGKILL')
  return { refused, memoryKb }
}

const times = (count: number, ...commands: string[]): string[] =>
  Array.from({ length: count }, (_, at) =>
    commands.map((command) => command.replace('#', 'abcdefghijklmnopqrstuvwxyz'[at]!))
  ).flat()

it.each([
  ['writing', times(20, 'map # 2M', 'touch # 0 2M')],
  [
    'reading shared memory',
    ['map a 256M rw shared', 'read a 0 256M', ...times(20, 'map # 2M rw shared', 'read # 0 2M')]
  ],
  [
    'reading so much that page tables are large',
    ['map a 1T r noreserve', 'read a 0 1G', 'read a 0 16G', 'read a 0 500G']
  ],
  ['untouched blocks of malloc', times(26, 'malloc # 4000 400')],
  ['reading one address after the other', ['map a 64M rw shared', ...times(26, 'malloc # 100K 60 touch')]],
  [
    'a child that spends as much again',
    ['map a 14M', 'touch a 0 14M', 'fork', ...times(20, 'child map # 1M', 'child touch # 0 1M')]
  ],
  ['a child and its parent in turn', ['map a 64M', 'fork', ...times(20, 'touch a 0 1M', 'child touch a 0 1M')]],
  [
    'a child, when its parent has spent half',
    ['fork', ...times(7, 'map # 1M', 'touch # 0 1M'), ...times(20, 'child map # 1M', 'child touch # 0 1M')]
  ],
  [
    'a parent, when its child has spent half',
    ['fork', ...times(7, 'child map # 1M', 'child touch # 0 1M'), ...times(20, 'map # 1M', 'touch # 0 1M')]
  ],
  ['threads', times(20, 'thread 32 64K')],
  ['huge pages', times(20, 'map # 2M', 'advise # 0 2M hugepage', 'touch # 0 4K')],
  ['addresses far from each other', ['map a 1T r noreserve', 'sparse a 1G', 'sparse a 512M']],
  ['addresses that were only promised', ['trymap a 40%', 'touch a 0 1G', ...times(20, 'touch a 0 2M')]],
  ['files in memory that are read', times(20, 'memfd # 1M', 'read # 0 1M')],
  ['files in memory', times(20, 'memfd # 1M', 'touch # 0 1M', 'unmap # 0 1M')],
  ['a library', times(12, 'dlopen', 'part a zeros', 'touch a 0 1M', 'dlclose')],
  ['a second program that spends as much again', ['spawn', ...times(20, 'child map # 1M', 'child touch # 0 1M')]]
])('has one budget for all ways to take memory: %s', async (_way, commands) => {
  const { refused, memoryKb } = await spend(commands)
  expect(refused).toBe(true)
  // What the program and its stacks have without a command is not much.
  expect(memoryKb).toBeLessThan(16384 + 3072)
})

it('touches and reads nothing outside of its areas', async () => {
  const subjects = createSubjects()!
  const { id } = await subjects.start()
  await subjects.command(id, 'map a 64K')
  for (const part of ['16 1', '0 17', '15 2', '64K 4K', '60K 8K', '18446744073709551615 2', '1 18446744073709551615']) {
    for (const verb of ['touch', 'read']) {
      await expect(subjects.command(id, `${verb} a ${part}`), part).rejects.toThrow('not inside that memory')
    }
  }
  expect(await subjects.command(id, 'touch a 15 1')).toMatchObject({ ok: 1 })
  await subjects.stop(id)
})

it('is two processes and 64 threads at most', async () => {
  const subjects = createSubjects()!
  const { id } = await subjects.start()
  await subjects.command(id, 'fork')
  await expect(subjects.command(id, 'fork')).rejects.toThrow('there is a child already')
  await expect(subjects.command(id, 'child fork')).rejects.toThrow('a child has no children of its own')
  await subjects.command(id, 'thread 32')
  await subjects.command(id, 'thread 32')
  await expect(subjects.command(id, 'thread 1')).rejects.toThrow('over the budget')
  await subjects.dispose()
})

it('has a second program as its child that is a child itself and ends with it', async () => {
  const subjects = createSubjects()!
  const { id, process: key } = await subjects.start()
  const { child, childStart } = await subjects.command(id, 'spawn')
  expect(readlinkSync(`/proc/${child}/exe`)).toBe(readlinkSync(`/proc/${key.pid}/exe`))
  expect(parseProcessStat(readFileSync(`/proc/${child}/stat`))).toMatchObject({ ppid: key.pid, startTime: childStart })
  for (const command of ['fork', 'spawn', 'child fork', 'child spawn'])
    await expect(subjects.command(id, command)).rejects.toThrow(/there is a child|no children of its own/)
  expect(await subjects.command(id, 'reap')).toMatchObject({ child: 0 })
  expect(isThere(Number(child))).toBe(false)
  const again = await subjects.command(id, 'spawn fixed')
  await subjects.dispose()
  await vi.waitFor(() => expect(isThere(Number(again['child']))).toBe(false))
})

it('reports faults, what was read, what a file holds, and why a signal came', async () => {
  const subjects = createSubjects()!
  const { id } = await subjects.start()
  const ask = (command: string): ReturnType<typeof subjects.command> => subjects.command(id, command)
  await ask('map a 64K rw shared')
  expect(await ask('read a 0 64K')).toMatchObject({ minor: 64 / 4, major: 0, value: 0, nonzero: 0 })
  expect(await ask('touch a 0 4K')).toMatchObject({ minor: 0 })
  expect(await ask('read a 0 64K')).toMatchObject({ value: 0, nonzero: 1 })
  await ask('mapfile b 64K private')
  await ask('touch b 0 64K')
  expect(await ask('read b 0 64K')).toMatchObject({ value: 1, nonzero: 16 })
  expect(await ask('filebyte b 0')).toMatchObject({ value: 70 })
  await ask('mapfile b 64K shared')
  await ask('touch b 0 64K')
  expect(await ask('filebyte b 4K')).toMatchObject({ value: 1 })
  expect(await ask('cached b')).toMatchObject({ cachedKb: 64 })
  await expect(ask('filebyte a 0')).rejects.toThrow('pread')
  await ask('map c 64K none')
  expect(await ask('read c 0 4K')).toMatchObject({ fault: 'SIGSEGV', code: 2 })
  await ask('unmap c 0 64K')
  expect(await ask('read c 0 4K')).toMatchObject({ fault: 'SIGSEGV', code: 1 })
  expect(await ask('trymap d 200T')).toMatchObject({ ok: 1, refused: 1 })
  // What was refused does not widen what may be mapped otherwise.
  await expect(ask('map e 2G')).rejects.toThrow('mmap')
  expect(await ask('below 1M')).toMatchObject({ minor: 1 })
  expect(await ask('below 100M')).toMatchObject({ fault: 'SIGSEGV', code: 1 })
  await subjects.dispose()
})

it('loads a library with its parts, and lets it go', async () => {
  const subjects = createSubjects()!
  const { id, process: key } = await subjects.start()
  const ask = (command: string): ReturnType<typeof subjects.command> => subjects.command(id, command)
  const rows = (): number => readFileSync(`/proc/${key.pid}/maps`, 'utf8').split('libpart.so').length - 1
  await expect(ask('part z zeros')).rejects.toThrow('no such part')
  await ask('dlopen')
  expect(rows()).toBeGreaterThanOrEqual(3)
  await expect(ask('dlopen')).rejects.toThrow('it is open already')
  expect(await ask('part z zeros')).toMatchObject({ bytes: 1 << 20 })
  expect(await ask('part r table')).toMatchObject({ bytes: 65536 })
  await ask('part h hole')
  expect(await ask('read h 0 64K')).toMatchObject({ fault: 'SIGSEGV' })
  expect(await ask('touch r 0 4K')).toMatchObject({ fault: 'SIGSEGV', code: 2 })
  await ask('dlclose')
  expect(rows()).toBe(0)
  await expect(ask('dlclose')).rejects.toThrow('dlclose')
  await subjects.dispose()
})

it('reports the machine’s numbers, and pages of that subject and its child only', async () => {
  const subjects = createSubjects()!
  const { id, process: key } = await subjects.start()
  const other = await subjects.start()
  const { address } = await subjects.command(id, 'map a 1M')
  await subjects.command(id, 'touch a 0 512K')
  const { child, childStart } = await subjects.command(id, 'fork')
  const range = { start: Number(address), bytes: 1 << 20 }
  const { machine, pages } = await subjects.surroundings(id, [
    { process: key, ...range },
    { process: { pid: Number(child), startTime: Number(childStart) }, ...range },
    { process: other.process, ...range },
    { process: { pid: process.pid, startTime: 1 }, ...range },
    // That number once, another process by now.
    { process: { ...key, startTime: key.startTime + 1 }, ...range }
  ])
  expect(machine['MemTotal']).toBeGreaterThan(1024)
  expect(machine['overcommit']).toBeOneOf([0, 1, 2])
  expect(pages[0]).toMatchObject({ pagesAbsent: 512 })
  expect(pages[1]).toMatchObject({ pagesAbsent: 512 })
  expect(pages.slice(2)).toEqual([null, null, null])
  await subjects.stop(id)
  await expect(subjects.surroundings(id, [])).rejects.toMatchObject({ failure: { kind: 'gone' } })
  await subjects.dispose()
})

it('leaves no folder behind, whenever it is killed', async () => {
  const before = new Set(readdirSync(tmpdir()))
  const subjects = createSubjects()!
  const { id, process: key } = await subjects.start()
  expect(await subjects.command(id, 'mapfile a 64K private')).toMatchObject({ ok: 1 })
  expect(readFileSync(`/proc/${key.pid}/maps`, 'utf8')).toMatch(/vmatlas-lesson-\w{6}\/lesson-\d+-a\.dat \(deleted\)/)
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith('vmatlas-lesson-') && !before.has(name))
  expect(left).toEqual([])
  await subjects.dispose()
})

it('notices a subject that ended by itself', async () => {
  const subjects = createSubjects()!
  const { id } = await subjects.start()
  await expect(subjects.command(id, 'exit')).rejects.toMatchObject({ failure: { kind: 'gone' } })
  await subjects.dispose()
})
