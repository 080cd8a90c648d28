import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { inAddressOrder } from './address-order.ts'
import { overlapsRange, parseAddressRange, LARGEST_ADDRESS } from './address-range.ts'
import { foundationOf, foundationOfRow, isBetterFounded } from './better-founded.ts'
import { CONFIDENCES, EVIDENCE_DEPTHS, NO_LABELS, categoryOf } from './category.ts'
import { nameWithoutFolders } from './mapping-name-text.ts'
import { backingsNamed, emptyTable, exactFieldValue, findField, mappingKb, permsText } from './mapping-table.ts'
import { changeSums, metricSums } from './metric-sums.ts'
import {
  amountOfProcess,
  amountOfRow,
  amountOfRows,
  areSizesKnown,
  isMetricKnown,
  knownMetric,
  metricColumn,
  processTotal,
  shareOf
} from './metric-values.ts'
import { amountTextKey } from './metrics.ts'
import { amountColumns, cheapColumns, CHEAP_NUMBERS, knownKb, knownNumber, type ProcessList } from './process-list.ts'
import { partOf, purposeIndex, purposeOf, purposeValues, UNKNOWN_PURPOSE, kindLabel, kindOfLabel } from './purpose.ts'
import { dividedKb, rowsHolding, type PurposeShare } from './purpose-share.ts'
import { textAt, textBytes, textCount, textListOf } from './text-list.ts'
import { deviceTotals, totalKb, totalOfField, totalOfFields } from './totals.ts'
import { transferables } from './transferables.ts'
import { compareU64, newU64Column, setU64, u64BigInt, u64Decimal, u64Hex, u64Number } from './u64-column.ts'

describe('a column of 64 bits', () => {
  it('gives back every value, exact, as number, in hexadecimal and in decimal', () => {
    const value = fc.oneof(
      fc.bigInt({ min: 0n, max: LARGEST_ADDRESS }),
      fc.constantFrom(0n, 0xffffffffn, 0x100000000n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, LARGEST_ADDRESS)
    )
    fc.assert(
      fc.property(value, value, fc.integer({ min: 0, max: 20 }), (a, b, digits) => {
        const column = newU64Column(2)
        setU64(column, 0, a)
        setU64(column, 1, b)
        expect([u64BigInt(column, 0), u64BigInt(column, 1)]).toEqual([a, b])
        expect([u64Number(column, 0), u64Decimal(column, 0)]).toEqual([Number(a), a.toString()])
        expect(u64Hex(column, 0, digits)).toBe(a.toString(16).padStart(digits, '0'))
        expect(Math.sign(compareU64(column, 0, column, 1))).toBe(a < b ? -1 : Number(a > b))
      })
    )
  })

  it('cuts off what is beyond', () => {
    const column = newU64Column(1)
    setU64(column, 0, 2n ** 64n + 5n)
    expect(u64BigInt(column, 0)).toBe(5n)
  })
})

it('a list of texts keeps bytes and shows invalid ones as such', () => {
  const list = textListOf(['', 'naïve', Uint8Array.of(0x41, 0xff), '\ufeffx'])
  expect(textCount(list)).toBe(4)
  expect([0, 1, 2, 3].map((at) => textAt(list, at))).toEqual(['', 'naïve', 'A\ufffd', '\ufeffx'])
  expect([...textBytes(list, 2)]).toEqual([0x41, 0xff])
  expect(textCount(textListOf([]))).toBe(0)
})

