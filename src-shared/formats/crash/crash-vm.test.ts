import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, processesOf, rows } from '#test/support/opened-files.ts'

const sample = (name: string): string => SAMPLES[name] ?? ''

it('crash: permissions are reported as flags of the kernel, processes one after the other', () => {
  const text = sample('crash.txt') + sample('crash.txt').replaceAll('812', '813')
  const found = processesOf(text)
  expect(found.map(({ process, name }) => [process.pid, name])).toEqual([
    [812, 'bash'],
    [813, 'bash']
  ])
  expect(rows(found[0]!.capture())).toEqual(['400000 856 r-xp /bin/bash', '6df000 20 rw-s '])
  expect(first(text).absent).toEqual(['offset', 'device', 'inode'])
  expect(open(text).notes).toEqual([])
})
