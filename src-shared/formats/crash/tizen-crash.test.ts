import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'
import { tizenCrash } from './tizen-crash.ts'

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

it('has the program by its path, where that is given', () => {
  const { name, command } = first(`Executable File Path: /usr/bin/demo \n${TEXT}`)
  expect([name, command]).toEqual(['demo', '/usr/bin/demo'])
})

it('is known by its heading and its rows together', () => {
  const sure = (text: string): number => tizenCrash.detect(Buffer.from(text), 'file')
  const [heading, row] = ['Maps Information\n', 'ef6c3000 ef6ce000 r-xp /usr/lib/liba.so\n']
  expect([sure(heading + row), sure(heading), sure(row), sure(`${heading.trim()} of it\n${row}`)]).toEqual([
    0.97, 0, 0, 0
  ])
})

it('lists what it lacks; names end where their letters do; a row that ends before it begins is none', () => {
  const odd =
    'Process Name: my demo \nMaps Information\nef6c3000 ef6ce000 r-xp /usr/lib/a b.so \nef6ce000 ef6c3000 r-xp /x\nf8a5e000 f9138000 rw-p\n'
  expect(first(odd)).toMatchObject({ name: 'my demo', process: { pid: 0 } })
  expect(rows(first(odd))).toEqual(['ef6c3000 44 r-xp /usr/lib/a b.so', 'f8a5e000 7016 rw-p '])
  expect(open(odd).notes).toEqual([
    {
      kind: 'limit',
      line: null,
      detail: 'the report has neither offsets nor devices, and may leave out mappings without a name'
    }
  ])
})
