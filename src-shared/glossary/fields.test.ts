import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fieldEntry, FIELDS } from './fields.ts'

const SMAPS = readFileSync(join(import.meta.dirname, '../../test/fixtures/captures/sleep.smaps'), 'latin1')

it('every line of a real smaps is known, with the unit that it has there', () => {
  const lines = SMAPS.split('\n').filter((line) => /^\w+: /.test(line) && !line.startsWith('VmFlags'))
  expect(lines.length).toBeGreaterThan(400)
  for (const line of lines) {
    const entry = fieldEntry(line.slice(0, line.indexOf(':')))
    expect(entry?.unit, line).toBe(line.endsWith(' kB') ? 'kB' : 'none')
  }
})

it('a field is found by the name of the kernel, with the first version that has it', () => {
  expect(fieldEntry('Pss_Dirty')).toEqual({ id: 'Pss_Dirty', unit: 'kB', since: '6.0' })
  expect(fieldEntry('Rss')).toEqual({ id: 'Rss', unit: 'kB', since: null })
  expect(fieldEntry('pss')).toBeUndefined()
  expect(FIELDS.every(({ since }) => since === null || /^\d\.\d+(\.\d+)?$/.test(since))).toBe(true)
})
