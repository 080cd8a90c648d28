import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { wholeLabel } from '#test/support/made-mappings.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { purposeOf } from '../memory/purpose.ts'
import { whatWords } from '../memory/purpose-words.ts'
import { classify } from './classify.ts'
import { label, type Label } from './label.ts'
import { NOTHING_OBSERVED, type Span } from './observed.ts'

const KB = 1024
const START = 0x7f0000000000
const POOL = label('runtime', 'inferred', 'python-pool', { purpose: 'python-objects', depth: 'inside' })
const BLOCK = label('heap', 'inferred', 'malloc-chunk', { purpose: 'malloc-block', depth: 'inside' })

const span = (fromKb: number, toKb: number, own: Label, residentKb?: number): Span => ({
  start: START + fromKb * KB,
  end: START + toKb * KB,
  label: own,
  ...(residentKb === undefined ? {} : { residentBytes: residentKb * KB })
})
/** One mapping of so many kB, of which so many are in memory. */
function tableOf(kb: number, residentKb: number | null, perms = 'rw-p'): MappingTable {
  const range = `${START.toString(16)}-${(START + kb * KB).toString(16)}`
  const rss = residentKb === null ? '' : `Size: ${kb} kB\nRss: ${residentKb} kB\n`
  return captureOfText(`${range} ${perms} 00000000 00:00 0 \n${rss}`).table
}
const labelled = (table: MappingTable, spans: readonly Span[]) =>
  classify(table, { ...NOTHING_OBSERVED, isInside: true, spans })
const words = (table: MappingTable, ...spans: readonly Span[]): string => whatWords(labelled(table, spans), 0)
/** Key, share and pieces in kB of each part. */
function partsOf(table: MappingTable, ...spans: readonly Span[]) {
  return purposeOf(labelled(table, spans), 0).shares!.map(({ purpose, share, ranges }) => [
    purpose.key,
    share,
    ...ranges.map(([from, to]) => `${from / KB}-${to / KB}`)
  ])
}

