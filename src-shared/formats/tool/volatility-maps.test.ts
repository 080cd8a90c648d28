import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { cell, first, listed, open, processesOf, rows } from '#test/support/opened-files.ts'

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

it('Volatility 3 reports names, decimal devices, and what became of a file that was written', () => {
  const text =
    'PID\tProcess\tStart\tEnd\tFlags\tPgOff\tMajor\tMinor\tInode\tFile Path\tFile output\n\n' +
    '1\tinit\t0x400000\t0x409000\tr-x\t0x2000\t8\t17\t167245\t/sbin/my init\tDisabled\n' +
    '1\tinit\t0x600000\t0x601000\trw-\t0x0\t0\t0\t0\tAnonymous Mapping\tDisabled\n' +
    '1\tinit\t0x700000\t0x701000\trw-\t0x0\t0\t0\t0\t-\tError outputting file\n' +
    '12\tWeb Content\t0x400000\t0x401000\tr--\t0x0\t254\t0\t9\t/lib/x.so\tpid.12.vma.0x400000-0x401000.dmp\n'
  expect(listed(text)).toEqual([
    [1, 'init', 'init', ['400000 36 r-xp /sbin/my init', '600000 4 rw-p ', '700000 4 rw-p ']],
    [12, 'Web Content', 'Web Content', ['400000 4 r--p /lib/x.so']]
  ])
  const columns = (at: number): unknown[] =>
    ['Offset', 'Device', 'Inode'].map((id) => cell(processesOf(text)[at]!.capture(), id, 0))
  expect([columns(0), columns(1)]).toEqual([
    ['00002000', '08:11', '167245'],
    ['00000000', 'fe:00', '9']
  ])
  expect(open(text).notes.map(({ kind }) => kind)).toEqual(['limit'])
})

it('Volatility: a damaged row is listed as left out', () => {
  const text = `${TEXT}       1 0x0000000000700000 0x0000000000600000 rw- 0x0 0 0 0 /b\n`
  expect(open(text).notes.map(({ line }) => line)).toEqual([null, 3])
})
