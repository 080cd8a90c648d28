import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it, vi } from 'vitest'
import { LESSONS } from '#shared/lesson/lessons.ts'
import { SubjectProcess } from './subject-process.ts'
import { createSubjects } from './subjects.ts'

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../build/compile-programs.mjs')])
})

const isThere = (pid: number): boolean => existsSync(`/proc/${pid}/exe`)

it('answers commands in their order, refuses what is too much, and goes on', async () => {
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

it('leaves no folder behind', async () => {
  const subjects = createSubjects()!
  const { id, process: key } = await subjects.start()
  const folder = readFileSync(`/proc/${key.pid}/cmdline`, 'utf8').split('\0')[2] ?? ''
  expect(existsSync(folder)).toBe(true)
  await subjects.stop(id)
  expect(existsSync(folder)).toBe(false)
})

it('tells of a subject that ended by itself', async () => {
  const subjects = createSubjects()!
  const { id } = await subjects.start()
  await expect(subjects.command(id, 'exit')).rejects.toMatchObject({ failure: { kind: 'gone' } })
  await subjects.dispose()
})

it('carries out the commands of all lessons where pages are 64 KiB', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-pages-'))
  const sources = join(import.meta.dirname, 'program')
  const program = join(folder, 'subject')
  // The same program, told by the C library that pages are larger.
  writeFileSync(join(folder, 'pages.c'), 'long large_pages(int name) { (void)name; return 65536; }\n')
  const files = readdirSync(sources).filter((name) => name.endsWith('.c'))
  const paths = [...files.map((name) => join(sources, name)), join(folder, 'pages.c')]
  execFileSync('cc', ['-Dsysconf=large_pages', '-o', program, ...paths, '-lpthread'])
  for (const lesson of LESSONS) {
    const subject = await SubjectProcess.start(program)
    expect(await subject.command('hello')).toMatchObject({ page: 65536 })
    for (const command of lesson.steps.flatMap(({ commands }) => commands)) {
      expect(await subject.command(command), `${lesson.id}: ${command}`).toMatchObject({ ok: 1 })
    }
    subject.stop()
  }
  rmSync(folder, { recursive: true })
})
