import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { changeWord } from '../memory/change-columns.ts'
import { fieldValue, mappingKb, mappingName } from '../memory/mapping-table.ts'
import { METRICS } from '../memory/metrics.ts'
import { compareCaptures } from './compare-captures.ts'
import { comparedCapture } from './compared-capture.ts'

const smaps = readFileSync(new URL('../../test/support/captures/sleep.smaps', import.meta.url), 'utf8')
const blocks = smaps.split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)

/** The capture with some mappings taken out and some resident sizes changed. */
const someOf = fc
  .array(fc.record({ isKept: fc.boolean(), rss: fc.nat(4) }), { minLength: blocks.length, maxLength: blocks.length })
  .map((choices) =>
    blocks
      .filter((_, index) => choices[index]?.isKept)
      .map((block, index) =>
        block.replace(/^Rss: +(\d+) kB$/m, (line, kb) =>
          choices[index]?.rss === 0 ? `Rss: ${Number(kb) + 12} kB` : line
        )
      )
      .join('')
  )

it('keeps every row of the later capture as it is, adds what vanished, and its differences add up', () => {
  fc.assert(
    fc.property(someOf, someOf, (textA, textB) => {
      const [a, b] = [captureOfText(textA), captureOfText(textB)]
      const comparison = compareCaptures(a, b)
      const { table, classification } = comparedCapture(comparison)
      const { changes } = table
      if (changes == null) throw new Error('a compared capture has changes')
      expect(table.rowCount).toBe(b.table.rowCount + comparison.counts.vanished)
      const rows = Array.from({ length: table.rowCount }, (_, row) => row)
      const there = rows.filter((row) => changeWord(changes, row) !== 'vanished')
      expect(there.map((row) => mappingName(table, row))).toEqual(there.map((_, row) => mappingName(b.table, row)))
      for (const field of table.fields) {
        const own = b.table.fields.find(({ name }) => name === field.name)
        if (own === undefined) throw new Error(`where does ${field.name} come from?`)
        expect(there.map((row) => fieldValue(table, field, row))).toEqual(
          there.map((_, row) => fieldValue(b.table, own, row))
        )
      }
      for (const row of rows) {
        expect(classification.groups[classification.group[row] ?? -1]).toBeDefined()
        if (changeWord(changes, row) === 'vanished') expect(mappingKb(table, row)).toBe(0)
      }
      for (const metric of METRICS) {
        const values = changes.deltaKb[metric]
        const sum = values === null ? null : values.reduce((all, kb) => all + kb, 0)
        expect(sum).toBe(changes.deltaKb[metric] === null ? null : comparison.totalDeltaKb[metric])
      }
    }),
    { numRuns: 60 }
  )
})

it('takes from the earlier capture only what describes rows that vanished', () => {
  const [whole, part] = [captureOfText(smaps), captureOfText(blocks.slice(1).join(''))]
  const { evidences, evidence } = comparedCapture(compareCaptures(whole, part)).classification
  expect(evidences.length).toBe(part.classification.evidences.length + 1)
  expect(evidences[evidence[0]!]).toEqual(whole.classification.evidences[whole.classification.evidence[0]!])
})

it('marks what is the same, what has other permissions and what has other numbers', () => {
  const other = smaps
    .replace(/^([0-9a-f]+-[0-9a-f]+) r--p/m, '$1 rw-p')
    .replace(/(\[heap\]\n(?:.*\n)*?Rss: +)(\d+)/, (_, head: string, kb: string) => `${head}${Number(kb) + 4}`)
  const { table } = comparedCapture(compareCaptures(captureOfText(smaps), captureOfText(other)))
  const words = Array.from({ length: table.rowCount }, (_, row) => changeWord(table.changes!, row))
  expect(words[0]).toBe('permissions')
  const heap = words.findIndex((_, row) => mappingName(table, row) === '[heap]')
  expect(words[heap]).toBe('numbers')
  expect(new Set(words.filter((_, row) => row !== 0 && row !== heap))).toEqual(new Set(['same']))
})

it('does not call a mapping changed because others share its pages now', () => {
  const shared = smaps.replace(/^Pss: +(\d+) kB$/m, (_, kb: string) => `Pss: ${Number(kb) + 5} kB`)
  const comparison = compareCaptures(captureOfText(smaps), captureOfText(shared))
  const { changes } = comparedCapture(comparison).table
  expect(changes?.isChanged.some((each) => each === 1)).toBe(false)
  expect(changes?.deltaKb.pss?.[0]).toBe(5)
})
