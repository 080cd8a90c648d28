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
import CategoriesView from './CategoriesView.vue'
import CategoryBarView from './CategoryBarView.vue'

beforeEach(() => setActivePinia(createPinia()))

function shown(component: typeof CategoriesView, text: string) {
  useCaptureStore().current = captureOfText(text)
  return mount(component, { global: { plugins: [i18n] } })
}

test('choosing a category filters, choosing it again lifts the filter', async () => {
  const view = shown(CategoriesView, smaps)
  const heap = view.findAll('tbody button').find((button) => button.text().startsWith('Heap'))!
  await heap.trigger('click')
  expect(useSelectionStore().category).toBe('heap')
  expect(heap.attributes('aria-pressed')).toBe('true')
  await heap.trigger('click')
  expect(useSelectionStore().category).toBeNull()
})

test('has a row for each category and the whole below', () => {
  usePreferencesStore().metric = 'size'
  const view = shown(CategoriesView, smaps)
  const rows = view.findAll('tbody tr')
  expect(rows.map((row) => row.find('th').text())).toContain('Image')
  const mappings = rows.reduce((sum, row) => sum + Number(row.findAll('td')[1]!.text()), 0)
  expect(view.findAll('tfoot td')[1]!.text()).toBe(String(mappings))
})

test('shows by which column it is sorted, and sorts by another', async () => {
  const view = shown(CategoriesView, smaps)
  const sorted = () => view.findAll('th[aria-sort="descending"]').map((head) => head.text())
  expect(sorted()).toHaveLength(1)
  await view.findAll('button.sort')[1]!.trigger('click')
  expect(sorted()[0]).toContain('Mappings')
})

test('with maps alone it is sorted by size, and labelled so', () => {
  const view = shown(CategoriesView, maps)
  const amounts = view.findAll('.amount').map((amount) => amount.text())
  expect(amounts.length).toBeGreaterThan(3)
  expect(amounts.every((amount) => /[1-9]/.test(amount))).toBe(true)
  expect(shown(CategoryBarView, maps).find('.category-bar').attributes('aria-label')).toContain('Size')
})

test('a metric that the source lacks gives way to size, in words', () => {
  usePreferencesStore().metric = 'pss'
  const view = shown(CategoryBarView, smaps.replaceAll(/^Pss: .*\n/gm, ''))
  expect(view.text()).toContain('PSS is not known from this source; Size is shown.')
})
