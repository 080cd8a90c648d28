import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { processKeyText } from '../memory/process-key.ts'
import type { Capture } from '../memory/capture.ts'
import { batchOfRow, fieldColumnName, type ColumnCells, type ColumnValue, type FleetTable } from './columns.ts'
import { mappingTableOf } from './mapping-rows.ts'
import { labelsOfNote, type FleetMoment } from './moments.ts'
import { machineTableOf, processSums, processTableOf } from './process-rows.ts'
import { u64BigInt } from '../memory/u64-column.ts'

const TEXT = `10000000-10002000 r-xp 00001000 08:01 7                          /usr/lib/libx.so
Size:                  8 kB
Rss:                   8 kB
Pss:                   4 kB
Private_Clean:         2 kB
Private_Dirty:         1 kB
Shared_Dirty:          3 kB
Anonymous:             0 kB
Swap:                  0 kB
VmFlags: rd ex mr
20000000-20004000 rw-p 00000000 00:00 0                          [heap]
Size:                 16 kB
Rss:                  12 kB
Pss:                  12 kB
Private_Clean:         0 kB
Private_Dirty:        12 kB
Shared_Dirty:          0 kB
Anonymous:            12 kB
Swap:                  4 kB
VmFlags: rd wr
`
const CAPTURE = captureOfText(TEXT, { status: { VmRSS: 21, VmPTE: 36, Threads: 3 } })
const MOMENT: FleetMoment = {
  host: 'h',
  bootId: 'b',
  kernel: '6.1',
  bootTime: 1000,
  takenAt: 5000,
  file: 'f.vmsnap',
  labels: new Map([['service', 'web']]),
  memory: { MemTotal: 1000, Hugetlb: 0 },
  cgroups: new Map([[processKeyText(CAPTURE.process), '/system.slice/cron.service']]),
  captures: [CAPTURE]
}

function valueAt(cells: ColumnCells, row: number): ColumnValue {
  switch (cells.kind) {
    case 'same':
      return cells.value
    case 'coded':
      return cells.valueOf(Number(cells.codes[row]))
    case 'u64':
      return u64BigInt(cells.column, row)
    case 'numbers':
      if (cells.missing !== null && (cells.missing[row >> 3]! & (1 << (row & 7))) !== 0) return null
      return Number(cells.values[row * cells.stride])
  }
}

/** The rows of a table as objects, in order. */
function rowsOf({ batches }: FleetTable): Record<string, ColumnValue>[] {
  return [...batches].flatMap(({ rowCount, cells }) =>
    Array.from({ length: rowCount }, (_, row) =>
      Object.fromEntries([...cells].map(([{ name }, each]) => [name, valueAt(each, row)]))
    )
  )
}

const IDENTITY = {
  host: 'h',
  boot_id: 'b',
  boot_time: 1000,
  kernel: '6.1',
  taken_at: 5000,
  source_file: 'f.vmsnap',
  pid: 4711,
  start_ticks: 100,
  program: 'sleep',
  command: 'sleep 100',
  user_name: 'root',
  cgroup: '/system.slice/cron.service',
  unit: 'cron.service',
  container: null,
  pod: null,
  label_service: 'web'
}

