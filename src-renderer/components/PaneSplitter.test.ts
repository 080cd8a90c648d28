import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import PaneSplitter from './PaneSplitter.vue'

it('changes the size of its pane from the keyboard, within limits', async () => {
  const size = ref(300)
  const pane = { size, resize: (given: number) => void (size.value = given), reset: vi.fn() }
  const line = mount(PaneSplitter, { props: { label: 'List', side: 'right', pane, min: 200, max: 320 } })
  const press = async (key: string): Promise<string | undefined> => {
    await line.trigger('keydown', { key })
    return line.attributes('aria-valuenow')
  }
  expect(await press('ArrowLeft')).toBe('316')
  expect(await press('ArrowLeft')).toBe('320')
  expect(await press('ArrowRight')).toBe('304')
  expect(await press('Home')).toBe('200')
  expect(await press('End')).toBe('320')
  await press('Enter')
  await nextTick()
  expect(pane.reset).toHaveBeenCalledOnce()
})
