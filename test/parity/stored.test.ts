import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const CAPTURES = join(import.meta.dirname, '../fixtures/captures')
const ENTRY = join(import.meta.dirname, 'pmap-entry.ts')

/** What procps's pmap 4.0.2 printed for a process whose smaps were kept: the comparison that needs no permissions at all. */
describe('pmap on a stored capture', () => {
  it.each([
    ['sleep.pmap.txt', []],
    ['sleep.pmap-d.txt', ['-d']],
    ['sleep.pmap-x.txt', ['-x']],
    ['sleep.pmap-X.txt', ['-X']],
    ['sleep.pmap-XX.txt', ['-XX']]
  ])('prints what is in %s', (stored, options) => {
    const ours = execFileSync(process.execPath, [ENTRY, ...options, `--from=${join(CAPTURES, 'sleep.smaps')}`], {
      encoding: 'latin1',
      env: { ...process.env, LC_ALL: 'C' }
    })
    const real = readFileSync(join(CAPTURES, stored), 'latin1')
    // The title is the command line's, which smaps does not hold.
    expect(ours.split('\n').slice(1)).toEqual(real.split('\n').slice(1))
  })
})
