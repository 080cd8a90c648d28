import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { labelsFile, readLabels } from '../formats/snapshot/labels-file.ts'
import { categoryOf, CONFIDENCES } from '../memory/category.ts'
import { filterRows } from '../memory/filter.ts'
import { purposeOf } from '../memory/purpose.ts'
import { dividedKb } from '../memory/purpose-share.ts'
import { whatWords } from '../memory/purpose-words.ts'
import { mappingRecords } from '../pmap/mapping-record.ts'
import { classify } from './classify.ts'
import { label } from './label.ts'
import { NOTHING_OBSERVED, type Observed, type Span } from './observed.ts'
import { NO_FILTER } from '#test/support/no-filter.ts'

const PYTHON = label('runtime', 'inferred', 'python-pool', {
  purpose: 'python-objects',
  owner: 'CPython 3.12',
  depth: 'inside'
})
const BLOCK = label('heap', 'inferred', 'malloc-chunk', {
  purpose: 'malloc-block',
  owner: 'glibc 2.36',
  depth: 'inside'
})
const START = 0x7f0000000000
const { table } = captureOfText('7f0000000000-7f0000100000 rw-p 00000000 00:00 0 \nSize: 1024 kB\nRss: 512 kB\n')
const KB = 1024

const span = (fromKb: number, toKb: number, own: Span['label'], residentKb?: number): Span => ({
  start: START + fromKb * KB,
  end: START + toKb * KB,
  label: own,
  ...(residentKb === undefined ? {} : { residentBytes: residentKb * KB })
})
const labelled = (spans: readonly Span[], more: Partial<Observed> = {}) =>
  classify(table, { ...NOTHING_OBSERVED, isInside: true, spans, ...more })

it('a mapping that holds several things is named by their shares of what is in memory', () => {
  const made = labelled([span(0, 256, PYTHON, 128), span(256, 1024, BLOCK, 384)])
  expect(whatWords(made, 0)).toBe('large malloc block 75 %, Python objects 25 %')
  expect(categoryOf(made, 0)).toBe('anonymous')
  expect(dividedKb(purposeOf(made, 0).shares!, 512, 'memory', 1024 * KB)).toEqual([384, 128])
  expect(mappingRecords({ table, classification: made })(0).parts).toMatchObject([
    { what: 'large malloc block', category: 'heap', share: 0.75, ranges: [['0x7f0000040000', '0x7f0000100000']] },
    { what: 'Python objects', owner: 'CPython 3.12', category: 'runtime', share: 0.25 }
  ])
})

it('where nobody counted pages, shares are of addresses', () => {
  const made = labelled([span(0, 256, PYTHON), span(256, 1024, BLOCK, 1)])
  expect(purposeOf(made, 0).shares!.map(({ share }) => share)).toEqual([0.75, 0.25])
  expect(made.evidences[made.evidence[0]!]!.key).toBe('mixed-addresses')
})

it('what is not known of it is the rest: other memory, or what a known runtime probably maps', () => {
  expect(whatWords(labelled([span(0, 256, BLOCK, 256)]), 0)).toBe('large malloc block 50 %, other memory 50 %')
  const runtimes = [{ id: 'ruby', name: 'Ruby 3.1' }] as const
  const made = labelled([span(256, 512, BLOCK, 128)], { runtimes })
  expect(purposeOf(made, 0).shares).toMatchObject([
    {
      purpose: { key: 'ruby-heap' },
      confidence: 'probable',
      share: 0.75,
      ranges: [
        [0, 262144],
        [524288, 1048576]
      ]
    },
    { purpose: { key: 'malloc-block' }, confidence: 'inferred', share: 0.25 }
  ])
})

it('nearly all of a mapping gives it its name and category, only probably', () => {
  const made = labelled([span(0, 900, PYTHON, 490), span(900, 1024, BLOCK, 22)])
  expect(categoryOf(made, 0)).toBe('runtime')
  expect(CONFIDENCES[made.confidence[0]!]).toBe('probable')
  expect(whatWords(made, 0)).toBe('Python objects 96 %, large malloc block 4 %')
})

it('a page or two at an end are not worth a word', () => {
  const made = labelled([span(0, 1020, PYTHON, 511.5)])
  expect(whatWords(made, 0)).toBe('Python objects')
  expect(purposeOf(made, 0).shares).toBeUndefined()
})

it('a category finds what holds some of it', () => {
  const made = labelled([span(0, 256, PYTHON, 128), span(256, 1024, BLOCK, 384)])
  const filter = NO_FILTER
  const found = (category: 'heap' | 'runtime' | 'stack'): number =>
    filterRows({ table, classification: made }, { ...filter, category }).length
  expect([found('heap'), found('runtime'), found('stack')]).toEqual([1, 1, 0])
})

it('shares are kept in a snapshot, and damaged ones are not believed', () => {
  const made = labelled([span(0, 256, PYTHON, 128), span(256, 1024, BLOCK, 384)])
  const text = labelsFile({ classification: made }, 1)
  expect(readLabels(text, 1)?.classification).toEqual({ ...made, isStored: true })
  expect(readLabels(text.replace('"share":0.75', '"share":7.5'), 1)).toBeNull()
  expect(readLabels(text.replace('[[0,262144]]', '[[262144,0]]'), 1)).toBeNull()
})
