import { expect, it } from 'vitest'
import { first, fixture, open, rows } from '#test/support/opened-files.ts'

it('opens an hs_err file', () => {
  const capture = first(fixture('jvm.hs-err.txt'))
  expect(capture).toMatchObject({ name: 'java', detail: 'maps' })
  expect(capture.process.pid).toBeGreaterThan(1)
  expect(rows(capture).some((row) => row.endsWith('libjvm.so'))).toBe(true)
  expect(open(fixture('jvm.hs-err.txt')).notes).toEqual([])
})