describe('a row a process', () => {
  it('has what is known of machine, moment and process, and its sums', () => {
    expect(rowsOf(processTableOf([MOMENT]))).toEqual([
      {
        ...IDENTITY,
        mappings: 2,
        size_kb: 24,
        rss_kb: 20,
        pss_kb: 16,
        uss_kb: 15,
        swap_kb: 4,
        dirty_kb: 16,
        anonymous_kb: 16,
        vm_size_kb: null,
        vm_rss_kb: 21,
        rss_anon_kb: null,
        rss_file_kb: null,
        rss_shmem_kb: null,
        vm_swap_kb: null,
        vm_pte_kb: 36,
        threads: 3
      }
    ])
    expect(
      processTableOf([])
        .columns.map(({ name }) => name)
        .slice(0, 3)
    ).toEqual(['host', 'boot_id', 'boot_time'])
  })

  it('has null for what nothing shows', () => {
    const bare = { ...CAPTURE, process: { pid: 0, startTime: 0 }, status: null, user: null }
    const [row] = rowsOf(
      processTableOf([{ ...MOMENT, host: null, cgroups: new Map(), labels: new Map(), captures: [bare] }])
    )
    expect(row).toMatchObject({
      host: null,
      pid: null,
      start_ticks: null,
      user_name: null,
      cgroup: null,
      unit: null,
      threads: null
    })
    expect(row).not.toHaveProperty('label_service')
  })

  it('takes the sum of PSS from the kernel where it is there, which rounds each mapping down', () => {
    expect(processSums({ ...CAPTURE, rollup: { Pss: 17, Rss: 99 } })).toMatchObject({ pss: 17, rss: 20 })
    expect(processSums({ ...CAPTURE, rollup: { Rss: 99 } }).pss).toBe(16)
  })

  it('of a process that may not be read has no sum and no count', () => {
    const denied: Capture = { ...captureOfText(''), notes: [{ kind: 'denied', detail: 'smaps' }] }
    const [row] = rowsOf(processTableOf([{ ...MOMENT, captures: [denied] }]))
    expect(row).toMatchObject({ mappings: null, size_kb: null, pss_kb: null })
    const ended: Capture = { ...captureOfText(''), notes: [{ kind: 'zombie', detail: '' }] }
    expect(rowsOf(processTableOf([{ ...MOMENT, captures: [ended] }]))[0]).toMatchObject({
      mappings: 0,
      size_kb: 0,
      pss_kb: 0
    })
  })
})

describe('a row a machine', () => {
  it('has sums of the processes that could be read, and the machine’s own numbers', () => {
    const denied: Capture = { ...CAPTURE, notes: [{ kind: 'denied', detail: 'smaps' }] }
    const [row] = rowsOf(machineTableOf([{ ...MOMENT, captures: [CAPTURE, denied, CAPTURE] }]))
    expect(row).toMatchObject({
      host: 'h',
      boot_id: 'b',
      boot_time: 1000,
      kernel: '6.1',
      taken_at: 5000,
      source_file: 'f.vmsnap',
      processes: 3,
      processes_unread: 1,
      pss_kb: 32,
      swap_kb: 8,
      mem_total_kb: 1000,
      mem_free_kb: null,
      hugetlb_kb: 0,
      label_service: 'web'
    })
    const [unread] = rowsOf(machineTableOf([{ ...MOMENT, memory: null, captures: [denied] }]))
    expect(unread).toMatchObject({ processes: 1, processes_unread: 1, pss_kb: null, swap_kb: null, mem_total_kb: null })
    expect(rowsOf(machineTableOf([]))).toEqual([])
  })
})

