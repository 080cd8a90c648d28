import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import type { Looking } from '#shared/memory/capture.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import { useCaptureStore } from '../../stores/capture-store.ts'
import { useSourceStore, type FileSource } from '../../stores/source-store.ts'
import { TASKS } from '../../tasks/index.ts'
import LabelsNote from './LabelsNote.vue'

beforeEach(() => setActivePinia(createPinia()))

function shown(looking: Partial<Looking>): string {
  const made = captureOfText('f0000000-100000000 rw-p 00000000 00:00 0 \n')
  useCaptureStore().current = {
    ...made,
    classification: { ...made.classification, isStored: true },
    looking: { depth: 'inside', couldLookInside: true, cut: [], cost: null, ...looking }
  }
  const sources = useSourceStore()
  sources.add({ id: 'file' } as FileSource)
  sources.currentId = 'file'
  return mount(LabelsNote, { global: { plugins: [i18n], provide: { [TASKS as symbol]: {} } } }).text()
}

test('labels of a file list what was not looked at when they were made', () => {
  expect(shown({})).toBe('labels from the file')
  expect(shown({ cut: ['v8'] })).toBe('labels from the file; there was no time then for all of: V8 pages')
  expect(shown({ couldLookInside: false })).toBe('labels from the file; it could not be looked into then')
})
