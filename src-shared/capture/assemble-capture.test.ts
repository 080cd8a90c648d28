import { describe, expect, it } from 'vitest'
import { classify } from '../classify/classify.ts'
import { scanMappings } from '../scan/mapping-scanner.ts'
import { parseProcessStat, type ProcessStat } from '../scan/process-stat.ts'
import { parseProcessStatus } from '../scan/process-status.ts'
import { assembleCapture, notesOfState, threadsOf, type CaptureParts } from './assemble-capture.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A stat line with some of its fields changed, by their numbers in proc_pid_stat(5). */
function statWith(fields: Readonly<Record<number, string>> = {}): ProcessStat {
  const values = Array.from({ length: 52 }, () => '0')
  const all: Record<number, string> = { 1: '4711', 2: '(sleep)', 3: 'S', 20: '1', 22: '100', ...fields }
  for (const [number, value] of Object.entries(all)) values[Number(number) - 1] = value
  return parseProcessStat(bytes(values.join(' ')))!
}

const SMAPS = `10000-20000 rw-p 00000000 00:00 0                  [heap]
Rss:    8 kB
7ffc0000-7ffd0000 rw-p 00000000 00:00 0            [stack]
Rss:    4 kB
7fff0000-7fff1000 r-xp 00000000 00:00 0            [vdso]
`
const rowsOf = (text: string): CaptureParts['rows'] => scanMappings(bytes(text))

const PARTS: CaptureParts = {
  process: { pid: 4711, startTime: 100 },
  name: 'sleep',
  command: 'sleep 100',
  user: 'root',
  stat: null,
  status: null,
  rollup: null,
  rows: rowsOf(SMAPS),
  detailWithoutRows: 'smaps',
  notes: [],
  takenAt: 1000,
  pageSize: 4096,
  verdict: { kind: 'still' },
  cost: null
}
const capture = (more: Partial<CaptureParts> = {}): ReturnType<typeof assembleCapture> =>
  assembleCapture({ ...PARTS, ...more })

describe('a capture', () => {
  it('has what was read, and nothing of what no source has', () => {
    const { table, classification, ...rest } = capture()
    expect(table).toBe(PARTS.rows!.table)
    expect(classification).toEqual(classify(table))
    expect(rest).toStrictEqual({
      process: { pid: 4711, startTime: 100 },
      name: 'sleep',
      command: 'sleep 100',
      user: 'root',
      takenAt: 1000,
      detail: 'smaps',
      rollup: null,
      status: null,
      startStack: 0x7ffcffffn,
      shmMinor: null,
      pageSize: 4096,
      verdict: { kind: 'still' },
      cost: null,
      notes: []
    })
  })

  it('has what some sources add', () => {
    const surroundings = { maxMapCount: 65_530, limits: null, coredumpFilter: null }
    expect(capture({ surroundings, absent: ['inode'] })).toMatchObject({ surroundings, absent: ['inode'] })
    expect(capture({ rollup: bytes('0-1 ---p 0 00:00 0 [rollup]\nRss:    12 kB\n') }).rollup).toEqual({ Rss: 12 })
    expect(capture({ status: parseProcessStatus(bytes('VmRSS:\t  12 kB\nThreads:\t3\n')) }).status).toEqual({
      VmRSS: 12,
      Threads: 3
    })
  })

  it('has the detail of its rows, and without a row what its reader reports', () => {
    expect(capture({ rows: rowsOf('1000-2000 r--p 00000000 00:00 0 \n') }).detail).toBe('maps')
    expect(capture({ rows: rowsOf('') }).detail).toBe('smaps')
    expect(capture({ rows: null }).detail).toBe('smaps')
    expect(capture({ rows: null, detailWithoutRows: 'maps' }).detail).toBe('maps')
    expect(capture({ rows: null })).toMatchObject({ table: { rowCount: 0 }, notes: [] })
  })

  it('counts page faults only where some are known', () => {
    expect(capture({ stat: statWith({ 10: '7', 12: '2' }) }).faults).toEqual({ minor: 7, major: 2 })
    expect(capture({ stat: statWith({ 12: '2' }) }).faults).toEqual({ minor: 0, major: 2 })
    expect(capture({ stat: statWith() })).not.toHaveProperty('faults')
  })

  it('takes the start of the stack from stat, else from the last mapping that the kernel calls so', () => {
    expect(capture({ stat: statWith({ 28: '2147221504' }) }).startStack).toBe(0x7ffc0000n)
    expect(capture({ stat: statWith() }).startStack).toBe(0x7ffcffffn)
    const two = '1000-2000 rw-p 00000000 00:00 0 [stack]\n3000-4000 rw-p 00000000 00:00 0 [stack]\n'
    expect(capture({ rows: rowsOf(two) }).startStack).toBe(0x3fffn)
    expect(capture({ rows: rowsOf('0-1000 rw-p 00000000 00:00 0 [stack]\n') }).startStack).toBe(0xfffn)
    expect(capture({ rows: rowsOf('1000-2000 rw-p 00000000 00:00 0 [heap]\n') }).startStack).toBeNull()
  })

  it('has notes of its state, of where it was cut, of its reader and of skipped lines, in this order', () => {
    const { notes, cut } = capture({
      stat: statWith({ 3: 'Z' }),
      cut: 'rows-left-out',
      notes: [{ kind: 'denied', detail: 'smaps' }],
      rows: rowsOf('nonsense\n1000-2000 r--p 00000000 00:00 0 \n')
    })
    expect(notes.map(({ kind }) => kind)).toEqual(['zombie', 'rows-left-out', 'denied', 'skipped-lines'])
    expect(notes[1]!.detail).toBe('')
    expect(cut).toBe('rows-left-out')
  })
})