describe('a range of addresses', () => {
  it('keeps what an earlier one said of the part that is missing', () => {
    const before = { low: 0x10n, high: 0x20n }
    expect(parseAddressRange('', before)).toBe(before)
    expect(parseAddressRange('18,', before)).toEqual({ low: 0x18n, high: 0x20n })
    expect(parseAddressRange(',18', before)).toEqual({ low: 0x10n, high: 0x18n })
    expect(parseAddressRange('\t+18,\r0X19', before)).toEqual({ low: 0x18n, high: 0x19n })
    expect(parseAddressRange('x18')).toBeNull()
    expect(parseAddressRange('18x')).toBeNull()
    expect(parseAddressRange('10000000000000000')).toEqual({ low: LARGEST_ADDRESS, high: LARGEST_ADDRESS })
    expect(parseAddressRange('-2,-1')).toEqual({ low: LARGEST_ADDRESS - 1n, high: LARGEST_ADDRESS })
  })

  it('touches mappings at both ends', () => {
    const { table } = captureOfText('2000-3000 rw-p 00000000 00:00 0 ')
    const touches = (low: bigint, high: bigint): boolean => overlapsRange(table, { low, high })(0)
    expect([touches(0n, 0x1fffn), touches(0n, 0x2000n), touches(0x2fffn, 0x9000n), touches(0x3000n, 0x9000n)]).toEqual([
      false,
      true,
      true,
      false
    ])
  })
})

it('rows in address order keep twins as they came', () => {
  const { table } = captureOfText(
    ['3000-4000', '1000-2000', '3000-5000', '2000-3000'].map((range) => `${range} rw-p 00000000 00:00 0 `).join('\n')
  )
  expect(inAddressOrder(table, [0, 1, 2, 3])).toEqual([1, 3, 0, 2])
  expect(inAddressOrder(table, [2, 0])).toEqual([2, 0])
})

describe('a label is better founded', () => {
  it('exactly where more was looked at, and it is no less sure', () => {
    for (const [depth, deep] of EVIDENCE_DEPTHS.entries()) {
      for (const [other, otherDeep] of EVIDENCE_DEPTHS.entries()) {
        for (const [sure, how] of CONFIDENCES.entries()) {
          for (const [otherSure, otherHow] of CONFIDENCES.entries()) {
            expect(isBetterFounded(foundationOf(deep, how), foundationOf(otherDeep, otherHow))).toBe(
              depth > other && sure <= otherSure
            )
          }
        }
      }
    }
  })

  it('by the evidence of its row; without one, by maps and unknown', () => {
    const labels = {
      ...NO_LABELS,
      evidences: [{ key: 'x', values: {}, depth: 'inside' as const }],
      evidence: Uint16Array.of(0, 7),
      confidence: Uint8Array.of(1, 9)
    }
    expect(foundationOfRow(labels, 0)).toBe(foundationOf('inside', 'inferred'))
    expect(foundationOfRow(labels, 1)).toBe(foundationOf('maps', 'unknown'))
  })
})

