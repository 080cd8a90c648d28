import { expect, it } from 'vitest'
import { processesOfTree, type TreeFile } from './process-tree.ts'

const file = (path: string, content: string): TreeFile => ({ path, read: () => Buffer.from(content, 'latin1') })
const open = (files: readonly TreeFile[]) =>
  processesOfTree(
    files,
    () => ({}),
    () => undefined
  )

it('keeps the bytes of a command line that is not UTF-8', () => {
  const [found] = open([file('proc/42/stat', '42 (a) S 1\n'), file('proc/42/cmdline', 'a\0\xff\xfe\0')])
  expect(Buffer.from(found?.title ?? []).toString('latin1')).toBe('a \xff\xfe')
  expect(found?.command).toBe('a ��')
})

it('finds processes wherever the numbers stand, and nothing but their files', () => {
  const maps = '00001000-00002000 r--p 00000000 00:00 0 \n'
  const found = open([
    file('sosreport-x/proc/7/maps', maps),
    file('../../etc/8/maps', maps),
    file('/9/maps', maps),
    file('proc/7/environ', 'SECRET=1'),
    file('proc/07/maps', maps),
    file('proc/99999999999/maps', maps),
    file('proc/self/maps', maps)
  ])
  expect(found.map(({ process }) => process.pid)).toEqual([7, 8, 9])
  expect(found.map((process) => process.capture().table.rowCount)).toEqual([1, 1, 1])
})
