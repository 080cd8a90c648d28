import { describe, expect, it } from 'vitest'
import type { GrownEntry, GrownList } from '#shared/history/grown-entries.ts'
import { kindLabel } from '#shared/memory/purpose.ts'
import { grownJson, grownText } from './grown-text.ts'

const entry = (what: string): GrownEntry => ({
  what,
  category: 'runtime',
  fromKb: 4,
  toKb: 12,
  deltaKb: 8,
  kbPerMinute: 8,
  shape: 'once',
  since: null,
  starts: [0x1000]
})
const listOf = (...entries: GrownEntry[]): GrownList => ({
  metric: 'rss',
  from: 0,
  to: 60_000,
  moments: 2,
  totalFromKb: 4,
  totalToKb: 12,
  entries,
  left: 0
})

describe('what grew, as text', () => {
  it('calls a group by the words for its kind, in the sentence, the table and the JSON', () => {
    const list = listOf(entry(kindLabel('python-objects')))
    expect(grownText(list, 'purpose')).toContain('Grew most: Python objects, +8 KiB')
    expect(grownText(list, 'purpose').trimEnd()).toMatch(/Python objects$/)
    expect(JSON.parse(grownJson(list, null))).toMatchObject({ entries: [{ what: 'Python objects' }] })
  })

  it('does not say that nothing grew where growth and shrinkage may be netted', () => {
    const list = listOf({ ...entry('[heap]'), deltaKb: -8 })
    expect(grownText(list, 'category')).toContain('No category as a whole is larger')
    expect(grownText(list, 'mapping')).toContain('Nothing is larger')
  })

  it('makes control characters of a name visible', () => {
    expect(grownText(listOf(entry('lib\x1b[2J.so')), 'purpose')).not.toContain('\x1b')
  })

  it('distinguishes mappings of one name by their addresses', () => {
    expect(grownText(listOf(entry('')), 'mapping')).toMatch(/runtime at 0x1000$/m)
    expect(grownText(listOf(entry('')), 'category')).not.toContain('0x')
  })

  it('calls what has no name by its category', () => {
    expect(grownText(listOf(entry('')), 'purpose')).toContain('Grew most: runtime')
  })
})