describe('the labels of a capture', () => {
  const LOOKING = { depth: 'files', couldLookInside: null, cost: null, cut: [] } as const
  /** What the last row is taken for. */
  const evidence = (text: string, more: Partial<CaptureParts> = {}): string => {
    const { classification, table } = capture({ rows: rowsOf(text), ...more })
    return classification.evidences[classification.evidence[table.rowCount - 1]!]!.key
  }

  it('are those that came with the mappings', () => {
    const { table } = PARTS.rows!
    const classification = { ...classify(table), isStored: true }
    const made = capture({ labels: (given) => (given === table ? { classification, looking: LOOKING } : null) })
    expect(made.classification).toBe(classification)
    expect(made.looking).toBe(LOOKING)
    expect(capture({ labels: () => null }).classification).toEqual(classify(table))
  })

  it('are made of what is known besides the mappings', () => {
    const unnamed = '1000-2000 rw-p 00000000 00:00 0 \n'
    expect([evidence(unnamed), evidence(unnamed, { areNamesKnown: false })]).toEqual(['anonymous', 'name-unknown'])
    const program = '1000-2000 r-xp 00000000 08:01 7                  /srv/x\n'
    expect([evidence(program), evidence(program, { program: '/srv/x' })]).toEqual(['module', 'program'])
    const stack = '1000-2000 ---p 00000000 00:00 0 \n2000-802000 rw-p 00000000 00:00 0 \n'
    const threads = (count: number): Partial<CaptureParts> => ({
      status: parseProcessStatus(bytes(`Threads:\t${count}\n`))
    })
    expect([evidence(stack), evidence(stack, threads(2)), evidence(stack, threads(1))]).toEqual([
      'thread-stack-size',
      'thread-stack-size',
      'anonymous'
    ])
  })

  it('do not call a mapping shared or private where the source does not report it', () => {
    const memfd = '1000-2000 rw-s 00000000 00:01 7                  /memfd:x (deleted)\n'
    expect(evidence(memfd)).toBe('memfd')
    expect(evidence(memfd, { absent: ['inode'] })).toBe('memfd')
    expect(evidence(memfd, { absent: ['perms'] })).toBe('shared-object')
    expect(evidence(memfd, { absent: ['sharing'] })).toBe('shared-object')
  })
})

describe('the state of a process', () => {
  const kinds = (fields: Readonly<Record<number, string>>): string[] =>
    notesOfState(statWith(fields)).map(({ kind }) => kind)

  it('reports why there are no mappings', () => {
    expect(notesOfState(null)).toEqual([])
    expect(kinds({})).toEqual([])
    expect(kinds({ 9: String(0x200000) })).toEqual(['kernel-thread'])
    expect(notesOfState(statWith({ 9: String(0x200000) }))[0]!.detail).toBe('')
    expect([kinds({ 3: 'Z' }), kinds({ 3: 'X' })]).toEqual([['zombie'], ['zombie']])
    expect(notesOfState(statWith({ 3: 'Z' }))[0]!.detail).toBe('')
    expect(kinds({ 3: 'Z', 20: '2' })).toEqual(['first-thread-ended'])
  })

  it('reports the threads where it reports them', () => {
    expect(threadsOf(null)).toBeNull()
    expect(threadsOf(parseProcessStatus(bytes('Name:\tx\n')))).toBeNull()
    expect(threadsOf(parseProcessStatus(bytes('Threads:\t3\n')))).toBe(3)
  })
})