describe('what one mapping holds', () => {
  const table = tableOf(1000, 500)

  it('is put together by purpose, neighbours joined', () => {
    expect(
      partsOf(
        table,
        span(0, 200, POOL, 100),
        span(200, 300, POOL, 50),
        span(300, 500, BLOCK, 250),
        span(500, 1000, POOL, 100)
      )
    ).toEqual([
      ['python-objects', 0.5, '0-300', '500-1000'],
      ['malloc-block', 0.5, '300-500']
    ])
  })

  it('is only what lies in it of things that are larger', () => {
    const maps = tableOf(1000, null)
    expect(partsOf(maps, span(-500, 250, POOL), span(250, 2000, BLOCK))).toEqual([
      ['malloc-block', 0.75, '250-1000'],
      ['python-objects', 0.25, '0-250']
    ])
  })

  it('is recognised by addresses where the source does not report what is in memory', () => {
    expect(partsOf(tableOf(1000, null), span(0, 250, POOL, 200), span(250, 1000, BLOCK, 100))).toEqual([
      ['malloc-block', 0.75, '250-1000'],
      ['python-objects', 0.25, '0-250']
    ])
    const untouched = partsOf(tableOf(1000, 0), span(0, 250, POOL, 0), span(250, 1000, BLOCK, 0))
    expect(untouched.map(([key, share]) => [key, share])).toEqual([
      ['malloc-block', 0.75],
      ['python-objects', 0.25]
    ])
  })

  it('is other memory where nothing of it is known: between, behind, and in memory that was not counted', () => {
    expect(partsOf(table, span(0, 400, POOL, 200), span(600, 1000, POOL, 200))).toEqual([
      ['python-objects', 0.8, '0-400', '600-1000'],
      ['other-memory', 0.2, '400-600']
    ])
    expect(partsOf(table, span(0, 400, POOL, 200), span(400, 800, BLOCK, 200))).toEqual([
      ['python-objects', 0.4, '0-400'],
      ['malloc-block', 0.4, '400-800'],
      ['other-memory', 0.2, '800-1000']
    ])
    expect(partsOf(table, span(0, 500, POOL, 200), span(500, 1000, BLOCK, 200)).at(-1)).toEqual([
      'other-memory',
      0.2,
      '1000-1000'
    ])
  })

  it('does not list a page or two', () => {
    expect(words(table, span(0, 999, POOL, 499.5), span(999, 1000, BLOCK, 0.5))).toBe('Python objects')
    expect(words(table, span(0, 996, POOL, 498), span(996, 1000, BLOCK, 2))).not.toBe('Python objects')
    expect(words(table, span(0, 999, POOL, 499.5))).toBe('Python objects')
    expect(words(table, span(0, 996, POOL, 498))).not.toBe('Python objects')
    const three = partsOf(
      table,
      span(0, 599.5, POOL, 300),
      span(599.5, 999.5, BLOCK, 199.5),
      span(999.5, 1000, label('stack', 'inferred', 'stack', { purpose: 'stack-of' }), 0.5)
    )
    expect(three).toEqual([
      ['python-objects', 0.601, '0-599.5'],
      ['malloc-block', 0.399, '599.5-999.5']
    ])
  })

  it('lists what has a tenth of its addresses and 64 KiB, if nothing of its memory', () => {
    expect(words(table, span(0, 900, POOL, 500), span(900, 1000, BLOCK, 0))).toContain('malloc block')
    expect(words(table, span(0, 901, POOL, 500), span(901, 1000, BLOCK, 0))).toBe('Python objects')
    expect(words(table, span(0, 900, POOL, 500))).toContain('other memory')
    expect(words(table, span(0, 901, POOL, 500))).toBe('Python objects')
    const smaller = tableOf(640, 320)
    expect(words(smaller, span(0, 576, POOL, 320), span(576, 640, BLOCK, 0))).toContain('malloc block')
    expect(words(smaller, span(0, 576, POOL, 320))).toContain('other memory')
    const smallest = tableOf(600, 300)
    expect(words(smallest, span(0, 540, POOL, 300), span(540, 600, BLOCK, 0))).toBe('Python objects')
    expect(words(smallest, span(0, 540, POOL, 300))).toBe('Python objects')
  })

  it('is not all of one kind where it is of very many, each too small to be listed', () => {
    const stacks = Array.from({ length: 1000 }, (_, at) =>
      span(
        at,
        at + 1,
        label('stack', 'inferred', 'thread-pointer', { purpose: 'stack-of', values: { tid: `${at}` } }),
        0.5
      )
    )
    const made = labelled(table, stacks)
    expect(wholeLabel(made, 0).category).toBe('anonymous')
    expect(purposeOf(made, 0).shares).toMatchObject([
      { purpose: { key: 'other-memory' }, share: 0.999 },
      { purpose: { key: 'stack-of' }, share: 0.001 }
    ])
    // With memory of which nothing is known, it is one part.
    expect(words(table, ...stacks.slice(0, 500))).toBe('other memory')
    expect(partsOf(table, ...stacks.slice(0, 300), span(400, 800, POOL, 200))).toEqual([
      ['other-memory', 0.6, '0-400', '800-1000'],
      ['python-objects', 0.4, '400-800']
    ])
  })
})

describe('memory that nobody may touch', () => {
  const room = tableOf(1000, null, '---p')

  it('is room of what has nine tenths of it', () => {
    const key = (toKb: number): string | undefined => labelled(room, [span(0, toKb, POOL)]).evidences[0]?.key
    expect([key(1000), key(900), key(896)]).toEqual(['room', 'room', 'no-access'])
    expect(wholeLabel(labelled(room, [span(0, 1000, POOL)]), 0)).toEqual({
      category: 'reserved',
      confidence: 'inferred',
      evidence: { key: 'room', values: {}, depth: 'inside' },
      purpose: POOL.purpose,
      part: 'rest',
      group: { category: 'reserved', label: POOL.group }
    })
  })

  it('of one thing has one label, however many holes it is', () => {
    const holes = ['7f0000000000-7f0000001000', '7f0000002000-7f0000003000']
    const { table } = captureOfText(holes.map((range) => `${range} ---p 00000000 00:00 0 \n`).join(''))
    expect(labelled(table, [span(0, 4, POOL), span(8, 12, POOL)]).evidences).toHaveLength(1)
  })
})
