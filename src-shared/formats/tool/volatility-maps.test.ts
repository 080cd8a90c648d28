import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, processesOf, rows } from '#test/support/opened-files.ts'

const TEXT = SAMPLES['volatility.txt'] ?? ''

it('linux_proc_maps of Volatility: processes by their number, sharing is not reported', () => {
  const text = `${TEXT}       7 0x0000000000600000 0x0000000000601000 rw-                   0x0      0      0          0 \n`
  expect(open(text).source.format).toBe('volatility')
  expect(processesOf(text).map(({ process }) => process.pid)).toEqual([1, 7])
  expect(processesOf(text).map((process) => rows(process.capture()))).toEqual([
    ['400000 36 r-xp /sbin/init'],
    ['600000 4 rw-p ']
  ])
  expect(first(text).absent).toEqual(['sharing'])
})
