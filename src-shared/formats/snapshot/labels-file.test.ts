import { describe, expect, it } from 'vitest'
import { CATEGORIES, CONFIDENCES, type Classification } from '../../memory/category.ts'
import type { Looking } from '../../memory/capture.ts'
import { PURPOSE_PARTS } from '../../memory/purpose.ts'
import { labelsFile, readLabels } from './labels-file.ts'

/** Two rows of one label, and one of another. */
const LABELS: Classification = {
  category: Uint8Array.of(CATEGORIES.indexOf('heap'), CATEGORIES.indexOf('image'), CATEGORIES.indexOf('heap')),
  confidence: Uint8Array.of(CONFIDENCES.indexOf('kernel'), CONFIDENCES.indexOf('probable'), 0),
  evidence: Uint16Array.of(1, 0, 1),
  evidences: [
    { key: 'program', values: { path: '/usr/bin/demo', size: 4096 }, depth: 'files' },
    { key: 'heap-name', values: {}, depth: 'maps' }
  ],
  group: Uint32Array.of(0, 1, 0),
  groups: [
    { category: 'heap', label: '[heap]' },
    { category: 'image', label: '' }
  ],
  purpose: Uint32Array.of(1, 0, 1),
  purposes: [
    { key: 'program', values: { name: '/usr/bin/demo' }, owner: '' },
    {
      key: 'malloc-heap',
      values: {},
      owner: 'glibc 2.36',
      shares: [
        {
          purpose: { key: 'malloc-heap', values: {}, owner: 'glibc 2.36' },
          category: 'heap',
          confidence: 'kernel',
          group: '[heap]',
          share: 1,
          ranges: [[0, 4096]]
        },
        {
          purpose: { key: 'program', values: {}, owner: '' },
          category: 'image',
          confidence: 'unknown',
          group: '',
          share: 0,
          ranges: []
        }
      ]
    }
  ],
  part: Uint8Array.of(PURPOSE_PARTS.indexOf('own'), PURPOSE_PARTS.indexOf('guard'), 0),
  runtimes: ['CPython 3.11'],
  isStored: false
}

type Json = null | string | number | boolean | Json[] | { [name: string]: Json }

/** It was wanted to look inside, and there was not enough time for all of it. */
const LOOKING: Looking = { depth: 'inside', couldLookInside: true, cut: ['stacks'], cost: null }

const written = (): Json => JSON.parse(labelsFile({ classification: LABELS, looking: LOOKING }, 3)) as Json
const readBack = (classification: Classification, rowCount: number): Classification | undefined =>
  readLabels(labelsFile({ classification }, rowCount), rowCount)?.classification

/** The file with one value changed; undefined takes it away. */
function changed(path: string, value: Json | undefined): string {
  const file = written()
  const names = path.split('.')
  const last = names.pop()!
  const parent = names.reduce<Json>((at, name) => (at as { [name: string]: Json })[name]!, file) as {
    [name: string]: Json
  }
  if (value === undefined) Reflect.deleteProperty(parent, last)
  else parent[last] = value
  return JSON.stringify(file)
}

it('holds each label once, by names, and reads them back as they were', () => {
  expect(written()).toMatchObject({
    version: 1,
    labels: [
      ['heap', 'kernel', 1, 0, 1, 'own'],
      ['image', 'probable', 0, 1, 0, 'guard']
    ],
    rows: [0, 1, 0]
  })
  expect(readBack(LABELS, 3)).toEqual({ ...LABELS, isStored: true })
})

it('tells labels apart that differ in one thing only', () => {
  for (const column of ['category', 'confidence', 'evidence', 'group', 'purpose', 'part'] as const) {
    const alike = { ...LABELS, category: Uint8Array.of(1, 1), confidence: Uint8Array.of(1, 1) }
    const same = {
      ...alike,
      evidence: Uint16Array.of(1, 1),
      group: Uint32Array.of(1, 1),
      purpose: Uint32Array.of(1, 1)
    }
    const base: Classification = { ...same, part: Uint8Array.of(1, 1) }
    const one: Classification = { ...base, [column]: base[column].map((value, row) => value - row) }
    expect(readBack(base, 2)).toEqual({ ...base, isStored: true })
    expect(readBack(one, 2)).toEqual({ ...one, isStored: true })
  }
})