describe('amounts', () => {
  const row = (page: number, ...lines: readonly string[]): string =>
    [`${page}000-${page + 2}000 rw-p 00000000 00:00 0 `, ...lines, ''].join('\n')
  const { table } = captureOfText(
    row(1, 'Rss: 4 kB', 'Private_Clean: 1 kB', 'Private_Dirty: 2 kB') +
      row(4, 'Rss: 8 kB', 'Private_Clean: 8 kB') +
      row(7, 'Private_Clean: 16 kB', 'Private_Dirty: 32 kB')
  )
  const maps = captureOfText(row(1)).table
  const noSizes = captureOfText('1000-1000 rw-p 00000000 00:00 0 \nRss: 4 kB\n').table

  it('of a row are unknown where a line of it is missing, and then add nothing', () => {
    const of = (metric: 'rss' | 'uss' | 'size'): (number | null)[] => [0, 1, 2].map(amountOfRow(table, metric))
    expect([of('rss'), of('uss'), of('size')]).toEqual([
      [4, 8, null],
      [3, null, 48],
      [8, 8, 8]
    ])
    expect([...metricColumn(table, 'uss')!]).toEqual([3, 0, 48])
    expect([amountOfRows(table, 'uss', null), amountOfRows(table, 'uss', Uint32Array.of(1, 2))]).toEqual([51n, 48n])
    expect([amountOfRows(table, 'size', Uint32Array.of(1)), amountOfRows(table, 'size', null)]).toEqual([8n, 24n])
    expect(amountOfRow(maps, 'rss')(0)).toBeNull()
    expect([metricColumn(maps, 'rss'), amountOfRows(maps, 'rss', null)]).toEqual([null, null])
  })

  it('are told where the source does; a metric that it does not know gives way to size, else to RSS', () => {
    expect([isMetricKnown(table, 'uss'), isMetricKnown(table, 'pss'), isMetricKnown(maps, 'size')]).toEqual([
      true,
      false,
      true
    ])
    expect([areSizesKnown(table), areSizesKnown(noSizes), areSizesKnown(emptyTable())]).toEqual([true, false, true])
    expect([knownMetric(table, 'rss'), knownMetric(table, 'pss'), knownMetric(noSizes, 'pss')]).toEqual([
      'rss',
      'size',
      'rss'
    ])
    expect([amountOfRow(noSizes, 'size')(0), isMetricKnown(noSizes, 'size')]).toEqual([null, false])
  })

  it('as shares are parts of a whole, unknown without one', () => {
    expect([shareOf(1, 4), shareOf(0, 4), shareOf(null, 4), shareOf(1, null), shareOf(0, 0)]).toEqual([
      0.25,
      0,
      null,
      null,
      null
    ])
  })

  it('of the process are the kernel’s total, else the sum, else what status says', () => {
    const capture = captureOfText(row(1, 'Rss: 4 kB'))
    const status = { VmRSS: 9, VmSize: 99 }
    expect(processTotal({ ...capture, rollup: { Rss: 6 }, status }, 'rss')).toBe(6)
    expect(processTotal({ ...capture, status }, 'rss')).toBe(4)
    expect(processTotal({ ...capture, status }, 'size')).toBe(8)
    expect(processTotal({ ...captureOfText(row(1)), status }, 'rss')).toBe(9)
    expect(processTotal({ ...captureOfText(''), status }, 'size')).toBe(99)
    expect(processTotal(captureOfText(''), 'size')).toBeNull()
    expect(amountOfProcess(null, status, 'pss')).toBeNull()
    expect(amountOfProcess({ Pss: 3 }, status, 'pss')).toBe(3)
    expect(amountOfProcess({ Shared_Dirty: 3, Private_Dirty: 4 }, null, 'dirty')).toBe(7)
  })

  it('of several fields add up where a row has all of them', () => {
    expect(totalOfFields(table, ['Private_Clean', 'Private_Dirty'], null)).toBe(51n)
    expect(totalOfFields(table, ['Private_Clean', 'Private_Dirty'], Uint32Array.of(0, 1))).toBe(3n)
    expect(totalOfFields(table, ['Private_Clean', 'Rss'], null)).toBe(21n)
    expect(totalOfFields(table, ['Private_Clean'], null)).toBe(25n)
    expect(totalOfFields(table, ['Private_Clean', 'Gone'], null)).toBeNull()
    const whole = captureOfText(row(1, 'Rss: 4 kB', 'Swap: 1 kB') + row(4, 'Rss: 5 kB', 'Swap: 2 kB')).table
    expect(totalOfFields(whole, ['Rss', 'Swap'], null)).toBe(12n)
    expect(totalOfFields(whole, ['Rss', 'Swap'], Uint32Array.of(1))).toBe(7n)
  })

  it('of one value in all rows, or exact ones, add up over the rows asked for', () => {
    const large = 2n ** 64n - 1n
    const of = captureOfText(
      row(1, 'Size: 8 kB', 'Locked: 3 kB', `Odd: ${large} kB`) + row(4, 'Size: 8 kB', 'Locked: 3 kB', 'Odd: 2 kB')
    ).table
    const sum = (name: string, rows: Uint32Array | null = null): bigint => totalOfField(of, findField(of, name)!, rows)
    expect([sum('Locked'), sum('Locked', Uint32Array.of(1)), sum('Locked', new Uint32Array(0))]).toEqual([6n, 3n, 0n])
    expect([sum('Odd'), sum('Odd', Uint32Array.of(1))]).toEqual([large + 2n, 2n])
    expect([sum('Size'), sum('Size', Uint32Array.of(0))]).toEqual([16n, 8n])
    expect(exactFieldValue(of, findField(of, 'Odd')!, 0)).toBe(large)
    expect(totalKb(of, Uint32Array.of(1))).toBe(8n)
    expect(mappingKb(captureOfText('1000-1bff rw-p 00000000 00:00 0 ').table, 0)).toBe(2)
  })

  it('of pmap -d tell private memory that may be written from shared', () => {
    const of = captureOfText(
      ['1000-2000 rw-p', '2000-4000 r--p', '4000-8000 rw-s', '8000-10000 r--s', '10000-20000 -w-p']
        .map((line) => `${line} 00000000 00:00 0 `)
        .join('\n')
    ).table
    expect(deviceTotals(of, null)).toEqual({ mapped: 124n, writeablePrivate: 68n, shared: 48n })
    expect(deviceTotals(of, Uint32Array.of(0, 2))).toEqual({ mapped: 20n, writeablePrivate: 4n, shared: 16n })
  })

  it('by group have how many mappings are more than nothing, and are worked out once for a capture', () => {
    const capture = captureOfText(row(1, 'Rss: 4 kB') + row(4, 'Rss: 0 kB') + row(7, 'Rss: 8 kB'))
    const sums = metricSums(capture, 'rss')!
    expect([[...sums.values], [...sums.groupKb], [...sums.groupCount], sums.signed]).toEqual([
      [4, 0, 8],
      [12],
      [2],
      null
    ])
    expect(metricSums(capture, 'rss')).toBe(sums)
    expect([metricSums(capture, 'pss'), changeSums(capture, 'rss')]).toEqual([null, null])
    expect(metricSums(capture, 'size')!.groupKb[0]).toBe(24)
  })

  it('have a name of their own where the metric is a share', () => {
    expect((['size', 'uss', 'huge'] as const).map(amountTextKey)).toEqual([
      'metric.size',
      'metric.uss',
      'metricPart.huge'
    ])
  })
})

