import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import maps from '../../../test/support/captures/sleep.maps?raw'
import smaps from '../../../test/support/captures/sleep.smaps?raw'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import SummaryView from './SummaryView.vue'

beforeEach(() => setActivePinia(createPinia()))

function shown(text: string) {
  useCaptureStore().current = captureOfText(text)
  return mount(SummaryView, { global: { plugins: [i18n] } })
}

test('choosing a category filters, choosing it again lifts the filter', async () => {
  const view = shown(smaps)
  const heap = view.findAll('.category-chips button').find((button) => button.text().startsWith('Heap'))!
  await heap.trigger('click')
  expect(useSelectionStore().category).toBe('heap')
  expect(heap.attributes('aria-pressed')).toBe('true')
  await heap.trigger('click')
  expect(useSelectionStore().category).toBeNull()
})

test('the table behind the bar has a row for each category and the whole below', async () => {
  const view = shown(smaps)
  await view.find('.as-table').trigger('click')
  const rows = view.findAll('tbody tr')
  expect(rows.map((row) => row.find('th').text())).toContain('Image')
  const mappings = rows.reduce((sum, row) => sum + Number(row.find('td').text()), 0)
  expect(view.find('tfoot td').text()).toBe(String(mappings))
})

test('with maps alone it goes by size, and says that the rest is unknown', () => {
  const view = shown(maps)
  expect(view.text()).toContain('how much of it is in memory is not known')
  const amounts = view.findAll('.amount').map((amount) => amount.text())
  expect(amounts.length).toBeGreaterThan(3)
  expect(amounts.every((amount) => /[1-9]/.test(amount))).toBe(true)
  expect(view.find('.category-bar').attributes('aria-label')).toContain('Size')
})

test('a metric that the source lacks gives way to size, in words', () => {
  usePreferencesStore().metric = 'pss'
  const view = shown(smaps.replaceAll(/^Pss: .*\n/gm, ''))
  expect(view.text()).toContain('PSS is not known from this source; Size is shown.')
})