describe('labels of which anything is wrong are made anew', () => {
  const LONG = 'x'.repeat(8192)
  const KEY = 'k'.repeat(61)
  const members = (count: number): Json => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at]))

  it.each<[path: string, value: Json | undefined]>([
    ['version', 2],
    ['version', undefined],
    ['evidences', undefined],
    ['evidences', {}],
    ['evidences.0', null],
    ['evidences.0', ['program']],
    ['evidences.0.key', undefined],
    ['evidences.0.key', 7],
    ['evidences.0.key', 'Not a key'],
    ['evidences.0.key', '-program'],
    ['evidences.0.key', `${KEY}k`],
    ['evidences.0.depth', 'deeper'],
    ['evidences.0.depth', undefined],
    ['evidences.0.values', null],
    ['evidences.0.values', []],
    ['evidences.0.values', 'text'],
    ['evidences.0.values', { 'NOT A KEY': 1 }],
    ['evidences.0.values', { path: null }],
    ['evidences.0.values', { path: `${LONG}x` }],
    ['evidences.0.values', members(17)],
    ['purposes', 7],
    ['purposes.0', 'program'],
    ['purposes.0.key', 'a b'],
    ['purposes.0.values', { name: {} }],
    ['purposes.0.owner', undefined],
    ['purposes.0.owner', `${LONG}x`],
    ['purposes.1.shares', {}],
    ['purposes.1.shares.0', []],
    ['purposes.1.shares.0.group', 7],
    ['purposes.1.shares.0.purpose', null],
    ['purposes.1.shares.0.category', 'attic'],
    ['purposes.1.shares.0.confidence', 'certain'],
    ['purposes.1.shares.0.share', '1'],
    ['purposes.1.shares.0.share', -0.01],
    ['purposes.1.shares.0.share', 1.01],
    ['purposes.1.shares.0.ranges', undefined],
    ['purposes.1.shares.0.ranges', [7]],
    ['purposes.1.shares.0.ranges', [[0]]],
    ['purposes.1.shares.0.ranges', [[0, 1, 2]]],
    ['purposes.1.shares.0.ranges', [[0, 0]]],
    ['purposes.1.shares.0.ranges', [[-1, 4]]],
    ['purposes.1.shares.0.ranges', [[0.5, 4]]],
    ['purposes.1.shares.0.ranges', [[0, 4.5]]],
    ['groups', undefined],
    ['groups.0', null],
    ['groups.0.label', undefined],
    ['groups.0.category', 'attic'],
    ['runtimes', 'CPython'],
    ['runtimes.0', 3],
    ['runtimes.0', `${LONG}x`],
    ['labels', undefined],
    ['labels.0', {}],
    ['labels.0.0', 'attic'],
    ['labels.0.1', 'certain'],
    ['labels.0.2', 2],
    ['labels.0.2', -1],
    ['labels.0.2', 0.5],
    ['labels.0.3', 2],
    ['labels.0.4', 2],
    ['labels.0.5', 'half'],
    ['rows', undefined],
    ['rows', {}],
    ['rows', [0, 1]],
    ['rows', [0, 1, 0, 1]],
    ['rows.2', 2],
    ['rows.2', -1],
    ['rows.2', '0']
  ])('%s: %j', (path, value) => {
    expect(readLabels(changed(path, value), 3)).toBeNull()
  })

  it('a text that is no JSON, or no object', () => {
    for (const text of ['', '{', 'null', '[]', '"labels"', '7']) expect(readLabels(text, 0)).toBeNull()
  })

  it.each<[path: string, value: Json]>([
    ['evidences.0.key', KEY],
    ['evidences.0.values', members(16)],
    ['evidences.0.values', { path: LONG }],
    ['purposes.0.owner', LONG],
    ['purposes.1.shares', []],
    ['purposes.1.shares.0.share', 0],
    ['purposes.1.shares.0.ranges', [[0, 1]]],
    ['runtimes', []]
  ])('but not the largest that is taken: %s', (path, value) => {
    expect(readLabels(changed(path, value), 3)).not.toBeNull()
  })
})

it('counts no more evidences than a column can', () => {
  const withEvidences = (count: number): string =>
    changed('evidences', Array<Json>(count).fill({ key: 'heap-name', values: {}, depth: 'maps' }))
  expect(readLabels(withEvidences(0xffff), 3)?.classification.evidences).toHaveLength(0xffff)
  expect(readLabels(withEvidences(0x10000), 3)).toBeNull()
})

describe('how far the process was examined', () => {
  const lookingIn = (text: string): Looking | undefined => readLabels(text, 3)?.looking

  it('is kept with the labels', () => {
    expect(lookingIn(changed('version', 1))).toEqual(LOOKING)
    for (const couldLookInside of [true, false, null])
      expect(lookingIn(changed('looked.couldLookInside', couldLookInside))).toEqual({ ...LOOKING, couldLookInside })
  })

  it.each<[path: string, value: Json | undefined]>([
    ['looked', undefined],
    ['looked', []],
    ['looked.depth', 'deeper'],
    ['looked.depth', undefined],
    ['looked.cut', 'stacks'],
    ['looked.cut.0', 'attic'],
    ['looked.couldLookInside', 'yes'],
    ['looked.couldLookInside', undefined]
  ])('is not known where %s is %j, but the labels are', (path, value) => {
    const read = readLabels(changed(path, value), 3)
    expect(read?.classification).toEqual({ ...LABELS, isStored: true })
    expect(read?.looking).toBeUndefined()
  })
})
