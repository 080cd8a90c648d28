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

it('crash: each flag of a mapping is a permission of its own; the prompt ends a list', () => {
  const flags = ['0', '1', '2', '4', '8', '8000875', 'f']
  const text = [
    'PID: 812      TASK: ffff8801b5f2a1c0  CPU: 3   COMMAND: "bash"',
    '      VMA           START       END     FLAGS FILE',
    ...flags.map((bits, at) => `ffff8801b5f2a1c0    40${at}000    40${at + 1}000 ${bits} /bin/bash `),
    'ffff8801b5f2a1c0    500000    4ff000 8000875 /bin/bash',
    'crash> vm',
    'ffff8801b5f2a1c0    600000    601000 8000875 /bin/bash',
    ''
  ].join('\n')
  expect(rows(first(text)).map((row) => row.split(' ').slice(2).join(' '))).toEqual([
    '---p /bin/bash',
    'r--p /bin/bash',
    '-w-p /bin/bash',
    '--xp /bin/bash',
    '---s /bin/bash',
    'r-xp /bin/bash',
    'rwxs /bin/bash'
  ])
  expect(open(text).notes.map(({ kind, line }) => [kind, line])).toEqual([['line', 10]])
})

it('crash: a list without the line of its process is a process without a number', () => {
  const text = '      VMA           START       END     FLAGS FILE\nffff8801b5f2a1c0    400000    401000 875\n'
  expect(processesOf(text).map(({ process, name }) => [process.pid, name])).toEqual([[0, 'file']])
  expect(rows(first(text))).toEqual(['400000 4 r-xp '])
})

it('crash: a row that can be no mapping is listed', () => {
  const row = (start: string, end: string): string => `ffff8801b5f2a1c0    ${start}    ${end} 875\n`
  const text = `      VMA           START       END     FLAGS FILE\n${row('300000', '301000')}${row('310010', '311000')}${row('320000', '321000')}${row('330000', '331000')}${row('340000', '341000')}`
  expect(open(text).notes.map(({ line }) => line)).toEqual([3])
  expect(rows(first(text))).toHaveLength(4)
})
