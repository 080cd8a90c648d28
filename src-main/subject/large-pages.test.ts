import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { LESSONS } from '#shared/lesson/lessons.ts'
import { SubjectProcess } from './subject-process.ts'
import { findSubjectProgram } from './subject-program.ts'

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../build/compile-programs.mjs')])
})

it('carries out the commands of all lessons where pages are 64 KiB', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-pages-'))
  const sources = join(import.meta.dirname, 'program')
  const program = join(folder, 'subject')
  // The same program with a C library that reports larger pages.
  writeFileSync(join(folder, 'pages.c'), 'long large_pages(int name) { (void)name; return 65536; }\n')
  const files = readdirSync(sources).filter((name) => name.endsWith('.c'))
  const paths = [...files.map((name) => join(sources, name)), join(folder, 'pages.c')]
  execFileSync('cc', ['-Dsysconf=large_pages', '-o', program, ...paths, '-lpthread', '-ldl'])
  copyFileSync(join(dirname(findSubjectProgram()!), 'libpart.so'), join(folder, 'libpart.so'))
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
