import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { memoryBar } from '#shared/machine/memory-bar.ts'
import { i18n } from '../../locales/i18n.ts'
import MemoryBar from './MemoryBar.vue'

const LINES = { MemTotal: 1000, MemFree: 250, AnonPages: 500, Cached: 100, Shmem: 0, KernelStack: 0, Buffers: 0 }

function shown(lines: Record<string, number>) {
  const memory = { lines, bar: memoryBar(lines), pressure: null, zram: [] }
  return mount(MemoryBar, { props: { memory }, global: { plugins: [i18n] } })
}

test('each part is as wide as its share of the memory, and what is nothing is left out', () => {
  const widths = shown(LINES)
    .findAll('.segment')
    .map((segment) => (segment.element as HTMLElement).style.width)
  expect(widths).toEqual(['50%', '10%', '15%', '25%'])
})

test('what is in no part comes before what is free, with its amount and share', () => {
  const parts = shown(LINES).findAll('button')
  expect(parts.map((part) => [part.attributes('data-part'), part.attributes('data-kb')])).toEqual([
    ['anonymous', '500'],
    ['fileCache', '100'],
    ['unaccounted', '150'],
    ['free', '250']
  ])
  expect(parts.map((part) => part.find('.share').text())).toEqual(['50%', '10%', '15%', '25%'])
})

test('less than a thousandth is told from nothing', () => {
  const lines = { ...LINES, MemTotal: 1_000_000, MemFree: 999_000, AnonPages: 100, Cached: 600 }
  const shares = shown(lines)
    .findAll('.share')
    .map((share) => share.text())
  expect(shares).toEqual(['<0.1%', '0.1%', '<0.1%', '99.9%'])
})

test('a part explains itself when it is clicked, and no more when it is clicked again', async () => {
  const view = shown(LINES)
  const button = view.find('[data-part="fileCache"]')
  expect(view.find('.meaning').exists()).toBe(false)
  await button.trigger('click')
  expect(button.attributes('aria-expanded')).toBe('true')
  expect(view.find('.meaning').text()).toContain(button.attributes('title'))
  await view.find('[data-part="free"]').trigger('click')
  expect(button.attributes('aria-expanded')).toBe('false')
  await view.findAll('.segment')[3]!.trigger('click')
  expect(view.find('.meaning').exists()).toBe(false)
})
