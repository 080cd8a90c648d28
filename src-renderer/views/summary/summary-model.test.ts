import { expect, test } from 'vitest'
import { formatKib } from '#shared/base/format-units.ts'
import { consumerSentence, summarySentences } from './summary-model.ts'
import type { SummaryFacts } from './summary-facts.ts'

const MIB = 1024
const facts: SummaryFacts = {
  sizeKb: 1_300_000_000,
  mappings: 400,
  residentKb: 84 * MIB,
  ownKb: 61 * MIB,
  sharedKb: 23 * MIB,
  swapKb: 0,
  hugeKb: 0,
  reservedKb: 1.2 * 1024 ** 3,
  pageTablesKb: null,
  isSwapKnown: true,
  cut: null
}
const keys = (changed: Partial<SummaryFacts>, most: number | null = 65_530) =>
  summarySentences({ ...facts, ...changed }, most, formatKib).map((sentence) => sentence.key)

test('reports what is its own, what is shared and what is only reserved', () => {
  expect(summarySentences(facts, 65_530, formatKib)).toEqual([
    { key: 'ownAndShared', values: { own: '61.0 MiB', shared: '23.0 MiB' } },
    { key: 'reserved', values: { reserved: '1.2 TiB' } }
  ])
})

test('nothing swapped, no huge pages and little reserved are not worth a sentence', () => {
  expect(keys({ reservedKb: 900 })).toEqual(['ownAndShared'])
  expect(keys({ swapKb: 4, hugeKb: 2048 })).toEqual(['ownAndShared', 'reserved', 'swapped', 'huge'])
})

test('what the source does not report is shown as unknown, never as 0', () => {
  const unknown = { ownKb: null, sharedKb: null, swapKb: null, hugeKb: null, reservedKb: null }
  expect(keys(unknown)).toEqual(['resident'])
  expect(keys({ ...unknown, residentKb: null })).toEqual(['sizeOnly'])
  expect(keys({ ...unknown, residentKb: null, mappings: 0 })).toEqual([])
})

test('of an incomplete listing, it labels its amounts as those of what is listed', () => {
  const maps = { residentKb: null, ownKb: null, sharedKb: null, swapKb: null, hugeKb: null, reservedKb: null }
  expect(keys({ ...maps, cut: 'rows-left-out' })).toEqual(['cut', 'listedOnly'])
  expect(keys({ ...maps, cut: 'less-than-total' })).toEqual(['cut', 'listedOnly'])
  expect(keys({ ...maps, cut: 'no-total' })).toEqual(['mayBeCut', 'listedOnly'])
})

test('where swap is not known, it is not mentioned', () => {
  expect(keys({ isSwapKnown: false })).toEqual(['ownAndShared', 'reservedInMemory'])
})

test('counts mappings against the limit only above half of it', () => {
  expect(keys({ mappings: 32_765 })).not.toContain('manyMappings')
  expect(keys({ mappings: 32_766 })).toContain('manyMappings')
  expect(keys({ mappings: 1_000_000 }, null)).not.toContain('manyMappings')
})

test('names what takes the most, whether that is most of it, and the next', () => {
  const heap = { name: 'Java heap', residentKb: 203 * MIB }
  const library = { name: 'libjvm.so', residentKb: 14 * MIB }
  expect(consumerSentence([heap, library], 265 * MIB, formatKib)).toEqual({
    key: 'mostIsWithNext',
    values: {
      name: 'Java heap',
      amount: formatKib(203 * MIB),
      total: formatKib(265 * MIB),
      percent: 76,
      next: 'libjvm.so',
      nextAmount: formatKib(14 * MIB)
    }
  })
  expect(consumerSentence([heap], 500 * MIB, formatKib)?.key).toBe('largestIs')
  expect(consumerSentence([], 500 * MIB, formatKib)).toBeNull()
  expect(consumerSentence([heap], null, formatKib)).toBeNull()
})

test('what page tables take is reported last, beside what is resident', () => {
  const last = (changed: Partial<SummaryFacts>) => summarySentences({ ...facts, ...changed }, 65_530, formatKib).at(-1)
  expect(last({ pageTablesKb: 2048, residentKb: 100 * MIB })).toEqual({
    key: 'pageTablesShare',
    values: { tables: '2.0 MiB', percent: 2 }
  })
  expect(last({ pageTablesKb: 8, residentKb: null })).toEqual({ key: 'pageTables', values: { tables: '8 KiB' } })
})
