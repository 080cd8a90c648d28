import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { expect, it } from 'vitest'
import type { ExactReading } from '#shared/machine/exact-reading.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import { i18n } from '../../locales/i18n.ts'
import { useProcessesStore } from '../../stores/processes-store.ts'
import ListFooter from './ListFooter.vue'

/** The words on the age of exact numbers, of a list with this many processes of which the first was read. */
function age(count: number, secondsOld: number): string {
  setActivePinia(createPinia())
  const processes = useProcessesStore()
  processes.took(
    madeProcesses(
      Array.from({ length: count }, (_, at) => ({ pid: at + 1 })),
      60_000
    )
  )
  const first = { pid: 1, startTime: 1 }
  processes.exact = new Map([['1@1', { process: first, takenAt: 60_000 - secondsOld * 1000 } as ExactReading]])
  processes.inSight = [first]
  const footer = mount(ListFooter, {
    props: { shown: count, trait: null, isHeld: false, hasExact: true },
    global: { plugins: [i18n] }
  })
  const words = footer.find('[data-testid=exact-age]')
  return words.exists() ? words.text() : ''
}

it('shows how many are still to be read, how old those in sight are, or both', () => {
  expect(age(1, 5)).toBe('')
  expect(age(1, 24)).toBe('Oldest PSS in sight: 24 s')
  expect(age(20, 5)).toBe('PSS: 19 to read')
  expect(age(20, 24)).toBe('PSS: 19 to read · Oldest PSS in sight: 24 s')
})
