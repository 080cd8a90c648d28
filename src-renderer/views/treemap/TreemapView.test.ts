import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { comparedCapture } from '#shared/compare/compared-capture.ts'
import { compareCaptures } from '#shared/compare/compare-captures.ts'
import { METRICS } from '#shared/memory/metrics.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import maps from '../../../test/support/captures/sleep.maps?raw'
import smaps from '../../../test/support/captures/sleep.smaps?raw'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { useCompareStore } from '../../stores/compare-store.ts'
import { usePreferencesStore } from '../../stores/preferences-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { CommandBook } from '../../tasks/commands.ts'
import { TASKS } from '../../tasks/index.ts'
import TreemapView from './TreemapView.vue'

beforeEach(() => setActivePinia(createPinia()))

/** The view with its canvas left out: the tree, the keyboard and the table are what is tested here. */
function shown(text: string) {
  useCaptureStore().current = captureOfText(text)
  const provide = { [TASKS as symbol]: { commands: new CommandBook() } }
  return mount(TreemapView, { global: { plugins: [i18n], stubs: { TreemapChart: true }, provide } })
}

test('arrow keys speak the nodes, Enter opens a category and selects a mapping, Escape goes back', async () => {
  const view = shown(smaps)
  const picture = view.find('.picture')
  const press = (key: string) => picture.trigger('keydown', { key })
  await press('ArrowRight')
  expect(view.find('[aria-live]').text()).toMatch(/^Image, .*(KiB|MiB)/)
  await press('Enter')
  expect(view.find('.treemap-path').text()).toContain('Image')
  await press('ArrowRight')
  await press('ArrowDown')
  await press('Enter')
  expect(useSelectionStore().count).toBe(1)
  await press('Escape')
  expect(view.find('.treemap-path').text()).toBe('Whole process')
})

test('the table shows the same nodes, and what is selected elsewhere is marked in it', async () => {
  const view = shown(smaps)
  useSelectionStore().category = 'stack'
  await view.find('.as-table').trigger('click')
  const row = view.find('.treemap-table tbody tr')
  expect(row.text()).toContain('[stack]')
  const start = parseInt(row.find('.address').text(), 16)
  useSelectionStore().selectOnly(start)
  await nextTick()
  expect(row.classes()).toContain('selected')
})

test('metrics that the source does not know are disabled, with the reason', () => {
  const view = shown(maps)
  const disabled = view.findAll('input').filter((input) => input.attributes('disabled') !== undefined)
  expect(disabled.map((input) => input.attributes('value'))).toEqual(METRICS.filter((metric) => metric !== 'size'))
  expect(view.text()).toContain('This source only lists mappings')
})

test('a source that reports some metrics is not said to list mappings only', () => {
  const view = shown(smaps.replace(/^(?!Rss:|[0-9a-f]+-).*\n/gm, ''))
  const words = view.findAll('.metric-switch label').map((label) => label.attributes('title'))
  expect(words).toContain('PSS is not known from this source.')
  expect([view.text(), ...words].join('\n')).not.toContain('only lists mappings')
})

test('nothing swapped has a sentence of its own', async () => {
  const view = shown(smaps)
  usePreferencesStore().metric = 'swap'
  await nextTick()
  expect(view.text()).toContain('None of this is swapped out.')
})

test('of a part in which something grew and something shrank both are named; of any other its change', async () => {
  const text = (...rss: number[]): string =>
    ['[anon:a]', '[anon:b]', '/srv/data']
      .map((name, at) => `${at + 1}000000-${at + 1}800000 rw-p 00000000 00:00 0 ${name}\nRss: ${rss[at]} kB\n`)
      .join('')
  const view = shown(text(1124, 388, 812))
  useCompareStore().compared = comparedCapture(
    compareCaptures(captureOfText(text(100, 900, 300)), captureOfText(text(1124, 388, 812)))
  )
  await nextTick()
  const spoken = async (): Promise<string> => {
    await view.find('.picture').trigger('keydown', { key: 'ArrowRight' })
    return view.find('[aria-live]').text()
  }
  expect([await spoken(), await spoken()]).toEqual([
    'Anonymous, +1.0 MiB −512 KiB, 75%, 2 mappings',
    'Mapped file, +512 KiB, 25%, 1 mapping'
  ])
})