describe('names', () => {
  it('without folders are what stands behind the last slash, but for names in brackets', () => {
    expect(['/a/b', 'b', '/a/', '[anon:/a/b]', '[x/y', 'x/y]', ''].map(nameWithoutFolders)).toEqual([
      'b',
      'b',
      '',
      '[anon:/a/b]',
      'y',
      'y]',
      ''
    ])
  })

  it('are found among what is mapped', () => {
    const { table } = captureOfText(
      ['08:01 5 /a', '08:01 6 /a', '08:01 7 /b']
        .map((file, at) => `${at + 1}000-${at + 1}800 r--p 00000000 ${file}`)
        .join('\n')
    )
    expect([...backingsNamed(table, '/a')].map((backing) => table.backings.inode.lo[backing])).toEqual([5, 6])
    expect(backingsNamed(table, '/c').size).toBe(0)
  })

  it('of permissions have a letter each', () => {
    expect([0, 1, 2, 4, 8, 15].map(permsText)).toEqual(['---p', 'r--p', '-w-p', '--xp', '---s', 'rwxs'])
  })
})

describe('purposes', () => {
  const shares = (...parts: readonly (readonly [number, readonly (readonly [number, number])[]])[]): PurposeShare[] =>
    parts.map(([share, ranges], at) => ({
      purpose: { key: `p${at}`, values: {}, owner: '' },
      category: at === 0 ? 'heap' : 'runtime',
      confidence: 'inferred',
      group: '',
      share,
      ranges
    }))

  it('divide an amount in whole kB that come to all of it; the first has what is left over', () => {
    const two = shares([0.7, [[0, 4096]]], [0.3, [[4096, 8192]]])
    expect(dividedKb(two, 10, 'memory', 16_384)).toEqual([7, 3])
    expect(dividedKb(two, 11, 'memory', 16_384)).toEqual([8, 3])
    expect(dividedKb(two, 80, 'addresses', 16_384)).toEqual([60, 20])
    expect(dividedKb(shares([0.7, []], [0.3, [[0, 4096]]]), 10, 'addresses', 16_384)).toEqual([7, 3])
    // A product that is a hair less than the whole number.
    expect(dividedKb(shares([0.71, []], [0.29, []]), 100, 'memory', 4096)).toEqual([71, 29])
    expect(dividedKb(shares([1, []]), 5, 'memory', 4096)).toEqual([5])
  })

  it('are in a row as a whole, or as a part of it', () => {
    const labels = {
      ...NO_LABELS,
      category: Uint8Array.of(1, 0, 7),
      purpose: Uint32Array.of(0, 1, 0),
      part: Uint8Array.of(0, 2, 9),
      purposes: [
        { key: 'a', values: {}, owner: '' },
        { key: 'b', values: {}, owner: '', shares: shares([0.5, []], [0.5, []]) }
      ]
    }
    expect([0, 1, 2].map(rowsHolding(labels, 'heap'))).toEqual([true, true, false])
    expect([0, 1, 2].map(rowsHolding(labels, 'runtime'))).toEqual([false, true, true])
    expect([0, 1, 2].map(rowsHolding(labels, 'image'))).toEqual([false, true, false])
    expect([0, 1, 2].map((row) => partOf(labels, row))).toEqual(['own', 'guard', 'own'])
    expect([0, 1].map((row) => purposeIndex(labels, row))).toEqual([0, 6])
    expect([purposeOf(labels, 1).key, purposeOf({ ...labels, purposes: [] }, 0)]).toEqual(['b', UNKNOWN_PURPOSE])
    expect([0, 2].map((row) => categoryOf(labels, row))).toEqual(['heap', 'runtime'])
    expect(categoryOf({ ...labels, category: Uint8Array.of(99) }, 0)).toBe('anonymous')
  })

  it('name files by the last part of their path', () => {
    const name = (text: string | number): unknown => purposeValues({ key: '', values: { name: text, n: 1 }, owner: '' })
    expect(['/a/b', '…/b', 'a/b', '/', 7].map(name)).toEqual([
      { name: 'b', n: 1 },
      { name: 'b', n: 1 },
      { name: 'a/b', n: 1 },
      { name: '/', n: 1 },
      { name: 7, n: 1 }
    ])
  })

  it('of a kind are told from names', () => {
    expect([kindOfLabel(kindLabel('stack')), kindOfLabel('stack'), kindOfLabel('')]).toEqual(['stack', null, null])
  })
})

