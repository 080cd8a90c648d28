import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { locateAddress } from '#shared/address/locate-address.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { i18n } from '../../locales/i18n.ts'
import { TASKS } from '../../tasks/index.ts'
import type { FoundAddresses } from '../../tasks/look-at-pages.ts'
import AddressDialog from './AddressDialog.vue'

const CAPTURE = captureOfText(
  [
    '555555554000-555555558000 r-xp 00001000 08:01 42 /srv/bin/demo',
    '7f0000000000-7f0000100000 rw-p 00000000 00:00 0 '
  ].join('\n')
)
let view: VueWrapper
let withoutSymbols: FoundAddresses['withoutSymbols']
const locate = vi.fn((capture: typeof CAPTURE, addresses: readonly bigint[]) =>
  Promise.resolve({
    answers: addresses.map((address) => locateAddress(capture.table, address, capture.pageSize, () => null)),
    withoutSymbols
  })
)
/** The dialog is beside the page, not in it. */
const dialog = (): HTMLElement => document.querySelector<HTMLElement>('[data-testid=addresses]')!
const rows = (): string[][] =>
  [...dialog().querySelectorAll('tbody tr:not(.line):not(.unknown)')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim())
  )
async function settle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await nextTick()
}
async function show(text: string): Promise<void> {
  view = mount(AddressDialog, {
    attachTo: document.body,
    props: { capture: CAPTURE, text, modelValue: true },
    global: { plugins: [i18n], provide: { [TASKS as symbol]: { pages: { locate } } } }
  })
  await settle()
}

beforeEach(() => {
  setActivePinia(createPinia())
  withoutSymbols = null
  locate.mockClear()
})
afterEach(() => {
  view.unmount()
  document.body.replaceChildren()
})

it('answers what it is opened with: the mapping, the offset in it and the offset in its file', async () => {
  await show('555555555010')
  const [row] = rows()
  expect(row!.join(' ')).toContain('demo')
  expect(row!.some((cell) => cell.includes('0x1010'))).toBe(true)
  expect(row!.some((cell) => cell.includes('0x2010'))).toBe(true)
})

it('answers a pasted trace line by line, under the lines as they were', async () => {
  await show('#0  0x0000555555554123 in ?? ()\n\n#1  0x00007f0000000008 in ?? ()\nno address here')
  expect([...dialog().querySelectorAll('tr.line')].map((line) => line.textContent.trim())).toEqual([
    '#0  0x0000555555554123 in ?? ()',
    '#1  0x00007f0000000008 in ?? ()',
    'no address here'
  ])
  expect(rows()).toHaveLength(2)
})

it('shows what lies on both sides of an address at which nothing is mapped', async () => {
  await show('600000000000')
  expect(dialog().textContent).toContain('demo')
  expect(rows()[0]!.join(' ')).not.toMatch(/undefined|null|NaN/)
})

it('explains why there are no symbols', async () => {
  withoutSymbols = 'other-machine'
  await show('555555555010')
  expect(dialog().textContent).toContain(i18n.global.t('address.without.other-machine'))
})

it('asks again with Ctrl+Enter, and an earlier answer that comes late changes nothing', async () => {
  await show('555555555010')
  let late: (value: FoundAddresses) => void = () => undefined
  locate.mockImplementationOnce(() => new Promise((resolve) => (late = resolve as typeof late)))
  const field = dialog().querySelector('textarea')!
  const ask = async (text: string): Promise<void> => {
    field.value = text
    field.dispatchEvent(new Event('input'))
    await nextTick()
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true }))
    await settle()
  }
  await ask('555555554000')
  await ask('7f0000000010')
  late({ answers: [], withoutSymbols: null })
  await settle()
  expect(rows()).toHaveLength(1)
  expect(rows()[0]!.join(' ')).toContain('7f0000000010')
})
