import { describe, expect, it } from 'vitest'
import { SETTING_NAMES, SETTINGS, usualSettings, validSettings, type SettingName } from './settings.ts'

/** What is taken over of one stored value. */
const taken = (name: SettingName, value: unknown): unknown => validSettings({ [name]: value })[name]
const counted = (count: number, value: unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`entry-${at}`, value]))

describe('stored settings', () => {
  it('are the usual ones where nobody changed any, and those are valid', () => {
    expect(usualSettings()).toMatchObject({ theme: 'system', locale: 'en', metric: 'rss', dutyLimit: 0.05 })
    expect(Object.keys(usualSettings())).toEqual([...SETTING_NAMES])
    expect(validSettings(usualSettings())).toEqual(usualSettings())
    expect(validSettings({})).toEqual({})
  })

  it('of another kind are left out, each by itself', () => {
    for (const name of SETTING_NAMES) {
      const [wrong, right] = [Symbol('wrong'), SETTINGS[name].usual]
      expect(validSettings({ theme: 'dark', locale: 'zh-CN', [name]: wrong })).not.toHaveProperty(name)
      expect(taken(name, right), name).toEqual(right)
    }
    expect(validSettings({ theme: 'dark', locale: 'tlh', fromTheFuture: 1 })).toEqual({ theme: 'dark' })
  })

  it('are choices of a list, and boxes', () => {
    expect([taken('dutyLimit', 0.2), taken('dutyLimit', 0.3)]).toEqual([0.2, undefined])
    expect([taken('patterns', true), taken('patterns', 'true')]).toEqual([true, undefined])
    expect([taken('grouping', null), taken('theme', null)]).toEqual([null, undefined])
  })

  it('keep the texts of a list, two hundred of them', () => {
    expect(taken('customColumns', ['Rss', 4, null, 'Pss'])).toEqual(['Rss', 'Pss'])
    expect(taken('savedFilters', Array(201).fill('x'))).toHaveLength(200)
    expect(taken('savedFilters', 'x')).toBeUndefined()
  })

  it('keep sizes that a screen may have, two hundred of them', () => {
    const sizes = { open: 20_000, closed: -20_000, huge: 20_001, tiny: -20_001, word: '300', none: null }
    expect(taken('panes', sizes)).toEqual({ open: 20_000, closed: -20_000 })
    expect(Object.keys(taken('columnWidths', counted(201, 90)) as object)).toHaveLength(200)
    expect(taken('processWidths', 7)).toBeUndefined()
  })

  it('keep names of up to 64 characters', () => {
    const [long, tooLong] = ['n'.repeat(64), 'n'.repeat(65)]
    expect(taken('shownViews', { a: long, b: tooLong, c: 1 })).toEqual({ a: long })
    for (const name of ['sortColumn', 'processSortColumn'] as const)
      expect([taken(name, long), taken(name, tooLong)]).toEqual([long, undefined])
    expect([taken('sortColumn', null), taken('processSortColumn', null)]).toEqual([null, undefined])
  })
})
