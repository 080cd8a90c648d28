import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'

const sample = (name: string): string => SAMPLES[name] ?? ''

it.each(['radare.txt', 'radare-1.txt'])('radare2: %s', (file) => {
  const own = rows(first(sample(file)))
  expect([own[0], own.at(-1)]).toEqual(['400000 4 r-xp /tmp/a.out', '7ffffffde000 132 rw-p [stack]'])
  expect(open(sample(file)).notes).toEqual([])
})

it('radare2 numbers what has no name', () => {
  expect(rows(first(sample('radare.txt')))[1]).toBe('7ffff7fcb000 8 rw-p ')
})

it('each prompt begins a list of its own', () => {
  const prompt = (at: string): string => `[0x${at}]> dm\n`
  const row = (start: string): string => `0x${start}000 - 0x${start}fff - usr     4K s r-x /tmp/a.out\n`
  const line = (start: string, end: string): string =>
    `0x${start} - 0x${end} - usr     4K s r-x /tmp/a.out /tmp/a.out\n`
  const text = prompt('00401000') + line('400000', '401000') + prompt('00601000') + line('600000', '601000')
  expect(open(text).moments.map(({ processes }) => rows(processes[0]!.capture()))).toEqual([
    ['400000 4 r-xp /tmp/a.out'],
    ['600000 4 r-xp /tmp/a.out']
  ])
  expect(open(text).notes).toEqual([])
  // What is no range of pages is listed as left out.
  const good = line('400000', '401000') + line('401000', '402000')
  expect(open(good + row('500')).notes.map(({ line: number }) => number)).toEqual([3])
})
