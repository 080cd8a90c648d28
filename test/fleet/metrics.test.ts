import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openMetrics, type MetricGroup } from '#shared/fleet/metrics.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'

const CLI = join(import.meta.dirname, '../../src-main/cli.ts')

/** promtool of Debian's package `prometheus` reads what node_exporter's textfile collector reads, and knows the conventions of names. */
function promtool(text: string): { status: number | null; said: string } {
  const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: text,
    encoding: 'utf8'
  })
  if (error !== undefined) throw new Error('promtool is missing: install the package prometheus', { cause: error })
  return { status, said: stdout + stderr }
}

const TEXT =
  '10000000-10002000 r-xp 00000000 08:01 7 /usr/lib/libx.so\nSize: 8 kB\nRss: 8 kB\nPss: 4 kB\nAnonymous: 0 kB\nSwap: 0 kB\n' +
  '20000000-20004000 rw-p 00000000 00:00 0 [heap]\nSize: 16 kB\nRss: 12 kB\nPss: 12 kB\nAnonymous: 12 kB\nSwap: 4 kB\n'

/** As many purposes as there are rows, with hostile names. */
function withPurposes(owner: string): Capture {
  const capture = captureOfText(TEXT)
  const purposes = [
    { key: 'code', owner: '', values: {} },
    { key: 'heap', owner, values: {} }
  ]
  return {
    ...capture,
    classification: { ...capture.classification, purpose: Uint32Array.of(0, 1), purposes }
  }
}

function written(groups: readonly MetricGroup[]): string {
  let text = ''
  openMetrics(groups, 'program', (more) => (text += more))
  return text
}

it('writes what promtool accepts, of this machine', () => {
  const { status, stdout } = spawnSync(process.execPath, [CLI, 'metrics', String(process.pid), '--by', 'program'], {
    encoding: 'utf8'
  })
  expect(status).toBe(0)
  expect(stdout).toMatch(/^vmatlas_pss_bytes\{program=".+",category="heap"\} [1-9]\d*$/m)
  expect(promtool(stdout)).toEqual({ status: 0, said: '' })
})

it('writes what promtool accepts, whatever programs call themselves', () => {
  const names = ['a"b', 'back\\slash', 'two\nlines', '\u001b[2J', '}', '名前', '\ud800', '', 'x'.repeat(5000)]
  const text = written(names.map((name) => ({ name, captures: [withPurposes(name)] })))
  expect(promtool(text)).toEqual({ status: 0, said: '' })
  expect(text.match(/^vmatlas_processes\{/gm)).toHaveLength(names.length)
})

it('sums by purpose and owner, bounded', () => {
  const text = written([{ name: 'p', captures: [withPurposes('glibc 2.36'), withPurposes('glibc 2.36')] }])
  expect(text).toContain('vmatlas_purpose_pss_bytes{program="p",purpose="heap",owner="glibc 2.36"} 24576\n')
  expect(text).toContain('vmatlas_purpose_anonymous_bytes{program="p",purpose="heap",owner="glibc 2.36"} 32768\n')
  const many = Array.from({ length: 100 }, (_, at) => withPurposes(`owner ${at}`))
  const bounded = written([{ name: 'p', captures: many }])
  expect(bounded.match(/^vmatlas_purpose_pss_bytes\{/gm)).toHaveLength(20)
  expect(bounded).toContain('purpose="(others)"')
})
