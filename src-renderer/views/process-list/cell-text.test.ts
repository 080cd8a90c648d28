import { expect, it } from 'vitest'
import { listedProcesses } from '#shared/machine/listed-process.ts'
import { TRAIT_KERNEL_THREAD } from '#shared/memory/process-list.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import { sumText, valueText } from './cell-text.ts'
import { chosenColumns, PROCESS_COLUMNS, sumOf } from './process-columns.ts'

const CONTEXT = { grownKb: () => null, mostMappings: null }
const column = (id: string) => PROCESS_COLUMNS.find((each) => each.id === id)!
const sum = (id: string, processes: Parameters<typeof madeProcesses>[0]): string => {
  const members = listedProcesses(madeProcesses(processes), new Map(), null)
  return sumText(column(id), sumOf(column(id), members, CONTEXT), members.length)
}

it('labels a sum: exact, at most, at least, or neither', () => {
  const both = [
    { pid: 1, rss: 1000, pss: 10 },
    { pid: 2, rss: 24, pss: 5 }
  ]
  expect(sum('pss', both)).toBe('15 KiB')
  expect(sum('rss', both)).toBe('≤1.0 MiB')
  expect(sum('pss', [...both, { pid: 3 }])).toBe('≥15 KiB')
  expect(sum('rss', [...both, { pid: 3 }])).toBe('~1.0 MiB')
  // A kernel thread has no memory of its own that could be missing.
  expect(sum('pss', [...both, { pid: 3, traits: TRAIT_KERNEL_THREAD }])).toBe('15 KiB')
  expect(sum('pss', [{ pid: 1 }])).toBe('–')
  // The largest size that each ever had can't be added up.
  expect(sum('peak', both)).toBe('')
})

it('writes what is not known as a dash and never as 0', () => {
  expect(valueText('kb', null)).toBe('–')
  expect(valueText('kb', 0)).toBe('0')
  expect(valueText('share', 0.5)).toBe('50 %')
  expect(valueText('pid', 0)).toBe('–')
  expect(valueText('text', 'a\u202eb')).toBe('a\\u{202e}b')
})

it('shows the columns that were chosen in their order, the name first, and nothing that this version does not know', () => {
  const ids = (chosen: readonly string[], hasTime = true): string[] =>
    chosenColumns(chosen, hasTime).map(({ id }) => id)
  expect(ids(['command', 'nonsense', 'pid'])).toEqual(['name', 'command', 'pid'])
  expect(ids([])).toContain('trend')
  expect(ids([], false)).not.toContain('trend')
})
