import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { cell, first, open, processesOf, rows } from '#test/support/opened-files.ts'

const TEXT = SAMPLES['criu.txt'] ?? ''

it('the log of CRIU: permissions are numbers, files too', () => {
  expect(open(TEXT).source.format).toBe('criu-log')
  expect(rows(first(TEXT))).toEqual(['55ac6b25c000 48 r--p …/file 1 of CRIU', '55ac6c070000 4 ---p [heap]'])
  expect(open(TEXT).notes.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['limit', expect.stringContaining('not by their names')]
  ])
})

it('its other lines are nothing that was lost', () => {
  const text = `(00.157000) Collecting mappings (pid: 812)\n${TEXT}(00.159000) ----------\n`
  expect(rows(first(text))).toEqual(rows(first(TEXT)))
  expect(open(text).notes.map(({ kind }) => kind)).toEqual(['limit'])
})

const row = (range: string, prot: string, more: string): string => `(00.158062) ${range} (4K) prot ${prot} ${more}\n`

it('permissions, offset and file of a row are in its bits and words', () => {
  const text =
    row('0x1000-0x2000', '0x5', 'flags 0x2 fdflags 0 st 0x41 off 0xc000 reg fp  shmid: 0x1f') +
    row('0x2000-0x3000', '0x3', 'flags 0x1 st 0x81 off 0 reg  fs shmid: 0x2') +
    row('0x3000-0x4000', '0x1', 'flags 0x22 st 0x1001 off 0 reg vvar ap  shmid: 0') +
    row('0x4000-0x5000', '0x7', 'flags 0x22 st 0x201 off 0 reg ap  shmid: 0')
  expect(rows(first(text))).toEqual([
    '1000 4 r-xp …/file 1f of CRIU',
    '2000 4 rw-s …/file 2 of CRIU',
    '3000 4 r--p [vvar]',
    '4000 4 rwxp '
  ])
  expect([0, 1].map((at) => cell(first(text), 'Offset', at))).toEqual(['0000c000', '00000000'])
  expect(open(text).notes.map(({ kind }) => kind)).toEqual(['limit'])
})

it('the number of the process is above its list', () => {
  const list = (heading: string, start: string): string =>
    `(00.157000) ${heading}\n${row(`0x${start}-0x9000`, '0x1', 'flags 0x2 st 0x1 off 0 reg ap  shmid: 0')}`
  const text = list('Dumping VMAs (pid: 812)', '1000') + list('Collecting mappings (pid: 813)', '2000')
  expect(processesOf(text).map(({ process, capture }) => [process.pid, rows(capture())[0]?.slice(0, 4)])).toEqual([
    [812, '1000'],
    [813, '2000']
  ])
})

it('a row that is damaged is listed as left out', () => {
  const backwards = row('0x9000-0x8000', '0x1', 'flags 0x2 st 0x1 off 0 reg ap  shmid: 0')
  expect(open(`${TEXT}${backwards}`).notes.map(({ kind, line }) => [kind, line])).toEqual([
    ['limit', null],
    ['line', 3]
  ])
})
