import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import type { Looking } from '#shared/memory/capture.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import FindingsView from './FindingsView.vue'

beforeEach(() => setActivePinia(createPinia()))

function shown(looking?: Looking): string {
  const made = captureOfText('f0000000-100000000 rw-p 00000000 00:00 0 \n')
  useCaptureStore().current = looking === undefined ? made : { ...made, looking }
  return mount(FindingsView, { global: { plugins: [i18n] } }).text()
}

test('reports what was not looked for, so that nothing found is not taken for nothing there', () => {
  const looking: Looking = { depth: 'inside', couldLookInside: true, cut: [], cost: null }
  expect(shown(looking)).not.toMatch(/idle stacks are known only|not enough time/)
  expect(shown()).toContain('idle stacks are known only')
  expect(shown({ ...looking, couldLookInside: false })).toContain('idle stacks are known only')
  expect(shown({ ...looking, cut: ['malloc', 'stacks'] })).toContain(
    'there was not enough time for free memory in malloc, stacks of threads'
  )
})
