import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { useSelectionStore } from '../../stores/selection-store.ts'
import { TASKS, type Tasks } from '../../tasks/index.ts'
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

const opened: string[] = []
const tasks = {
  lesson: {
    open: (id: string) => {
      opened.push(id)
      return Promise.resolve()
    }
  }
} as unknown as Tasks

function shown(start: number | null) {
  useCaptureStore().current = captureOfText(MAPPING)
  if (start !== null) useSelectionStore().selectOnly(start)
  return mount(DetailsView, { global: { plugins: [i18n], provide: { [TASKS]: tasks } } })
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

test('without a mapping there is help; one that went away is shown as gone', () => {
  expect(shown(null).text()).toContain('Choose a mapping')
  expect(shown(0x99000).text()).toContain('no longer exists in this reading')
})

test('a heap leads to the lesson on it', async () => {
  useCaptureStore().current = captureOfText('10000-12000 rw-p 00000000 00:00 0                         [heap]\n')
  useSelectionStore().selectOnly(0x10000)
  const view = mount(DetailsView, { global: { plugins: [i18n], provide: { [TASKS]: tasks } } })
  expect(view.get('[data-testid=lesson-link]').text()).toBe('See the lesson: Where is the heap?')
  await view.get('[data-testid=lesson-link]').trigger('click')
  expect(opened).toEqual(['where-is-the-heap'])
})
