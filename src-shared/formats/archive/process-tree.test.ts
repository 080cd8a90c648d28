import { describe, expect, it } from 'vitest'
import { Budget } from '../budget.ts'
import type { ImportedProcess } from '../importer.ts'
import { pidInPath, processesOfTree, type TreeFile } from './process-tree.ts'

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

it('finds processes wherever the numbers occur, and nothing but their files', () => {
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

const MAPS = '00001000-00002000 r--p 00000000 00:00 0 \n'
const STATUS = 'Name:\tdemo\nTgid:\t42\nUid:\t1000\t1000\t1000\t1000\nVmRSS:\t 5 kB\n'
const damaged = (path: string): TreeFile => ({
  path,
  read() {
    throw new Error('its packed data is damaged')
  }
})

/** Processes of files, and the notes on those that were left out. */
function opened(files: readonly TreeFile[], budget?: Budget): { found: ImportedProcess[]; left: string[] } {
  const left: string[] = []
  const found = processesOfTree(
    files,
    () => ({ takenAt: 5, user: 'demo' }),
    (path, why) => void left.push(`${path}: ${why}`),
    budget
  )
  return { found, left }
}

describe('a process of a tree', () => {
  it('has what its files report', () => {
    const [process] = opened([
      file('proc/42/stat', '42 (demo) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 3 0 700 8192000 500\n'),
      file('proc/42/status', STATUS),
      file('proc/42/cmdline', 'demo\0-n\0'),
      file('proc/42/smaps_rollup', '0-0 ---p 0 00:00 0 [rollup]\nRss: 4 kB\n'),
      file('proc/42/cgroup', '0::/demo.slice\n'),
      file('proc/42/oom_score', '668\n'),
      file('proc/42/maps', MAPS)
    ]).found
    expect(process).toMatchObject({
      process: { pid: 42, startTime: 700 },
      name: 'demo',
      command: 'demo -n',
      uid: 1000,
      user: 'demo',
      numbers: { VmRSS: 5 },
      stat: { state: 'S', threads: 3 }
    })
    expect(process!.rollup!()).toEqual({ Rss: 4 })
    expect(Buffer.from(process!.cgroup!()!).toString()).toBe('0::/demo.slice\n')
    expect(process!.oomScore!()).toBe(668)
    expect(process!.capture()).toMatchObject({ takenAt: 5, process: { pid: 42 }, name: 'demo', status: { VmRSS: 5 } })
  })

  it('has no more than they report', () => {
    const [process] = opened([file('proc/42/maps', MAPS), file('proc/42/oom_score', '-\n')]).found
    expect(process).toMatchObject({ uid: null, stat: null, name: '', command: '' })
    expect(process).not.toHaveProperty('numbers')
    expect(process).not.toHaveProperty('title')
    expect([process!.rollup!(), process!.cgroup!(), process!.oomScore!()]).toEqual([null, null, null])
  })

  it('is none the worse for a file that can not be unpacked, unless that holds its mappings', () => {
    const whole = [file('42/status', STATUS), damaged('42/smaps_rollup'), damaged('42/cgroup'), damaged('42/oom_score')]
    const { found, left } = opened([...whole, damaged('42/stat'), damaged('42/smaps'), file('42/maps', MAPS)])
    expect(left).toEqual(['42/stat: its packed data is damaged'])
    expect([found[0]!.name, found[0]!.rollup!(), found[0]!.cgroup!(), found[0]!.oomScore!()]).toEqual([
      'demo',
      null,
      null,
      null
    ])
    expect(found[0]!.capture().table.rowCount).toBe(1)
    const [lost] = opened([...whole, damaged('42/smaps')]).found
    expect(() => lost!.capture()).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ kind: 'bad-input', target: '42/smaps' }) as object
      }) as Error
    )
  })

  it('is not a thread, and 0 is one without a number', () => {
    const found = open([
      file('proc/7/task/9/maps', MAPS),
      file('task/8/maps', MAPS),
      file('multitask/10/maps', MAPS),
      file('0/maps', MAPS),
      file('00/maps', MAPS)
    ])
    expect(found.map(({ process }) => process.pid)).toEqual([0, 10])
  })

  it('is shown by the last of files with one name', () => {
    const { found, left } = opened([file('a/7/maps', MAPS), file('b/7/maps', MAPS.repeat(2))])
    expect(found.map((process) => process.capture().table.rowCount)).toEqual([2])
    expect(left).toEqual(['b/7/maps: it is there more than once; the last one is shown'])
  })

  it.each([
    ['stat', 4096],
    ['status', 16_384],
    ['comm', 256],
    ['cmdline', 131_072]
  ])('takes of %s what a kernel may write: %i bytes', (name, most) => {
    const text = (length: number): string => 'x'.repeat(length)
    expect(opened([file(`7/${name}`, text(most))]).left).toEqual([])
    expect(opened([file(`7/${name}`, text(most + 1))]).left).toEqual([
      `7/${name}: only its first ${most} bytes are shown`
    ])
  })

  it('takes no more names and command lines than there is room for', () => {
    const files = [7, 8, 9].map((pid) => file(`${pid}/cmdline`, `demo-${pid}`))
    const room = 2 * ('demo-7'.length + 64)
    const titlesWith = (texts: number) => {
      const { found, left } = opened(files, new Budget({ texts }))
      return [found.map(({ command }) => command), left]
    }
    expect(titlesWith(room + 70)).toEqual([['demo-7', 'demo-8', 'demo-9'], []])
    expect(titlesWith(room)).toEqual([
      ['demo-7', 'demo-8', ''],
      ['9/cmdline: there is no more room for names and command lines']
    ])
    expect(titlesWith(room - 1)).toEqual([
      ['demo-7', '', ''],
      ['9/cmdline: there is no more room for names and command lines']
    ])
  })

  it('reports once that there is no room for more of them', () => {
    const files = [5, 6, 7, 8].map((pid) => file(`${pid}/maps`, MAPS))
    const { found, left } = opened([...files, file('5/comm', 'five\n')], new Budget({ processes: 2 }))
    expect(found.map(({ process, name }) => [process.pid, name])).toEqual([
      [5, 'five'],
      [6, '']
    ])
    expect(left).toEqual(['7/maps: there is no room for more processes: those from here on are left out'])
  })
})

it('which process a file belongs to, and where that lies', () => {
  expect(pidInPath('sos/proc/42/smaps')).toEqual({ folder: 'sos/proc', pid: 42, name: 'smaps' })
  expect(pidInPath('42/labels.json')).toEqual({ folder: '', pid: 42, name: 'labels.json' })
  expect(pidInPath('/42/oom_score')).toEqual({ folder: '', pid: 42, name: 'oom_score' })
  for (const path of ['42', '42/', 'x42/maps', '42/maps/x', '42/environ', '042/maps', '12345678901/maps'])
    expect(pidInPath(path)).toBeNull()
})
