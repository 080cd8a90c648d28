import { crc32, deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import type { Capture } from '../../memory/capture.ts'
import { readZip } from '../archive/zip.ts'
import { openBytes } from '../index.ts'
import { snapshotOfCaptures, type SnapshotMoment } from './snapshot-of-captures.ts'

const pack = { deflateRaw: (bytes: Uint8Array) => deflateRawSync(bytes), crc32: (bytes: Uint8Array) => crc32(bytes) }
const MAPS = '00400000-00401000 r-xp 00000000 08:02 11 /usr/bin/demo\n'
const captureOf = (changed: Partial<Capture>): Capture =>
  captureOfText(MAPS, { process: { pid: 42, startTime: 7 }, name: 'demo', command: 'demo -n', ...changed })

const packed = (moments: readonly SnapshotMoment[]): Uint8Array =>
  snapshotOfCaptures(moments, { tool: 'vmatlas test', hostName: 'here', kernel: '6.1.0', note: 'a test' }, pack)

/** Every file of a snapshot by its path. */
function filesIn(moments: readonly SnapshotMoment[]): Record<string, string> {
  const entries = readZip(packed(moments), nodeFormatContext)
  return Object.fromEntries(entries.map((entry) => [entry.path, Buffer.from(entry.read()).toString()]))
}

const filesOf = (changed: Partial<Capture>): Record<string, string> =>
  filesIn([{ takenAt: 5, note: '', captures: [captureOf(changed)] }])

it('holds the files of /proc as the kernel writes them', () => {
  const {
    'm1/42/labels.json': labels,
    'manifest.json': manifest,
    ...files
  } = filesOf({
    startStack: 0x7ffd00000010n,
    rollup: { Rss: 12, Pss_Dirty: 3 },
    status: { VmSize: 100, Threads: 3 },
    faults: { minor: 812, major: 3 },
    surroundings: { maxMapCount: 65530, limits: null, coredumpFilter: 0x33 }
  })
  const fields = (count: number): string => Array(count).fill('0').join(' ')
  expect(files).toEqual({
    'm1/42/stat': `42 (demo) S ${fields(6)} 812 0 3 ${fields(7)} 3 0 7 ${fields(5)} ${0x7ffd00000010} ${fields(24)}\n`,
    'm1/42/status': 'Name:\tdemo\nTgid:\t42\nPid:\t42\nVmSize:\t     100 kB\nThreads:\t3\n',
    'm1/42/cmdline': 'demo -n\0',
    'm1/42/maps': '00400000-00401000 r-xp 00000000 08:02 11                                 /usr/bin/demo\n',
    'm1/42/smaps_rollup':
      '00000000-00000000 ---p 00000000 00:00 0 [rollup]\nRss:                  12 kB\nPss_Dirty:             3 kB\n',
    'm1/42/coredump_filter': '00000033\n',
    'm1/42/max_map_count': '65530\n'
  })
  expect(JSON.parse(labels!)).toMatchObject({ version: 1, rows: [0] })
  expect(manifest).toMatch(/\n$/)
})

it('reports in the manifest where it comes from, and what was read when', () => {
  const event = { kind: 'mark', at: 4, count: 1, label: 'here' } as const
  const manifest = filesIn([
    { takenAt: 5, note: 'one', events: [event], captures: [captureOf({ takenAt: 6, pageSize: 16_384, user: 'demo' })] },
    {
      takenAt: null,
      note: '',
      captures: [captureOf({ takenAt: null, absent: ['offset'], cut: 'no-total', verdict: { kind: 'stable' } })]
    }
  ])['manifest.json']
  const process = { pid: 42, startTime: 7 }
  const times = { stat: 6, status: 6, cmdline: 6, maps: 6, 'labels.json': 6 }
  const common = { tool: 'vmatlas test', hostName: 'here', kernel: '6.1.0', note: 'a test' }
  expect(JSON.parse(manifest!)).toEqual({
    format: 'vmatlas-snapshot',
    version: 1,
    ...common,
    pageSize: 16_384,
    moments: [
      {
        folder: 'm1',
        takenAt: 5,
        note: 'one',
        events: [event],
        processes: [{ ...process, user: 'demo', verdict: { kind: 'still' }, files: times }]
      },
      {
        folder: 'm2',
        takenAt: null,
        note: '',
        processes: [
          { ...process, user: 'root', verdict: { kind: 'stable' }, files: {}, absent: ['offset'], cut: 'no-total' }
        ]
      }
    ]
  })
})

it.each([
  ['a process with a command line', 'demo -n', 'demo -n\0'],
  ['one whose title is its name in brackets', '[demo]', undefined],
  ['one of which nothing is known', '', undefined]
])('%s has a cmdline where it had one', (_, command, expected) => {
  expect(filesOf({ command })['m1/42/cmdline']).toBe(expected)
})

it('keeps what kind of process it is', () => {
  const { table } = captureOfText('')
  const stat = (...kinds: Capture['notes'][number]['kind'][]): string | undefined =>
    filesOf({ table, detail: 'none', notes: kinds.map((kind) => ({ kind, detail: '' })) })['m1/42/stat']
  expect(stat()).toMatch(/^42 \(demo\) S 0 0 0 0 0 0 0 /)
  expect(stat('zombie')).toMatch(/^42 \(demo\) Z 0 0 0 0 0 0 0 /)
  expect(stat('first-thread-ended')).toMatch(/^42 \(demo\) Z 0 /)
  expect(stat('kernel-thread')).toMatch(/^42 \(demo\) S 0 0 0 0 0 2097152 0 /)
  expect(Object.keys(filesOf({ table, detail: 'none', command: '' }))).toEqual([
    'manifest.json',
    'm1/42/stat',
    'm1/42/status'
  ])
})

it('no name begins another line of status', () => {
  const name = 'a\\b\nPid:\t7'
  expect(filesOf({ name })['m1/42/status']).toMatch(/^Name:\ta\\\\b\\nPid:\t7\nTgid:\t42\nPid:\t42\n/)
})

it('brings back the events of its moments', () => {
  const events = [{ kind: 'fork', at: null, count: 3, label: 'worker' }] as const
  const [first, second] = openBytes(
    packed([
      { takenAt: 1, note: '', events, captures: [captureOf({})] },
      { takenAt: 2, note: '', captures: [captureOf({})] }
    ]),
    'x.vmsnap',
    nodeFormatContext
  ).moments
  expect(first!.events).toEqual(events)
  expect(second!.events).toBeUndefined()
})
