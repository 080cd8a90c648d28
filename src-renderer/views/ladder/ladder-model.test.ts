import { describe, expect, it } from 'vitest'
import { ADDRESS_SCALES } from '#shared/layout/address-scale.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { ladderModel, mappingAt, mappingOfStart } from './ladder-model.ts'

const CAPTURE = captureOfText(
  [
    '555555554000-555555558000 r--p 00000000 08:01 42                         /srv/demo',
    '555555570000-555555580000 rw-p 00000000 00:00 0                          [heap]',
    '7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0                          [stack]',
    'ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]'
  ].join('\n')
)

describe('the picture of an address space', () => {
  it.each(ADDRESS_SCALES)('%s: has all mappings, the limits and where memory grows', (kind) => {
    const model = ladderModel(CAPTURE, 'x86_64', kind)
    expect(model.rows.count).toBe(4)
    expect(model.limits).toEqual([2 ** 47, 2 ** 56])
    expect(model.growths).toEqual([
      { address: 0x555555580000, direction: 1 },
      { address: 0x7ffffffde000, direction: -1 }
    ])
    expect(model.whole).toEqual({ from: 0, to: kind === 'compressed' ? 2 ** 64 : 2 ** 47 })
    expect(model.bounds).toEqual({ from: 0, to: 2 ** 64, least: 4096 })
    // Every mapping and every gap is a range of the scale, so each has a length.
    for (let at = 0; at < model.rows.count; at++) expect(model.rows.to[at]).toBeGreaterThan(model.rows.from[at]!)
  })

  it('of a program of 32 bits ends at 4 GiB', () => {
    const narrow = captureOfText('fffdd000-ffffe000 rw-p 00000000 00:00 0          [stack]')
    expect(ladderModel(narrow, 'x86_64', 'true')).toMatchObject({
      whole: { from: 0, to: 2 ** 32 },
      bounds: { to: 2 ** 32 },
      limits: [2 ** 32]
    })
  })

  it('shows what lies at an address, also where a torn reading has mappings over one another', () => {
    const torn = captureOfText(
      ['1000-9000 rw-p 00000000 00:00 0', '2000-3000 rw-p 00000000 00:00 0', 'a000-b000 rw-p 00000000 00:00 0'].join(
        '\n'
      )
    )
    const model = ladderModel(torn, null, 'compressed')
    expect([0x1000, 0x2800, 0x4000, 0x9000, 0xa000].map((address) => mappingAt(model, address))).toEqual([
      0, 1, 0, -1, 2
    ])
    expect([0x2000, 0x2800].map((start) => mappingOfStart(model, start))).toEqual([1, -1])
  })

  it('of nothing is empty', () => {
    const nothing = ladderModel(captureOfText(''), null, 'compressed')
    expect(nothing.rows.count).toBe(0)
    expect(nothing.gaps.count).toBeGreaterThan(0)
  })
})
