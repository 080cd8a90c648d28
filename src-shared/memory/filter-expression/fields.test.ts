import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { compareCaptures } from '../../compare/compare-captures.ts'
import { comparedCapture } from '../../compare/compared-capture.ts'
import { fieldNames, fieldOf } from './fields.ts'

const MAPS = '00400000-00410000 rw-p 00000000 00:00 0 \n'
const SMAPS = `${MAPS}Size: 64 kB\nRss: 8 kB\nTHPeligible: 1\nVmFlags: rd wr\n`
const [maps, smaps] = [captureOfText(MAPS), captureOfText(SMAPS)]

describe('what an expression may ask for', () => {
  it.each([
    ['rss', 'RSS', 'kB'],
    ['SIZE', 'Kbytes', 'kB'],
    ['resident', 'resident', 'percent'],
    ['THPeligible', 'THPeligible', 'number'],
    ['inode', 'Inode', 'number'],
    ['start', 'Address', 'hex'],
    ['address', 'Address', 'hex'],
    ['offset', 'Offset', 'hex'],
    ['perms', 'Perm', 'perms'],
    ['perm', 'Perm', 'perms'],
    ['mode', 'Perm', 'perms'],
    ['flags', 'VmFlags', 'flags'],
    ['flag', 'VmFlags', 'flags'],
    ['category', 'category', 'category'],
    ['name', 'Mapping', 'text'],
    ['file', 'Mapping', 'text'],
    ['purpose', 'what', 'text'],
    ['device', 'Device', 'text']
  ])('%s is the column %s, compared as %s', (name, id, kind) => {
    const field = fieldOf(smaps.table, name)
    expect([field?.column.id, field?.kind]).toEqual([id, kind])
  })

  it('is offered by every name that leads to a column of the source, once', () => {
    for (const { table } of [maps, smaps]) {
      const names = fieldNames(table)
      expect(new Set(names).size).toBe(names.length)
      expect(names.filter((name) => fieldOf(table, name) === undefined)).toEqual([])
    }
    expect(fieldNames(smaps.table)).toEqual(expect.arrayContaining(['rss', 'name', 'flags', 'Rss', 'Mapping', 'what']))
    expect(fieldNames(maps.table)).toEqual(expect.arrayContaining(['name', 'perms', 'Mapping']))
    expect(fieldNames(maps.table)).not.toContain('flags')
    expect(fieldOf(maps.table, 'flags')).toBeUndefined()
  })

  it('is no difference of a comparison: those are not sorted by the numbers that they show', () => {
    const { table } = comparedCapture(compareCaptures(smaps, smaps))
    expect(fieldNames(table).filter((name) => name.startsWith('delta'))).toEqual([])
    expect(fieldNames(table)).toContain('change')
    expect(fieldOf(table, 'delta-rss')).toBeUndefined()
    expect(fieldOf(table, 'change')?.kind).toBe('text')
  })
})
