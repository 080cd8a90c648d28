import { enableAutoUnmount, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { DUTY_LIMITS } from '#shared/contract/settings.ts'
import { i18n } from '../../locales/i18n.ts'
import { useHostStore } from '../../stores/host-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import SettingsDialog from './SettingsDialog.vue'

beforeEach(() => setActivePinia(createPinia()))
enableAutoUnmount(afterEach)

async function shown(): Promise<void> {
  mount(SettingsDialog, { props: { modelValue: true }, global: { plugins: [i18n] }, attachTo: document.body })
  await nextTick()
}
const selects = (): HTMLSelectElement[] => [...document.querySelectorAll<HTMLSelectElement>('.settings select')]

test('offers each setting that has a field, with its choices, as far as the host can do it', async () => {
  await shown()
  expect(selects().map((select) => select.id)).toEqual(['setting-theme', 'setting-locale', 'setting-units'])
  useHostStore().description = { kind: 'browser', capabilities: ['live'], versions: {}, machine: null }
  await nextTick()
  const limit = document.querySelector<HTMLSelectElement>('#setting-dutyLimit')!
  expect([...limit.options].map((option) => option.value)).toEqual(DUTY_LIMITS.map(String))
  expect(limit.value).toBe('0.05')
})

test('a choice is a value of its setting, also where it is a number', async () => {
  useHostStore().description = { kind: 'browser', capabilities: ['live'], versions: {}, machine: null }
  await shown()
  const [theme] = selects()
  const limit = document.querySelector<HTMLSelectElement>('#setting-dutyLimit')
  theme!.value = 'dark'
  theme!.dispatchEvent(new Event('change'))
  limit!.value = '0.2'
  limit!.dispatchEvent(new Event('change'))
  expect(usePreferencesStore().theme).toBe('dark')
  expect(usePreferencesStore().dutyLimit).toBe(0.2)
})
