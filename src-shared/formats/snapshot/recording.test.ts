import { describe, expect, it } from 'vitest'
import { madeZip } from '#test/support/made-archives.ts'
import { MAPS, notesOf, open, rowsOf } from '#test/support/opened-archives.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { Budget } from '../budget.ts'
import { vmsnap } from './vmsnap.ts'

interface Files {
  readonly [path: string]: string | object
}

/** A snapshot whose manifest comes first, as in every one. */
const snapshot = (manifest: object, files: Files): Uint8Array =>
  madeZip(
    Object.entries<string | object>({
      'manifest.json': { format: 'vmatlas-snapshot', version: 1, ...manifest },
      ...files
    }).map(([path, content]) => ({ path, content: typeof content === 'string' ? content : JSON.stringify(content) }))
  )
const moment = (folder: string, takenAt: number | null, more: object = {}): object => ({
  folder,
  takenAt,
  processes: [{ pid: 7, startTime: 3 }],
  ...more
})

describe('a recording', () => {
  const files = {
    'm2/7/maps': MAPS.repeat(2),
    'm2/moment.json': moment('elsewhere', 200, { note: 'second' }),
    'm1/7/maps': MAPS,
    'm1/moment.json': moment('m1', 100),
    'm3/7/maps': MAPS.repeat(3)
  }

  it('has the moments that were written whole, in order of time', () => {
    const { moments, notes } = open(snapshot({ moments: [] }, files))
    expect(
      moments.map(({ takenAt, note, processes }) => [takenAt, note, processes[0]!.capture().table.rowCount])
    ).toEqual([
      [100, '', 1],
      [200, 'second', 2]
    ])
    expect(moments.flatMap(({ events = [] }) => events)).toEqual([])
    expect(notes).toEqual([])
  })

  it('reports with its last moment how the process ended', () => {
    const endsWith = (end: object, more: Files = {}) =>
      open(snapshot({ moments: [] }, { ...files, ...more, 'end.json': end })).moments.map(({ note, events }) => [
        note,
        events
      ])
    const at = Date.UTC(2026, 0, 2, 3, 4, 5)
    const told = 'The last moment before its end at 2026-01-02T03:04:05.000Z: it was killed.'
    expect(endsWith({ at, why: 'it was killed', reason: 'signal:9' })).toEqual([
      ['', undefined],
      [`second\n${told}`, [{ kind: 'exit', at, count: 1, label: 'signal:9' }]]
    ])
    const mark = { kind: 'mark', at: 150, label: 'here' }
    const last = { 'm2/moment.json': moment('m2', 200, { events: [mark] }) }
    expect(endsWith({ at, why: 'it was killed' }, last)[1]).toEqual([
      told,
      [
        { ...mark, count: 1 },
        { kind: 'exit', at, count: 1, label: 'it was killed' }
      ]
    ])
    expect(endsWith({ why: 'nobody knows when' })[1]).toEqual(['second', []])
  })

  it('leaves out a moment that holds nothing, with a note', () => {
    const bytes = snapshot({ moments: [] }, { ...files, 'm1/moment.json': '{"folder":' })
    expect(open(bytes).moments.map(({ takenAt }) => takenAt)).toEqual([200])
    expect(notesOf(bytes)).toEqual(['m1/moment.json: it can not be read; its moment is left out'])
  })

  it('a moment that the manifest holds is not listed twice', () => {
    const bytes = snapshot({ moments: [moment('m1', 1, { note: 'as the manifest says' })] }, files)
    expect(open(bytes).moments.map(({ takenAt, note }) => [takenAt, note])).toEqual([
      [1, 'as the manifest says'],
      [200, 'second']
    ])
  })
})

