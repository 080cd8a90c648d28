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

/** What each side holds, and whether rows of it may be missing. */
const sides = (text: string): unknown[] =>
  open(text).moments.map(({ note, processes }) => {
    const capture = processes[0]!.capture()
    return [note, rows(capture), capture.cut ?? null]
  })
const HEADING = '--- before\n+++ after\n'
const CONTEXT = ['1000-2000', '2000-3000', '3000-4000'].map((range) => line(' ', range, '/a')).join('')

it('between two parts of it, and before the first one, rows are left out', () => {
  const text =
    `${HEADING}@@ -1,2 +1,3 @@\n${line(' ', '1000-2000', '/a')}${line('+', '5000-8000', '[heap]')}` +
    `@@ -40,2 +41,1 @@ where it is\n${line('-', '9000-a000', '/z')}`
  expect(sides(text)).toEqual([
    ['before', ['1000 4 rw-p /a', '9000 4 rw-p /z'], 'rows-left-out'],
    ['after', ['1000 4 rw-p /a', '5000 12 rw-p [heap]'], 'rows-left-out']
  ])
  for (const [from, cut] of [
    ['1', null],
    ['2', 'rows-left-out']
  ] as const)
    expect(sides(DIFF.replace('@@ -1,', `@@ -${from},`)).map((side) => (side as unknown[])[2])).toEqual([cut, cut])
})

it('where it ends in all the lines of context that there are by default, more of the file may follow', () => {
  const changed = line('-', '1000-2000', '/x')
  const cutOf = (text: string): unknown => (sides(`${HEADING}@@ -1,4 +1,3 @@\n${text}`)[1] as unknown[])[2]
  expect(cutOf(changed + CONTEXT)).toBe('rows-left-out')
  expect(cutOf(`${changed}${CONTEXT}\n`)).toBe('rows-left-out')
  expect(cutOf(changed + CONTEXT.split('\n').slice(0, 2).join('\n'))).toBeNull()
  expect(cutOf(CONTEXT + changed)).toBeNull()
  // Nothing lies behind the last mapping of a process.
  const last = line(' ', 'ffffffffff600000-ffffffffff601000', '[vsyscall]')
  expect(cutOf(changed + CONTEXT + last)).toBeNull()
  expect(cutOf(`${changed}${CONTEXT}${last} \n`)).toBeNull()
})

it('what is around the parts is no line of the files', () => {
  const text = `diff -u before after\nindex 1..2\n${HEADING}@@ -1,2 +1,2 @@\n${line(' ', '1000-2000', '/a')}${line('+', '5000-8000', '[heap]')}\\ No newline at end of file\n`
  const [before, after] = sides(text)
  expect(before).toEqual(['before', ['1000 4 rw-p /a'], null])
  expect(after).toEqual(['after', ['1000 4 rw-p /a', '5000 12 rw-p [heap]'], null])
  expect(open(text).notes).toEqual([])
  // Before the first part there are none, whatever they begin with.
  expect(sides(line('+', '9000-a000', '/z') + text)).toEqual(sides(text))
})

it('a side without mappings is no moment, and damaged lines are listed', () => {
  const text = `${HEADING}@@ -0,0 +1,2 @@\n${line('+', '5000-8000', '[heap]')}+00009000-0000zzzz rw-p 00000000 00:00 0\n`
  expect(sides(text)).toEqual([['after', ['5000 12 rw-p [heap]'], null]])
  expect(open(text).notes).toMatchObject([{ kind: 'line', line: 2 }])
})

it('a difference of something else is refused', () => {
  const text = `${HEADING}@@ -1,2 +1,2 @@\n-hello\n+world\n`
  const refused: unknown = (() => {
    try {
      return open(text)
    } catch (error) {
      return (error as { failure: unknown }).failure
    }
  })()
  expect(refused).toEqual({ kind: 'bad-input', target: 'file', detail: 'this diff shows no mappings' })
})
