import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { TASKS } from '../../tasks/index.ts'
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

/** Ids of lessons that were asked for. */
const opened = vi.fn()

function shown(start: number | null, text = MAPPING) {
  useCaptureStore().current = captureOfText(text)
  if (start !== null) useSelectionStore().selectOnly(start)
  return mount(DetailsView, {
    global: { plugins: [i18n], provide: { [TASKS as symbol]: { lesson: { open: opened } } } }
  })
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

test('where memory of a kind has a lesson, it begins from here', async () => {
  const view = shown(0x10000, '10000-12000 rw-p 00000000 00:00 0 [heap]\n')
  await view.get('[data-lesson]').trigger('click')
  expect(opened).toHaveBeenCalledWith('where-is-the-heap')
  expect(shown(0x10000).find('[data-lesson]').exists()).toBe(false)
})
