import { describe, expect, it } from 'vitest'
import { compareCaptures } from '#shared/compare/compare-captures.ts'
import { comparedCapture } from '#shared/compare/compared-capture.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import smaps from './fixtures/python.smaps?raw'
import { shownColumns } from './table-columns.ts'

const { table } = captureOfText(smaps)
const idsOf = (lookAt: string | null, preset: 'x' | 'X' | 'custom' = 'x', own: readonly string[] = []): string[] =>
  shownColumns(table, preset, own, lookAt).map(({ id }) => id)

describe('a column that is to be seen first', () => {
  it('is beside the address, also when the preset leaves it out', () => {
    expect(idsOf('Pss')).toEqual(['Address', 'Pss', 'Kbytes', 'RSS', 'Dirty', 'Mode', 'Mapping'])
    expect(idsOf('Private_Dirty', 'X').slice(0, 3)).toEqual(['Address', 'Private_Dirty', 'Perm'])
    expect(idsOf('Pss', 'custom', ['Mapping'])).toEqual(['Pss', 'Mapping'])
  })

  it('is not shown twice, by whichever name', () => {
    expect(idsOf('Size')).toEqual(['Address', 'Kbytes', 'RSS', 'Dirty', 'Mode', 'Mapping'])
    expect(idsOf('Rss')).toEqual(['Address', 'RSS', 'Kbytes', 'Dirty', 'Mode', 'Mapping'])
    expect(idsOf('Pss', 'X').filter((id) => id === 'Pss')).toHaveLength(1)
  })

  it('leaves the preset alone where the kernel does not have it, and where nothing is looked at', () => {
    const preset = ['Address', 'Kbytes', 'RSS', 'Dirty', 'Mode', 'Mapping']
    expect([idsOf('FutureField'), idsOf(null)]).toEqual([preset, preset])
  })

  it('has its difference at its side while something is compared', () => {
    const grown = captureOfText(smaps.replace(/^Pss: +0 kB$/m, 'Pss: 4 kB').replace(/^Rss: +0 kB$/m, 'Rss: 4 kB'))
    const compared = comparedCapture(compareCaptures(captureOfText(smaps), grown)).table
    const first = (lookAt: string | null): string[] =>
      shownColumns(compared, 'x', [], lookAt)
        .map(({ id }) => id)
        .slice(0, 4)
    expect(first('Pss')).toEqual(['Address', 'Pss', 'delta-pss', 'change'])
    expect(first('Rss')).toEqual(['Address', 'RSS', 'delta-rss', 'change'])
    expect(first('Anonymous')).toEqual(['Address', 'Anonymous', 'change', 'delta-size'])
    expect(first(null)).toEqual(['Address', 'change', 'delta-size', 'delta-rss'])
  })
})
