import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import maps from '../../../test/support/captures/sleep.maps?raw'
import smaps from '../../../test/support/captures/sleep.smaps?raw'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
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

test('with maps alone resident sizes are unknown, not 0', () => {
  const view = shown(maps)
  expect(view.text()).toContain('RSS is not known from this source.')
  expect(view.findAll('.amount').every((amount) => amount.text() === '–')).toBe(true)
})
