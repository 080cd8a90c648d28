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
