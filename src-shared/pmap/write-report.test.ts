import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { parseAddressRange } from '../memory/address-range.ts'
import { ByteWriter } from './byte-writer.ts'
import type { PmapFormat } from './options.ts'
import type { Report, ReportOptions } from './report.ts'
import { rowsInRange } from './rows-in-range.ts'
import { writeReport, writeTitle } from './write-report.ts'

const CAPTURES = join(import.meta.dirname, '../../test/fixtures/captures')
const read = (name: string): string => readFileSync(join(CAPTURES, name), 'latin1')
const { table } = captureOfText(read('sleep.smaps'))
/** stat's field 28 lies in the stack. */
const SLEEP: Report = { table, startStack: 0x7ffd4568f000n, shmMinor: null }
const USUAL: ReportOptions = {
  isQuiet: false,
  isFullPath: false,
  usesKernelNames: false,
  range: null,
  rules: { isUtf8: false, isTerminal: false }
}

function printed(write: (out: ByteWriter) => void): string {
  let text = ''
  const out = new ByteWriter((bytes) => (text += new TextDecoder('latin1').decode(bytes)))
  write(out)
  out.flush()
  return text
}
const report = (format: PmapFormat, more: Partial<ReportOptions> = {}, of = SLEEP, columns: string[] = []): string =>
  printed((out) => writeReport(format, of, { ...USUAL, ...more }, new Set(columns), out))

describe("pmap's text of a stored process", () => {
  it.each([
    ['default', 'sleep.pmap.txt'],
    ['d', 'sleep.pmap-d.txt'],
    ['x', 'sleep.pmap-x.txt'],
    ['X', 'sleep.pmap-X.txt'],
    ['XX', 'sleep.pmap-XX.txt']
  ] as const)('%s is what pmap printed, to the byte', (format, stored) => {
    const real = read(stored)
    expect(report(format)).toBe(real.slice(real.indexOf('\n') + 1))
  })

  it.each(['default', 'd', 'x', 'X', 'XX'] as const)('%s, quiet, has the same rows and nothing else', (format) => {
    // Without headers, columns are as wide as their numbers.
    const wordsOf = (text: string): string[] => text.split('\n').map((line) => line.trim().replace(/ +/g, ' '))
    const rows = wordsOf(report(format))
    const quiet = wordsOf(report(format, { isQuiet: true }))
    const [first, last] = [rows.indexOf(quiet[0]!), rows.indexOf(quiet.at(-2)!)]
    expect(quiet.slice(0, -1)).toEqual(rows.slice(first, last + 1))
    expect(quiet).toHaveLength(table.rowCount + 1)
  })

  it('has the rows of a range, and sums of those', () => {
    const range = parseAddressRange('555a688d5000,555a688d7000')!
    expect([...rowsInRange(table, range)!]).toEqual([0, 1])
    expect(rowsInRange(table, null)).toBeNull()
    const lines = report('x', { range }).split('\n')
    expect(lines).toHaveLength(6)
    expect(lines[1]).toMatch(/^0000555a688d5000 {7}8 {7}8 /)
    expect(lines[4]).toMatch(/^total kB {14}28 {6}28 /)
  })

  it('has whole paths with -p', () => {
    expect(report('x')).not.toContain('/sleep')
    expect(report('x', { isFullPath: true })).toContain(' /')
  })

  it('has the columns of a configuration file', () => {
    const head = report('rc', {}, SLEEP, ['Rss', 'Perm', 'Nothing']).split('\n')[0]!
    expect(head.trim().split(/ +/)).toEqual(['Address', 'Perm', 'Rss'])
  })
})

describe('a process without mappings', () => {
  const empty: Report = { table: captureOfText('').table, startStack: null, shmMinor: null }

  it('has headers and sums of nothing', () => {
    expect(report('x', {}, empty)).toContain('total kB')
    expect(report('x', { isQuiet: true }, empty)).toBe('')
  })
})

describe('the title', () => {
  const title = (pid: number, words: string, isUtf8 = true): string =>
    printed((out) => writeTitle(pid, new TextEncoder().encode(words), { isUtf8, isTerminal: false }, out))

  it('is the number and the command, and a question mark for an unknown number', () => {
    expect(title(42, 'sleep 300')).toBe('42:   sleep 300\n')
    expect(title(0, 'sleep 300')).toBe('?:   sleep 300\n')
    expect(title(42, 'a\tb')).toBe('42:   a?b\n')
  })
})
