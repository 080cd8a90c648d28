import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compareCaptures } from '#shared/compare/compare-captures.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { recordedIo } from '#test/support/command-io.ts'
import { compare } from './compare.ts'
import { comparisonJson, comparisonText } from './support/compare-text.ts'

const row = (range: string, rss: number, name: string): string =>
  `${range} rw-p 00000000 00:00 0 ${name}\nRss: ${rss} kB\n`
const before = captureOfText(row('1000-5000', 4, '[heap]') + row('9000-a000', 4, '/tmp/a\nb'.replace('\n', '\u001b')))
const after = captureOfText(row('1000-9000', 28, '[heap]') + row('20000-30000', 0, ''))

async function run(...args: string[]): Promise<{ status: number; errors: string }> {
  const { io, complained } = recordedIo()
  const status = await compare(args, io)
  return { status, errors: complained() }
}

it('prints what grew most, every change and the sums', () => {
  const text = comparisonText(compareCaptures(before, after), false)
  expect(text).toContain('Grew most: [heap], +24.0 KiB resident'.replace('24.0', '24'))
  expect(text).toMatch(/0000000000001000\s+\+16\s+\+24 grew {5}rw-p\s+\[heap\]/)
  expect(text).toMatch(/0000000000020000\s+\+64\s+0 appeared rw-p\s+\[ anon \]/)
  expect(text).toMatch(/0000000000009000\s+-4\s+-4 vanished/)
  expect(text).not.toContain('\u001b')
})

it('does not call a mapping the same whose pages are others', () => {
  const later = captureOfText(row('1000-5000', 8, '[heap]') + row('9000-a000', 4, '/tmp/a\u001bb'))
  const text = comparisonText(compareCaptures(before, later), false)
  expect(text).toContain('1 same, 1 changed')
  expect(text).toMatch(/0000000000001000\s+0\s+\+4 changed/)
})

it('gives the same as JSON', () => {
  const value = JSON.parse(comparisonJson(compareCaptures(before, after))) as { counts: Record<string, number> }
  expect(value.counts).toMatchObject({ grew: 1, appeared: 1, vanished: 1 })
})

it('reports what is wrong with its arguments and ends with 2', async () => {
  expect(await run('one')).toMatchObject({ status: 2, errors: expect.stringContaining('give two of') as string })
  expect(await run('/nowhere', '1')).toMatchObject({ status: 2, errors: expect.stringContaining('/nowhere') as string })
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-'))
  const file = join(folder, 'two.txt')
  writeFileSync(file, '1:   a\n0000000000400000      4K r-x-- a\n2:   b\n0000000000400000      8K r-x-- b\n')
  try {
    expect((await run(file, file)).errors).toContain('say which')
    expect((await run(`${file}:1`, `${file}:1`)).status).toBe(0)
    expect((await run(`${file}:1`, `${file}:2`)).status).toBe(1)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
