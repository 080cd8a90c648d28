import { describe, expect, it } from 'vitest'
import { KIB, MIB, anon, hole, last, NOTHING } from '#test/support/made-mappings.ts'

describe('memory that nobody may touch', () => {
  it('is a guard by its flag, room of a GPU by its size, else nothing that is known', () => {
    expect(last([hole(4 * KIB, { flags: 'mr gu' })])).toBe('reserved guard-flag')
    expect(last([hole(4 * KIB, { flags: 'mr' })])).toBe('reserved no-access')
    const gpu = { bytes: 4 * KIB, name: '/dev/nvidia-uvm', perms: 'rw-s' }
    expect([64 * MIB, 64 * MIB - 4 * KIB].map((bytes) => last([gpu, hole(bytes)]))).toEqual([
      'reserved gpu-reserved',
      'reserved no-access'
    ])
    expect(last([hole(64 * MIB)])).toBe('reserved no-access')
    expect(last([gpu, hole(64 * MIB, { name: '[anon:x]' })])).toBe('reserved no-access')
  })

  it('is untouched where it is without swap and holds nothing', () => {
    const flags = 'rd wr nr'
    expect(last([anon(4 * KIB, { flags, rss: 0 })])).toBe('reserved untouched')
    expect(last([anon(4 * KIB, { flags, rss: 4 })])).toBe(NOTHING)
    expect(last([anon(4 * KIB, { flags: 'rd wr', rss: 0 })])).toBe(NOTHING)
    expect(last([anon(4 * KIB, { flags })])).toBe(NOTHING)
  })

  it('is of a device by the flags of its pages', () => {
    expect(last([anon(4 * KIB, { flags: 'rd pf' })])).toBe('device device-pages')
    expect(last([anon(4 * KIB, { flags: 'rd io' })])).toBe('device device-pages')
    expect(last([{ bytes: 4 * KIB, perms: 'r-xp', name: '[vdso]', flags: 'rd pf' }])).toBe('kernel kernel-page')
  })

  it('is all that is known without names', () => {
    const unnamed = { areNamesKnown: false }
    expect([last([hole(4 * KIB)], unnamed), last([anon(4 * KIB)], unnamed)]).toEqual([
      'reserved no-access',
      'anonymous name-unknown'
    ])
  })
})
