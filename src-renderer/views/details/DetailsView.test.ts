import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import DetailsView from './DetailsView.vue'

beforeEach(() => setActivePinia(createPinia()))

const MAPPING = [
  '10000-12000 rw-s 00001000 fe:01 77                         /tmp/<b>a\\012\u202eb',
  'Size:                  8 kB',
  'Rss:                   4 kB',
  'Newest:               12 kB',
  'VmFlags: rd wr zz ',
  ''
].join('\n')

function shown(start: number | null) {
  useCaptureStore().current = captureOfText(MAPPING)
  if (start !== null) useSelectionStore().selectOnly(start)
  return mount(DetailsView, { global: { plugins: [i18n] } })
}

test('a mapping is explained, its name is text only, and nothing unknown is hidden', () => {
  const view = shown(0x10000)
  const text = view.text()
  expect(text).toContain('/tmp/<b>a\\012\\u{202e}b')
  expect(view.find('b').exists()).toBe(false)
  expect(text).toContain('File on device fe:01, inode 77, from byte 0x1000')
  expect(text).toContain('Shared: what is written is seen by all who map it')
  expect(text).toMatch(/zz\s*not known to this version/)
  expect(text).toMatch(/Newest\s*12 KiB/)
  expect(text).toContain("grep -A 4 '^00010000-' /proc/4711/smaps")
})

test('without a mapping there is help; one that went away is said to be gone', () => {
  expect(shown(null).text()).toContain('Choose a mapping')
  expect(shown(0x99000).text()).toContain('no longer exists in this reading')
})
