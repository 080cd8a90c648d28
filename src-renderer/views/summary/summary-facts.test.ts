import { expect, test } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { classify } from '#shared/classify/classify.ts'
import { NOTHING_OBSERVED } from '#shared/classify/observed.ts'
import maps from '../../../test/support/captures/sleep.maps?raw'
import smaps from '../../../test/support/captures/sleep.smaps?raw'
import { summaryFacts } from './summary-facts.ts'

const capture = captureOfText(smaps)

/** The sum of a field by reading the text line by line. */
function sum(name: string): number {
  return [...smaps.matchAll(new RegExp(`^${name}: +(\\d+)`, 'gm'))].reduce((all, match) => all + Number(match[1]), 0)
}

test('facts equal the sums of the text', () => {
  expect(summaryFacts(capture)).toMatchObject({
    sizeKb: sum('Size'),
    residentKb: sum('Rss'),
    ownKb: sum('Private_Clean') + sum('Private_Dirty'),
    sharedKb: sum('Shared_Clean') + sum('Shared_Dirty'),
    swapKb: sum('Swap'),
    hugeKb: 0
  })
})

test('the kernel’s own totals go before sums of rounded rows', () => {
  const rollup = { Rss: 5000, Private_Clean: 7, Private_Dirty: 8, Shared_Clean: 90, Shared_Dirty: 0, Swap: 3 }
  expect(summaryFacts({ ...capture, rollup })).toMatchObject({ residentKb: 5000, ownKb: 15, sharedKb: 90, swapKb: 3 })
})

test('reserved is what neither lies in memory nor in swap nor in a file', () => {
  const text = [
    '10000-20000 ---p 00000000 00:00 0 ',
    'Size: 64 kB\nRss: 0 kB\nSwap: 0 kB',
    '20000-40000 rw-p 00000000 00:00 0 ',
    'Size: 128 kB\nRss: 8 kB\nSwap: 20 kB',
    '40000-80000 r--p 00000000 fe:00 42 /file',
    'Size: 256 kB\nRss: 4 kB\nSwap: 0 kB\n'
  ].join('\n')
  expect(summaryFacts(captureOfText(text)).reservedKb).toBe(64 + 100)
})

test('a file is none that is reserved, also where the source reports no inodes, and neither are pages of the kernel', () => {
  const rows = [
    '555555554000-555555654000 r-xp 00000000 00:00 0 /usr/bin/demo',
    'Rss: 24 kB',
    '555555700000-555555780000 rw-p 00000000 00:00 0 ',
    'Rss: 4 kB',
    '7f0000000000-7f0000200000 r--p 00000000 00:00 0 …/locale-archive',
    'Rss: 4 kB'
  ]
  const absent = ['inode', 'device'] as const
  expect(summaryFacts(captureOfText(rows.join('\n'), { absent })).reservedKb).toBe(508)
  const vvar = '7fff00000000-7fff00004000 r--p 00000000 00:00 0 [vvar]\nSize: 16 kB\nRss: 0 kB\nSwap: 0 kB'
  expect(summaryFacts(captureOfText(vvar)).reservedKb).toBe(0)
})

test('where permissions or names are not reported, nothing is taken for reserved by them', () => {
  const text = '20000-40000 rw-p 00000000 00:00 0 \nSize: 128 kB\nRss: 8 kB\nSwap: 0 kB'
  const file = '40000-80000 ---p 00000000 fe:00 42 /file\nSize: 256 kB\nRss: 4 kB\nSwap: 0 kB'
  const nameless = captureOfText(text)
  const classification = classify(nameless.table, { ...NOTHING_OBSERVED, areNamesKnown: false })
  expect(summaryFacts(nameless).reservedKb).toBe(120)
  expect(summaryFacts({ ...nameless, classification }).reservedKb).toBe(0)
  expect(summaryFacts(captureOfText(file)).reservedKb).toBe(252)
  expect(summaryFacts(captureOfText(file, { absent: ['perms'] })).reservedKb).toBe(0)
})

test('maps alone leaves everything but sizes unknown; status fills in what it knows', () => {
  const bare = captureOfText(maps)
  expect(summaryFacts(bare)).toMatchObject({
    residentKb: null,
    ownKb: null,
    sharedKb: null,
    swapKb: null,
    hugeKb: null,
    reservedKb: null
  })
  expect(summaryFacts({ ...bare, status: { VmRSS: 77, VmSwap: 0 } })).toMatchObject({ residentKb: 77, swapKb: 0 })
})
