import { expect, it } from 'vitest'
import { open, processesOf, rows } from '#test/support/opened-files.ts'

const line = (sign: string, range: string, name: string): string => `${sign}${range} rw-p 00000000 00:00 0 ${name}\n`
const DIFF =
  '--- before\n+++ after\n@@ -1,2 +1,2 @@\n' +
  line(' ', '1000-2000', '/a') +
  line('-', '5000-6000', '[heap]') +
  line('+', '5000-8000', '[heap]')

it('diff -u of two readings is two moments', () => {
  expect(open(DIFF).moments).toHaveLength(2)
  expect([0, 1].map((moment) => rows(processesOf(DIFF, moment)[0]!.capture()))).toEqual([
    ['1000 4 rw-p /a', '5000 4 rw-p [heap]'],
    ['1000 4 rw-p /a', '5000 12 rw-p [heap]']
  ])
})

it('a list without the headings of a difference is none', () => {
  expect(open(DIFF.split('\n').slice(3).join('\n')).source.format).not.toBe(open(DIFF).source.format)
})
