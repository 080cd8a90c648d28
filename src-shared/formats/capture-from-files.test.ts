import { describe, expect, it } from 'vitest'
import { rows } from '#test/support/opened-files.ts'
import { scanMappings } from '../scan/mapping-scanner.ts'
import {
  captureFromFiles,
  identityOf,
  importedProcess,
  type CaptureMeta,
  type ProcessFiles
} from './capture-from-files.ts'

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const files = (texts: Partial<Record<Exclude<keyof ProcessFiles, 'rows'>, string>>): ProcessFiles =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, bytes(text)]))

const MAPS = '00400000-00401000 r-xp 00000000 08:02 11 /usr/bin/demo\n'
const SMAPS = `${MAPS}Rss:                   4 kB\n`
const stat = (pid: number, comm: string, state = 'S'): string =>
  `${pid} (${comm}) ${state} 1 1 1 0 -1 0 812 0 3 0 0 0 0 0 20 0 3 0 700 8192000 500 0 1 1 140724603453456 0\n`
const STATUS = 'Name:\tstatus-name\nTgid:\t9\nPid:\t9\nUid:\t1000\t1000\t1000\t1000\nVmRSS:\t   4 kB\n'

const identity = (texts: Parameters<typeof files>[0], meta: CaptureMeta = {}): unknown => {
  const { pid, startTime, name, command } = identityOf(files(texts), meta)
  return [pid, startTime, name, command]
}

describe('who a process is', () => {
  it('stat reports, and what it does not report comm and status', () => {
    expect(identity({ stat: stat(8, 'stat-name'), comm: 'comm-name\n', status: STATUS })).toEqual([
      8,
      700,
      'stat-name',
      '[stat-name]'
    ])
    expect(identity({ comm: 'comm-name\n', status: STATUS })).toEqual([9, 0, 'comm-name', '[comm-name]'])
    expect(identity({ comm: 'no newline' })).toEqual([0, 0, 'no newline', '[no newline]'])
    expect(identity({ status: STATUS })).toEqual([9, 0, 'status-name', 'status-name'])
    expect(identity({})).toEqual([0, 0, '', ''])
  })

  it('its command line is its title, or its name in brackets', () => {
    expect(identity({ stat: stat(8, 'demo'), cmdline: '/usr/bin/demo\0-n\0' })).toEqual([
      8,
      700,
      'demo',
      '/usr/bin/demo -n'
    ])
    expect(identity({ stat: stat(8, 'demo'), cmdline: '' })).toEqual([8, 700, 'demo', '[demo]'])
    expect(identity({ cmdline: 'demo\0' })).toEqual([0, 0, '', 'demo'])
  })

  it('what the source knows goes before what the files report', () => {
    const meta = { pid: 5, startTime: 6, name: 'told', command: 'told -x' }
    expect(identity({ stat: stat(8, 'stat-name'), cmdline: 'demo\0', status: STATUS }, meta)).toEqual([
      5,
      6,
      'told',
      'told -x'
    ])
  })
})

