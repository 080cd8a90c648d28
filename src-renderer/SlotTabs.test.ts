import { enableAutoUnmount, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { i18n } from './locales/i18n.ts'
import SlotTabs from './SlotTabs.vue'
import { usePreferencesStore } from './stores/preferences-store.ts'
import { VIEW_SLOTS, VIEWS, type ViewDescriptor } from './views.ts'

beforeEach(() => setActivePinia(createPinia()))
enableAutoUnmount(afterEach)

const view = (id: string, titleKey: string): ViewDescriptor => ({
  id,
  titleKey,
  slot: 'picture',
  component: { template: `<p class="shown">${id}</p>` },
  needs: null
})
const TWO = [view('treemap', 'treemap.label'), view('summary', 'summary.label')]

const slotOf = (views: readonly ViewDescriptor[]) =>
  mount(SlotTabs, { props: { slotName: 'picture', views }, global: { plugins: [i18n] }, attachTo: document.body })

test('a view that is alone in its slot has no tabs', () => {
  const slot = slotOf(TWO.slice(0, 1))
  expect(slot.find('[role=tablist]').exists()).toBe(false)
  expect(slot.findAll('.shown').map((shown) => shown.text())).toEqual(['treemap'])
})

test('of several views the first is shown, until another tab is chosen; the choice is kept', async () => {
  const slot = slotOf(TWO)
  const tabs = slot.findAll('[role=tab]')
  expect(tabs.map((tab) => tab.text())).toEqual(['Treemap', 'Summary'])
  expect(tabs.map((tab) => tab.attributes('aria-selected'))).toEqual(['true', 'false'])
  expect(slot.findAll('.shown').map((shown) => shown.text())).toEqual(['treemap'])
  expect(slot.find('[role=tabpanel]').attributes('aria-labelledby')).toBe(tabs[0]!.attributes('id'))

  await tabs[1]!.trigger('mousedown', { button: 0 })
  await nextTick()
  expect(slot.findAll('.shown').map((shown) => shown.text())).toEqual(['summary'])
  expect(usePreferencesStore().shownViews).toEqual({ picture: 'summary' })
})

test('arrow keys go from tab to tab', async () => {
  const slot = slotOf(TWO)
  const [first, second] = slot.findAll<HTMLElement>('[role=tab]')
  await nextTick()
  first!.element.focus()
  await first!.trigger('keydown', { key: 'ArrowRight' })
  await new Promise((done) => setTimeout(done))
  expect(document.activeElement).toBe(second!.element)
  expect(slot.findAll('.shown').map((shown) => shown.text())).toEqual(['summary'])
})

test('a choice that is not there any more falls back to the first view', () => {
  usePreferencesStore().showView('picture', 'gone')
  expect(slotOf(TWO).find('.shown').text()).toBe('treemap')
})

test('every view has an id of its own, a name in the locales and a slot of the window', () => {
  expect(new Set(VIEWS.map(({ id }) => id)).size).toBe(VIEWS.length)
  for (const { titleKey, slot } of VIEWS) {
    expect(i18n.global.te(titleKey), titleKey).toBe(true)
    expect(VIEW_SLOTS).toContain(slot)
  }
})
