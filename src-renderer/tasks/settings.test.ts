import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import type { Bridge, Settings } from '#shared/contract/host.ts'
import { HandPace, settle } from '#test/support/hand-pace.ts'
import { useHostStore } from '../stores/host-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { applySettings, keepSettings } from './settings.ts'

beforeEach(() => setActivePinia(createPinia()))

it('takes over what is valid and leaves the rest as it was', () => {
  applySettings({
    theme: 'dark',
    locale: 'tlh',
    metric: 7,
    panes: { list: 300, bad: 'wide' },
    columnWidths: { Rss: 90, Pss: 1e9 },
    processWidths: { name: 200, pid: null },
    dutyLimit: 5,
    shownViews: { picture: 'treemap', table: 3 },
    customColumns: ['Rss', 4]
  })
  const preferences = usePreferencesStore()
  expect(preferences.theme).toBe('dark')
  expect(preferences.locale).toBe('en')
  expect(preferences.metric).toBe('rss')
  expect(preferences.panes).toEqual({ list: 300 })
  expect(preferences.columnWidths).toEqual({ Rss: 90 })
  expect(preferences.processWidths).toEqual({ name: 200 })
  expect(preferences.dutyLimit).toBe(0.05)
  expect(preferences.shownViews).toEqual({ picture: 'treemap' })
  expect(preferences.customColumns).toEqual(['Rss'])
})

it('saves changes once, a moment later, and keeps the keys of other versions', async () => {
  const saved: Settings[] = []
  const bridge = {
    invoke: (method: string, settings: Settings) => {
      if (method === 'readSettings') return Promise.resolve({ theme: 'light', fromTheFuture: 1 })
      saved.push(settings)
      return Promise.resolve()
    }
  } as unknown as Bridge
  useHostStore().description = { kind: 'browser', capabilities: ['settings'], versions: {}, machine: null }
  const pace = new HandPace()
  await keepSettings(bridge, pace)
  const preferences = usePreferencesStore()
  expect(preferences.theme).toBe('light')
  preferences.theme = 'dark'
  await settle()
  preferences.metric = 'pss'
  preferences.processWidths = { name: 150 }
  await settle()
  await pace.pass(499)
  expect(saved).toEqual([])
  await pace.pass(1)
  expect(saved).toHaveLength(1)
  expect(saved[0]).toMatchObject({ theme: 'dark', metric: 'pss', processWidths: { name: 150 }, fromTheFuture: 1 })
  preferences.theme = 'contrast'
  await settle()
  dispatchEvent(new Event('pagehide'))
  expect(saved[1]).toMatchObject({ theme: 'contrast' })
  await pace.pass(1000)
  expect(saved).toHaveLength(2)
})
