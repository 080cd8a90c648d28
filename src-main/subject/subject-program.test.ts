import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { answersHello, findSubjectProgram } from './subject-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-hello-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('takes the subject that was compiled here', () => {
  expect(findSubjectProgram()).toMatch(/\/subject\/subject$/)
})

it.each([
  // What the loader prints on an older system.
  ['ends at once', '#!/bin/sh\necho "libc.so.6: version \'GLIBC_2.38\' not found" >&2\nexit 1\n'],
  ['prints something else', '#!/bin/sh\necho hello\n'],
  ['is no program of this machine', '\u007fELF']
])('does not announce lessons with one that %s', (_name, text) => {
  const program = join(folder, crypto.randomUUID())
  writeFileSync(program, text, { mode: 0o755 })
  expect(answersHello(program)).toBe(false)
})
