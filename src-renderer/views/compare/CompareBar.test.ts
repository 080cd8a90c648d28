import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { compareCaptures } from '#shared/compare/compare-captures.ts'
import { comparedCapture } from '#shared/compare/compared-capture.ts'
import { growthOf } from '#shared/compare/growth.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import { useCompareStore } from '../../stores/compare-store.ts'
import { useSourceStore, type FileSource } from '../../stores/source-store.ts'
import { CommandBook } from '../../tasks/commands.ts'
import { TASKS } from '../../tasks/index.ts'
import CompareBar from './CompareBar.vue'

const AT = [10, 11, 12].map((minute) => new Date(2020, 0, 2, 3, minute, 5).getTime())

/** Two mappings with so much in memory, kB, at a moment. */
function captureAt(moment: number, first: number, second: number) {
  const row = (start: string, kb: number): string =>
    `${start}00000000-${start}10000000 rw-p 00000000 00:00 0 \nRss: ${kb} kB\n`
  return captureOfText(row('7f10', first) + row('7f20', second), { takenAt: AT[moment]! })
}

/** The bar's text for the moments 0 and 2 of a file. */
function bar(from: readonly [number, number], to: readonly [number, number]): string {
  const comparison = compareCaptures(captureAt(0, ...from), captureAt(2, ...to))
  const store = useCompareStore()
  store.base = {
    capture: comparison.before,
    of: comparison.after.process,
    source: '',
    moment: { file: 'f', index: 0 }
  }
  store.compared = comparedCapture(comparison)
  store.facts = { ...comparison, growth: growthOf(comparison) }
  const provide = { [TASKS as symbol]: { commands: new CommandBook() } }
  return mount(CompareBar, { global: { plugins: [i18n], provide } }).text()
}

beforeEach(() => {
  setActivePinia(createPinia())
  const sources = useSourceStore()
  sources.add({ id: 'f', name: 'leak.vmsnap', opened: { moments: AT } } as unknown as FileSource)
  sources.currentId = 'f'
  sources.moment = 2
})

it('shows from which moment to which one: that on the screen', () => {
  expect(bar([1024, 0], [2048, 0])).toMatch(/From .*10:05.* to .*12:05/)
})

it('reports the largest growth and the largest shrinkage, each by itself', () => {
  const text = bar([32 * 1024, 100 * 1024], [96 * 1024, 8 * 1024])
  expect(text).toContain('RSS −28.0 MiB')
  expect(text).toMatch(/grew most: [^;]*\+64\.0 MiB/)
  expect(text).toMatch(/shrank most: [^;]*−92\.0 MiB/)
})