describe('the manifest of a snapshot', () => {
  const maps = { 'm1/7/maps': MAPS }

  it('reports what the files do not', () => {
    const { source, moments } = open(
      snapshot(
        {
          tool: 'vmatlas 1',
          hostName: 'here',
          kernel: '6.1.0',
          pageSize: 16_384,
          bootTime: 9,
          bootId: 'b-1',
          privileged: true,
          note: 'all',
          moments: [
            moment('m1', 5, {
              processes: [
                {
                  pid: 7,
                  startTime: 3,
                  user: 'demo',
                  verdict: { kind: 'changed', rows: 2 },
                  files: { smaps: 8 },
                  absent: ['inode'],
                  cut: 'rows-left-out'
                }
              ]
            })
          ]
        },
        { 'm1/7/maps': '00004000-00008000 r--p 00000000 00:00 0 \n' }
      )
    )
    expect(source).toEqual({
      format: 'vmsnap',
      fileName: 'x',
      tool: 'vmatlas 1',
      host: 'here',
      kernel: '6.1.0',
      pageSize: 16_384,
      bootTime: 9,
      bootId: 'b-1',
      privileged: true,
      note: 'all'
    })
    const capture = moments[0]!.processes[0]!.capture()
    expect(capture).toMatchObject({
      pageSize: 16_384,
      user: 'demo',
      takenAt: 8,
      verdict: { kind: 'changed', rows: 2 },
      absent: ['inode'],
      cut: 'rows-left-out'
    })
  })

  it('may hold little: then nothing is made up', () => {
    const { source, moments } = open(snapshot({ moments: [{ folder: 'm1', processes: [] }] }, maps))
    expect(source).toMatchObject({
      host: null,
      kernel: null,
      bootTime: null,
      bootId: null,
      tool: null,
      privileged: false
    })
    expect(moments.map(({ takenAt, note }) => [takenAt, note])).toEqual([[null, '']])
    const capture = moments[0]!.processes[0]!.capture()
    expect(capture).toMatchObject({ user: null, takenAt: null, verdict: { kind: 'unchecked' }, pageSize: 4096 })
    expect('absent' in capture && capture.absent !== undefined).toBe(false)
    expect('cut' in capture).toBe(false)
  })

  it('forgives what it does not know of a process and of events', () => {
    const process = { pid: 7, startTime: 3, verdict: { kind: 'sure' }, absent: ['colour'], cut: 'by-hand' }
    const moments = [moment('m1', 1, { processes: [process], events: [{ kind: 'explosion' }] })]
    const [first] = open(snapshot({ moments }, maps)).moments
    expect(first!.events).toBeUndefined()
    expect(first!.processes[0]!.capture()).toMatchObject({ verdict: { kind: 'unchecked' } })
  })

  it.each([
    ['it is not JSON', '{', 'manifest.json is not JSON'],
    [
      'a folder is a way out',
      { format: 'vmatlas-snapshot', version: 1, moments: [moment('../m1', 1)] },
      /moments\.0\.folder/
    ],
    ['it is of no version', { format: 'vmatlas-snapshot', version: 0, moments: [] }, /version/],
    ['it holds no moment', { format: 'vmatlas-snapshot', version: 1, moments: [] }, 'it holds no moment']
  ])('is refused where %s', (_, manifest, why) => {
    const bytes = snapshot({}, { 'manifest.json': manifest, ...maps })
    expect(() => vmsnap.read(bytes, 'x', nodeFormatContext)).toThrow(why)
    // Its files are still those of /proc.
    expect(open(bytes).source.format).toBe('zip')
    expect(rowsOf(bytes)).toEqual([[7, 1]])
  })

  it('of a newer version is opened as far as it is known', () => {
    expect(notesOf(snapshot({ version: 2, moments: [moment('m1', 1)] }, maps))).toEqual([
      'made by a newer vmatlas (format 2); what is unknown here is not shown'
    ])
    expect(notesOf(snapshot({ version: 1, moments: [moment('m1', 1)] }, maps))).toEqual([])
  })

  it('may name a folder again: it is still one moment', () => {
    const bytes = snapshot({ moments: [moment('m1', 1), moment('m1', 2)] }, maps)
    expect(open(bytes).moments.map(({ processes }) => processes.length)).toEqual([1, 0])
    expect(rowsOf(bytes)).toEqual([[7, 1]])
  })

  it('may name more moments than there is room for', () => {
    const moments = ['m1', 'm2', 'm3'].map((folder, at) => moment(folder, at))
    const bytes = snapshot({ moments }, { ...maps, 'm2/7/maps': MAPS, 'm3/7/maps': MAPS })
    const opened = open(bytes, { ...nodeFormatContext, budget: new Budget({ moments: 2 }) })
    expect(opened.moments).toHaveLength(2)
    expect(opened.notes.map(({ detail }) => detail)).toEqual(['m3: there is no room for more moments'])
  })
})
