import { expect, test } from 'vitest'
import { compareCaptures } from '#shared/compare/compare-captures.ts'
import { comparedCapture } from '#shared/compare/compared-capture.ts'
import { mappingName } from '#shared/memory/mapping-table.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import maps from '../../../test/support/captures/sleep.maps?raw'
import smaps from '../../../test/support/captures/sleep.smaps?raw'
import { helpCards } from './help-cards.ts'
import { rowOfStart } from '#shared/memory/rows-by-start.ts'
import { mappingFacts } from './mapping-facts.ts'

const capture = captureOfText(smaps)

function rowNamed(end: string): number {
  for (let row = 0; row < capture.table.rowCount; row++) {
    if (mappingName(capture.table, row).endsWith(end)) return row
  }
  throw new Error(`no ${end}`)
}

test('a library: its file, its permissions, its numbers as the kernel printed them', () => {
  const row = rowNamed('/libc.so.6')
  const facts = mappingFacts(capture, row)
  const line = smaps.split('\n').find((each) => each.endsWith('/libc.so.6'))!
  expect(line.startsWith(`${facts.start}-${facts.end} ${facts.perms} `)).toBe(true)
  expect(line.split(/\s+/)[3]).toBe(facts.device)
  expect(line.split(/\s+/)[4]).toBe(facts.inode)
  expect(facts).toMatchObject({ allowed: 'r', category: 'image', backing: 'file', isSharedKind: false, offset: '0x0' })
  const block = smaps.slice(smaps.indexOf(line)).split('\n').slice(1, 24)
  for (const field of facts.fields) {
    const suffix = field.unit === 'kB' ? ' kB' : ''
    expect(block.map((each) => each.replace(/:\s+/, ': '))).toContain(`${field.name}: ${field.value}${suffix}`)
    expect(field.entry, field.name).toBeDefined()
  }
})

test('what the kernel made is not a file, though it has an inode', () => {
  const of = (name: string): string =>
    mappingFacts(captureOfText(`7f0000000000-7f0000001000 rw-s 00000000 00:0f 77 ${name}`), 0).backing
  expect(['socket:[9]', 'anon_inode:[io_uring]', '/secretmem (deleted)', '/srv/pool'].map(of)).toEqual([
    'special',
    'special',
    'special',
    'file'
  ])
})

test('the command shows exactly the lines of this mapping', () => {
  const facts = mappingFacts(capture, rowNamed('[stack]'))
  const lines = Number(/-A (\d+) /.exec(facts.commands[1]!)?.[1])
  const all = smaps.split('\n')
  const at = all.findIndex((line) => line.startsWith(`${facts.start}-`))
  expect(all[at + lines]).toMatch(/^VmFlags:/)
  expect(facts.flags.map((flag) => flag.letters)).toContain('gd')
})

test('maps has no numbers: they are null', () => {
  const facts = mappingFacts(captureOfText(maps), 0)
  expect(facts.fields).toEqual([])
  expect(facts.flags).toEqual([])
  expect(facts.commands[1]).toBe(`grep '^${facts.start}-' /proc/4711/maps`)
})

test('a mapping is found by its start address, and a missing one is not', () => {
  const row = rowNamed('[heap]')
  expect(rowOfStart(capture.table, parseInt(mappingFacts(capture, row).start ?? '', 16))).toBe(row)
  expect(rowOfStart(capture.table, 4096)).toBe(-1)
})

test('help cards concern this process only', () => {
  const keys = helpCards(capture).map((card) => card.key)
  expect(keys).toContain('rssSum')
  expect(keys).not.toContain('huge')
  expect(keys).not.toContain('swap')
  expect(helpCards(captureOfText(maps)).map((card) => card.key)).toEqual(['merged'])
})

test('what happened to a mapping since a compared moment', () => {
  const other = smaps.replace(/^([0-9a-f]+-[0-9a-f]+) r--p/m, '$1 rw-p')
  const compared = comparedCapture(compareCaptures(captureOfText(smaps), captureOfText(other)))
  expect(mappingFacts(compared, 0).change).toEqual({ word: 'permissions', permsBefore: 'r--p', deltas: [] })
  expect(mappingFacts(compared, 1).change).toBeNull()
  const grown = smaps.replace(/^Rss: +(\d+) kB$/m, (_, kb: string) => `Rss: ${Number(kb) + 8} kB`)
  const larger = comparedCapture(compareCaptures(captureOfText(smaps), captureOfText(grown)))
  expect(mappingFacts(larger, 0).change).toEqual({
    word: 'numbers',
    permsBefore: null,
    deltas: [{ metric: 'rss', kb: 8 }]
  })
  expect(mappingFacts(capture, 0).change).toBeNull()
})
