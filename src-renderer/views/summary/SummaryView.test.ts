import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import maps from '../../../test/support/captures/sleep.maps?raw'
import smaps from '../../../test/support/captures/sleep.smaps?raw'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import SummaryView from './SummaryView.vue'

beforeEach(() => setActivePinia(createPinia()))

function shown(text: string) {
  useCaptureStore().current = captureOfText(text)
  return mount(SummaryView, { global: { plugins: [i18n] } })
}

test('with maps alone it reports that the rest is unknown', () => {
  expect(shown(maps).text()).toContain('how much of it is in memory is not known')
})

test('in a short window nothing is lost: the whole text shows on hover', () => {
  const view = shown(smaps)
  expect(view.find('.sentences').attributes('title')).toBe(view.find('.sentences').text())
})
