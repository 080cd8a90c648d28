import { describe, expect, it } from 'vitest'
import { Budget } from '../budget.ts'
import { plainSource, type Imported, type SkippedNote } from '../importer.ts'
import { rows } from '#test/support/opened-files.ts'
import { importTree } from './import-tree.ts'
import type { TreeFile } from './process-tree.ts'

const MAPS = '00001000-00002000 r--p 00000000 00:00 0 \n'
const file = (path: string, text = ''): TreeFile => ({ path, read: () => Buffer.from(text) })
const opened = (more: Partial<Imported> = {}): Imported => ({
  source: plainSource('pmap-text', 'inner'),
  moments: [{ takenAt: 5, processes: [] }],
  notes: [],
  ...more
})
/** What becomes of files that mirror no /proc. */
function imported(files: readonly TreeFile[], openFile: (bytes: Uint8Array, name: string) => Imported | string | null) {
  const notes: SkippedNote[] = []
  return importTree(files, 'zip', 'x.zip', notes, { openFile, budget: new Budget() })
}
const details = ({ notes }: Imported): string[] => notes.map(({ detail }) => detail)

describe('copies of one process', () => {
  it('are moments, each with its own processes, with pages as large as the source reports', () => {
    const files = [
      file('t1/7/maps', MAPS),
      file('t1/8/maps', MAPS),
      file('t2/7/maps', MAPS.repeat(2).replace('00001000-00002000', '00000000-00001000')),
      file('vmatlas-capture', 'time=1700000000\npagesize=16384\n')
    ]
    const { moments } = importTree(files, 'zip', 'x.zip', [])
    expect(
      moments.map(({ note, takenAt, processes }) => [note, takenAt, processes.map(({ process }) => process.pid)])
    ).toEqual([
      ['t1', 1_700_000_000_000, [7, 8]],
      ['t2', 1_700_000_000_000, [7]]
    ])
    expect(moments[0]!.processes[0]!.capture().pageSize).toBe(16384)
  })

  it('in one folder, or of other processes, are one moment', () => {
    const files = [file('a/7/maps', MAPS), file('b/8/maps', MAPS), file('a/9/maps', MAPS)]
    const { moments } = importTree(files, 'zip', 'x.zip', [])
    expect(
      moments.map(({ note, processes }) => [
        note,
        processes.map(({ process, capture }) => [process.pid, rows(capture()).length])
      ])
    ).toEqual([
      [
        '',
        [
          [7, 1],
          [8, 1],
          [9, 1]
        ]
      ]
    ])
  })
})

describe('files that are no processes', () => {
  it('are opened each as what it would be alone, with its notes by its path', () => {
    const found = imported([file('a.txt'), file('b.txt'), file('c.txt'), file('d.txt')], (_, name) => {
      if (name === 'b.txt') return 'it is packed by xz'
      if (name === 'c.txt') return null
      const notes: SkippedNote[] = [
        { kind: 'line', line: 7, detail: 'a row' },
        { kind: 'file', line: null, detail: 'cut off' }
      ]
      if (name === 'd.txt')
        return opened({
          moments: [
            { takenAt: 6, note: 'first', processes: [] },
            { takenAt: 7, note: '', processes: [] }
          ]
        })
      return opened({ notes })
    })
    expect(found.moments.map(({ takenAt, note }) => [takenAt, note])).toEqual([
      [5, 'a.txt'],
      [6, 'd.txt: first'],
      [7, 'd.txt']
    ])
    expect(details(found)).toEqual(['a.txt: line 7: a row', 'a.txt: cut off', 'b.txt: it is packed by xz'])
    expect(found.source).toMatchObject({ format: 'zip', fileName: 'x.zip' })
  })

  it('of which one can’t be read leave the others', () => {
    const broken: TreeFile = {
      path: 'a.txt',
      read() {
        throw new Error('it is encrypted')
      }
    }
    const found = imported([broken, file('b.txt')], () => opened())
    expect(found.moments).toHaveLength(1)
    expect(details(found)).toEqual(['a.txt: it is encrypted'])
  })

  it('report what is known of the machine where there is one only', () => {
    const host = (name: string): Imported => opened({ source: { ...plainSource('vmsnap', 'inner'), host: name } })
    expect(imported([file('a')], () => host('web-1')).source).toMatchObject({
      format: 'zip',
      fileName: 'x.zip',
      host: 'web-1'
    })
    expect(imported([file('a'), file('b')], () => host('web-1')).source.host).toBeNull()
  })

  it('are tried while there is room, and that there is no more is noted once', () => {
    const notes: SkippedNote[] = []
    const budget = new Budget({ tried: 10 })
    const asked: string[] = []
    const openFile = (_: Uint8Array, name: string): Imported => {
      asked.push(name)
      budget.takeAll('tried', 6)
      return opened()
    }
    const files = ['a', 'b', 'c', 'd'].map((path) => file(path))
    importTree(files, 'zip', 'x.zip', notes, { openFile, budget })
    expect(asked).toEqual(['a', 'b'])
    expect(notes.map(({ detail }) => detail)).toEqual([expect.stringMatching(/^c: there is no room for more files/)])
  })

  it('are two thousand at most', () => {
    const files = Array.from({ length: 2001 }, (_, at) => file(`f${at}`))
    const found = imported(files, (_, name) => (name === 'f1999' || name === 'f2000' ? opened() : null))
    expect(found.moments.map(({ note }) => note)).toEqual(['f1999'])
    expect(details(found)).toEqual(['f2000: more than 2000 files: those from here on are left out'])
    expect(details(imported(files.slice(1), () => opened()))).toEqual([])
  })

  it('are listed as skipped where nothing can open them', () => {
    const none = 'it holds no process of /proc (PID/maps or PID/smaps)'
    const messageOf = (...files: readonly TreeFile[]): string => {
      try {
        importTree(files, 'zip', 'x.zip', [])
      } catch (error) {
        return (error as Error).message
      }
      return ''
    }
    expect(messageOf(file('a.txt'))).toMatch(new RegExp(`${none.replace(/[()]/g, '.')}$`))
    for (const name of ['a.tar', 'a.TGZ', 'b/c.zst', 'x.7z']) {
      expect(messageOf(file('a.txt'), file(name))).toContain(`${none}; it holds an archive, ${name}: unpack that first`)
    }
    expect(messageOf(file('tar'), file('a.tar.txt'))).toMatch(/smaps\)$/)
  })
})