describe('a row a mapping', () => {
  const mappings = (more: Partial<Capture> = {}): Record<string, ColumnValue>[] =>
    rowsOf(mappingTableOf([{ ...MOMENT, captures: [{ ...CAPTURE, ...more }] }]))

  it('has the columns of the kernel, what it is for, and whose it is', () => {
    const [library, heap] = mappings()
    expect(library).toEqual({
      ...IDENTITY,
      start_address: 0x10000000n,
      end_address: 0x10002000n,
      mapping_kb: 8,
      perms: 'r-xp',
      file_offset: 0x1000n,
      device: '08:01',
      inode: 7n,
      name: '/usr/lib/libx.so',
      category: 'image',
      purpose: 'module',
      owner: null,
      confidence: 'inferred',
      flags: ['rd', 'ex', 'mr'],
      size_kb: 8,
      rss_kb: 8,
      pss_kb: 4,
      private_clean_kb: 2,
      private_dirty_kb: 1,
      shared_dirty_kb: 3,
      anonymous_kb: 0,
      swap_kb: 0
    })
    expect(heap).toMatchObject({ mapping_kb: 16, size_kb: 16, rss_kb: 12, category: 'heap', name: '[heap]', inode: 0n })
  })

  it('has null for the columns that a source lacks', () => {
    const lacking = (...absent: NonNullable<Capture['absent']>): string[] =>
      Object.entries(mappings({ absent })[0]!).flatMap(([name, value]) => (value === null ? [name] : []))
    const usual = ['container', 'pod', 'owner']
    expect(lacking()).toEqual(usual)
    expect(lacking('address')).toEqual(expect.arrayContaining([...usual, 'start_address', 'end_address']))
    expect(lacking('perms')).toHaveLength(4)
    expect(lacking('perms', 'offset', 'device', 'inode').sort()).toEqual(
      [...usual, 'perms', 'file_offset', 'device', 'inode'].sort()
    )
  })

  it('has no flags where the kernel reported none, and no value where a line is missing', () => {
    const row = '1000-2000 rw-p 00000000 00:00 0 \n'
    const rows = rowsOf(
      mappingTableOf([
        { ...MOMENT, captures: [captureOfText(`${row}Rss: 4 kB\nVmFlags: rd\n${row.replaceAll('000-', '001-')}`)] },
        { ...MOMENT, captures: [captureOfText(row)] }
      ])
    )
    expect(rows.map(({ flags, rss_kb: rss }) => [flags, rss])).toEqual([
      [['rd'], 4],
      [null, null],
      [null, undefined]
    ])
  })

  it('lets no field of a kernel take the name of a column of ours', () => {
    const text =
      '1000-2000 rw-p 00000000 00:00 0 \nRss: 4 kB\nPid:            7\nMapping: 9 kB\nLabel_x: 1\nName2: 3 kB\n'
    const [row] = rowsOf(mappingTableOf([{ ...MOMENT, captures: [captureOfText(text)] }]))
    expect(row).toMatchObject({ pid: 4711, mapping_kb: 4, rss_kb: 4, name2_kb: 3 })
    expect(row).not.toHaveProperty('label_x')
  })

  it('has one column for a field of all captures', () => {
    const { batches } = mappingTableOf([MOMENT, MOMENT])
    const columns = [...batches].map(({ cells }) => [...cells.keys()].find(({ name }) => name === 'rss_kb'))
    expect(columns[0]).toEqual({ name: 'rss_kb', type: 'int' })
    expect(columns[0]).toBe(columns[1])
  })
})

describe('columns', () => {
  it('of one row have its values in order, and null for what is not given', () => {
    const columns = [
      { name: 'a', type: 'int' },
      { name: 'b', type: 'text' }
    ] as const
    const { rowCount, cells } = batchOfRow(columns, [7])
    expect([rowCount, ...cells.values()]).toEqual([1, { kind: 'same', value: 7 }, { kind: 'same', value: null }])
  })

  it('have names of small letters, digits and underscores', () => {
    expect(fieldColumnName('Shmem-Huge.Pages2MiB', 'none')).toBe('shmem_huge_pages2_mi_b')
    expect(fieldColumnName('KSM', 'kB')).toBe('ksm_kb')
    expect(fieldColumnName('THPeligible', 'kB')).toBe('thp_eligible_kb')
  })
})

it('labels are words of a note with a small name and a value', () => {
  const labels = (note: string): [string, string][] => [...labelsOfNote(note)]
  expect(labels('a=1\tb_2=x=y')).toEqual([
    ['a', '1'],
    ['b_2', 'x=y']
  ])
  expect(labels('x.a=1 A=2 1a=3 =4 b=')).toEqual([])
  expect(labels(`${'n'.repeat(40)}=1 ${'n'.repeat(41)}=2`)).toEqual([['n'.repeat(40), '1']])
  expect(labels(`a=${'v'.repeat(201)}`)).toEqual([['a', 'v'.repeat(200)]])
  expect(labels(`${' '.repeat(9_997)}a=1 b=2`)).toEqual([['a', '1']])
  expect(labels('a=1 a=2')).toEqual([['a', '2']])
})
