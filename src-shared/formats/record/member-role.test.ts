import { describe, expect, it } from 'vitest'
import { first, number, rows } from '#test/support/opened-files.ts'
import { meaningOf, roleOf, unitNamed } from './member-role.ts'

describe('what a key or a heading represents', () => {
  it.each([
    ['start', 'start'],
    ['VmStart', 'start'],
    ['vm_start', 'start'],
    ['Start Address', 'start'],
    ['起始地址', 'start'],
    ['mem_end', 'end'],
    ['Address range', 'range'],
    ['Größe', 'size'],
    ['mapping size', 'size'],
    ['fileOffset', 'offset'],
    ['file path', 'file'],
    ['m_flags', 'perms'],
    ['VmFlags', 'flags'],
    ['vm_flags', 'flags'],
    // A word that means nothing beside others, by itself.
    ['Mapping', 'name'],
    ['mapping name', 'name']
  ])('%s: %s', (key, role) => {
    expect(meaningOf(key)).toEqual({ role, field: null, unit: null })
  })

  it.each([
    ['rss', 'Rss'],
    ['Private_Dirty', 'Private_Dirty'],
    ['private dirty', 'Private_Dirty'],
    ['mem anon', 'Anonymous'],
    ['resident memory', 'Rss'],
    ['swapped', 'Swap'],
    ['THPeligible', 'THPeligible']
  ])('%s: the number %s of smaps', (key, field) => {
    expect(meaningOf(key)).toEqual({ role: null, field, unit: null })
  })

  it.each(['memory', 'memory map', '', '---', 'pages', 'colour', 'Size (furlongs)', 'started by'])(
    '%s: nothing',
    (key) => {
      expect(meaningOf(key)).toEqual({ role: null, field: null, unit: null })
    }
  )
})

describe('the unit of a column', () => {
  it.each([
    ['Size (KB)', 1024],
    ['Size (in kB)', 1024],
    ['Size [ MiB ]', 1 << 20],
    ['size(b)', 1],
    ['size_kb', 1024],
    ['sizeKiB', 1024],
    ['total kbytes', 1024],
    ['size bytes', 1],
    ['Size (pages)', 4096],
    ['size_gb', null],
    ['size in GB', null],
    ['Size', null]
  ])('%s: %s', (key, unit) => {
    expect(meaningOf(key).unit).toBe(unit)
  })

  it('is its name where that is a unit', () => {
    for (const [key, unit] of [
      ['Kbytes', 1024],
      ['KB', 1024],
      ['KiB', 1024],
      ['MiB', 1 << 20],
      ['Mbytes', 1 << 20],
      ['bytes', 1]
    ] as const)
      expect(meaningOf(key)).toEqual({ role: 'size', field: null, unit })
  })

  it('follows numbers of smaps, too', () => {
    for (const [key, unit] of [
      ['rss_kb', 1024],
      ['RSS (MB)', 1 << 20],
      ['Rss bytes', 1],
      ['RSS [page]', 4096]
    ] as const)
      expect(meaningOf(key)).toEqual({ role: null, field: 'Rss', unit })
  })

  it('has a name', () => {
    const names = ['b', 'Byte', 'k', 'KB', 'm', 'G', 'GiB', 'page', 'pages', 'kelvin', 'constructor']
    expect(names.map(unitNamed)).toEqual([1, 1, 1024, 1024, 1 << 20, 1 << 30, 1 << 30, 4096, 4096, null, null])
  })
})

it('a key of more than 48 letters is a sentence', () => {
  const meant = (length: number) => roleOf('start'.padEnd(length)).role
  expect([meant(5), meant(48), meant(49)]).toEqual(['start', 'start', null])
  // The second time it is remembered.
  expect([meant(5), meant(48), meant(49)]).toEqual(['start', 'start', null])
})

it('a table opens whose sizes are called kbytes, or by their unit alone', () => {
  for (const [unit, size] of [
    ['Kbytes', '1024'],
    ['KiB', '1024'],
    ['MiB', '1']
  ] as const) {
    const capture = first(
      `Start,${unit},RSS (kB),Perms,Path\n400000,${size},8,r-xp,/usr/bin/demo\n600000,${size},4,rw-p,\n`
    )
    expect(rows(capture)).toEqual(['400000 1024 r-xp /usr/bin/demo', '600000 1024 rw-p '])
    expect([0, 1].map((row) => number(capture, 'Rss', row))).toEqual([8, 4])
  }
})