describe('the mappings of a process', () => {
  const from = (texts: Parameters<typeof files>[0], meta: CaptureMeta = {}) => captureFromFiles(files(texts), meta)
  const kindsOf = ({ notes }: ReturnType<typeof from>): string[] => notes.map(({ kind }) => kind)

  it('are those of smaps, else of maps, and notes name what is missing', () => {
    const whole = from({ smaps: SMAPS, maps: MAPS + MAPS.replace('00400000-00401000', '00500000-00501000') })
    expect([whole.detail, whole.table.rowCount, kindsOf(whole)]).toEqual(['smaps', 1, []])
    const bare = from({ maps: MAPS })
    expect([bare.detail, bare.table.rowCount, kindsOf(bare)]).toEqual(['maps', 1, ['no-smaps']])
    // A script may leave an empty smaps of a process it may not look into.
    const empty = from({ smaps: '', maps: MAPS })
    expect([empty.detail, empty.table.rowCount]).toEqual(['maps', 1])
    const nothing = from({ stat: stat(8, 'demo') })
    expect(nothing.table.rowCount).toBe(0)
    expect(nothing.notes).toEqual([{ kind: 'denied', detail: 'the source holds neither smaps nor maps' }])
    expect(from({ smaps: '' }).table.rowCount).toBe(0)
  })

  it('are not missed of a process that has none', () => {
    const ended = stat(8, 'demo', 'Z')
    expect(kindsOf(from({ stat: ended, maps: '' }))).toEqual(['first-thread-ended'])
    expect(kindsOf(from({ stat: ended.replace(' 20 0 3 ', ' 20 0 1 ') }))).toEqual(['zombie'])
  })

  it('are built rows as they were built', () => {
    const built = scanMappings(bytes(SMAPS))
    const { detail, notes, table } = captureFromFiles({ rows: built, maps: bytes('') })
    expect([detail, notes, table.rowCount]).toEqual(['smaps', [], 1])
    const process = importedProcess(files({ maps: MAPS }), {}, built)
    // Whoever asks may give the columns away: the first one gets what was scanned already.
    expect([process.capture().detail, process.capture().detail]).toEqual(['smaps', 'maps'])
  })

  it('leave out what can be no mapping, with a note', () => {
    const wrong = `${MAPS}00500001-00600002 r-xp 00000000 08:02 11 /usr/bin/demo\n`
    const capture = from({ maps: wrong + MAPS.replace('00400000-00401000', '00700000-00701000') })
    expect(rows(capture)).toEqual(['400000 4 r-xp /usr/bin/demo', '700000 4 r-xp /usr/bin/demo'])
    expect(kindsOf(capture)).toContain('skipped-lines')
  })

  it('have the nodes and policies that numa_maps reports', () => {
    const { table } = from({
      maps: MAPS,
      numa_maps: '00400000 bind:0 file=/usr/bin/demo mapped=1 N0=1 kernelpagesize_kB=4\n'
    })
    expect(table.texts.map(({ name }) => name)).toEqual(['NumaNodes', 'NumaPolicy'])
    expect(from({ maps: MAPS }).table.texts).toEqual([])
  })

  it('come with what is allowed to the process, where a file reports that', () => {
    expect(from({ maps: MAPS }).surroundings).toBeUndefined()
    expect(from({ maps: MAPS, max_map_count: '65530\n' }).surroundings).toEqual({
      maxMapCount: 65_530,
      limits: null,
      coredumpFilter: null
    })
    expect(from({ maps: MAPS, coredump_filter: '00000033\n' }).surroundings).toMatchObject({ coredumpFilter: 0x33 })
    const limits =
      'Limit                     Soft Limit           Hard Limit           Units     \nMax stack size            8388608              unlimited            bytes     \n'
    expect(from({ maps: MAPS, limits }).surroundings).toMatchObject({ limits: { 'Max stack size': 8_388_608 } })
  })

  it('come with what else the files and the source report', () => {
    const told = from(
      {
        stat: stat(8, 'demo'),
        status: STATUS,
        smaps: SMAPS,
        smaps_rollup: '00400000-00401000 ---p 00000000 00:00 0 [rollup]\nRss: 4 kB\n'
      },
      { takenAt: 5, pageSize: 16_384, verdict: { kind: 'still' }, absent: ['inode'], cut: 'no-total' }
    )
    expect(told).toMatchObject({
      user: '1000',
      takenAt: 5,
      pageSize: 16_384,
      verdict: { kind: 'still' },
      absent: ['inode'],
      cut: 'no-total',
      rollup: { Rss: 4 },
      status: { VmRSS: 4 },
      faults: { minor: 812, major: 3 },
      startStack: 0x7ffd00000010n,
      cost: null
    })
    const bare = from({ maps: MAPS })
    expect(bare).toMatchObject({
      user: null,
      takenAt: null,
      pageSize: 4096,
      verdict: { kind: 'unchecked' },
      rollup: null,
      status: null,
      startStack: null
    })
    expect('cut' in bare).toBe(false)
    expect(from({ status: STATUS, maps: MAPS }, { user: 'demo' }).user).toBe('demo')
    expect(from({ status: 'Name:\tdemo\n', maps: MAPS }).user).toBeNull()
  })

  it('keep the labels that came with them, where they are of these rows', () => {
    const { classification } = from({ maps: MAPS })
    const labels = JSON.stringify({
      version: 1,
      runtimes: ['CPython 3.11'],
      evidences: classification.evidences,
      purposes: classification.purposes,
      groups: classification.groups,
      labels: [['image', 'kernel', 0, 0, 0, 'own']],
      rows: [0]
    })
    expect(from({ maps: MAPS, 'labels.json': labels }).classification).toMatchObject({
      runtimes: ['CPython 3.11'],
      isStored: true
    })
    expect(
      from({ maps: MAPS + MAPS.replace('00400000-00401000', '00500000-00501000'), 'labels.json': labels })
        .classification.isStored
    ).toBe(false)
  })
})

describe('a process that is looked at later', () => {
  it('is known before, with the numbers of status and the sums of the kernel', () => {
    const process = importedProcess(
      files({
        stat: stat(8, 'demo'),
        status: STATUS,
        maps: MAPS,
        smaps_rollup: '0-0 ---p 0 00:00 0 [rollup]\nRss: 4 kB\n'
      })
    )
    expect(process).toMatchObject({
      process: { pid: 8, startTime: 700 },
      name: 'demo',
      command: '[demo]',
      numbers: { VmRSS: 4 }
    })
    expect(process.rollup()).toEqual({ Rss: 4 })
    const bare = importedProcess(files({ maps: MAPS }))
    expect('numbers' in bare).toBe(false)
    expect(bare.rollup()).toBeNull()
  })
})