it('what is not known of a process stands apart from 0', () => {
  const amounts = { size: 1, rss: 0, pss: null, uss: null, swap: null, dirty: null, huge: null }
  const cheap = Object.fromEntries(CHEAP_NUMBERS.map((name, at) => [name, at === 0 ? null : at])) as Record<
    (typeof CHEAP_NUMBERS)[number],
    number | null
  >
  const list = { kb: amountColumns([amounts]), cheap: cheapColumns([cheap]) } as ProcessList
  expect([list.kb.size[0], list.kb.pss[0], list.cheap.rssAnon[0]]).toEqual([1, -1, -1])
  expect((['size', 'rss', 'pss', 'huge'] as const).map((metric) => knownKb(list, 0, metric))).toEqual([
    1,
    0,
    null,
    null
  ])
  expect(knownKb(list, 1, 'size')).toBeNull()
  expect(CHEAP_NUMBERS.map((name) => knownNumber(list, 0, name))).toEqual([null, 1, 2, 3, 4, 5, 6])
  expect(knownNumber(list, 1, 'peak')).toBeNull()
})

describe('buffers to be moved', () => {
  it('are all that lie below a value, each once, but for those that others share', () => {
    const [whole, other] = [new Uint8Array(8), new Float64Array(2)]
    const part = new Uint8Array(8).subarray(0, 4)
    const found = transferables({
      a: whole,
      b: [other, { c: whole, d: part }],
      e: null,
      f: 'x',
      g: new Map([[1, whole]])
    })
    expect(found).toEqual([whole.buffer, other.buffer])
    expect(transferables(new Map([[1, whole]]))).toEqual([])
    expect(transferables(new Uint8Array(new SharedArrayBuffer(4)))).toEqual([])
    expect(transferables(5)).toEqual([])
  })
})
