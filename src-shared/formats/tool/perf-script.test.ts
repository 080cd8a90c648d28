import { expect, it } from 'vitest'
import { first, fixture, open, processesOf, rows } from '#test/support/opened-files.ts'
import type { Capture } from '../../memory/capture.ts'
import { columnsById } from '../../memory/columns.ts'

const cell = (capture: Capture, id: string, row: number): string | null | undefined =>
  columnsById(capture.table, [id])[0]?.text(capture, row, { style: 'wide', fullPath: true })

it('perf script: what was mapped last, of the program that was begun last', () => {
  const capture = first(fixture('waiting.perf-script.txt'))
  expect(capture).toMatchObject({ name: 'waiting', process: { pid: 19278 } })
  expect(rows(capture)).toEqual([
    '55c491e2d000 4 r-xp /tmp/demo/waiting',
    '7f462e8a7000 1368 r-xp /usr/lib/x86_64-linux-gnu/libc.so.6',
    '7f462ea76000 8 r-xp [vdso]',
    '7f462ea79000 152 r-xp /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'
  ])
  expect([cell(capture, 'Device', 0), cell(capture, 'Inode', 0)]).toEqual(['fe:00', '4653080'])
  expect(open(fixture('waiting.perf-script.txt')).notes[0]?.detail).toContain('executable ones only')
  const events =
    ' a 7 1.0: PERF_RECORD_MMAP2 7/7: [0x1000(0x1000) @ 0 <4c1bd9a6a3e5>]: r-xp /bin/a\n' +
    ' a 7 2.0: PERF_RECORD_MMAP2 7/7: [0x1000(0x2000) @ 0x3000 fd:01 7 1]: rw-p //anon\n' +
    ' a 8 3.0: PERF_RECORD_MMAP 8/8: [0x5000(0x1000) @ 0]: x /bin/b\n'
  expect(processesOf(events).map((process) => rows(process.capture()))).toEqual([
    ['1000 8 rw-p '],
    ['5000 4 r--p /bin/b']
  ])
  expect(processesOf(events)[1]?.capture().absent).toEqual(['perms', 'device', 'inode'])
})
