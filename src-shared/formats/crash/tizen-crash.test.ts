import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'

const TEXT = SAMPLES['tizen.txt'] ?? ''

it("a crash report of Tizen: the process, and its maps without what they don't report", () => {
  expect(open(TEXT).source.format).toBe('tizen-crash')
  expect(first(TEXT).process.pid).toBe(42)
  expect(rows(first(TEXT))[0]).toBe('ef6c3000 44 r-xp /usr/lib/liba.so')
  expect(first(TEXT).absent).toContain('offset')
})

it('takes the rows of a list that was cut off before its end', () => {
  const cut = TEXT.slice(0, TEXT.indexOf('End of Maps'))
  expect(rows(first(cut))).toEqual(rows(first(TEXT)))
})
