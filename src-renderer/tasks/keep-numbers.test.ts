import { createPinia, setActivePinia } from 'pinia'
import { expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { Bridge } from '#shared/contract/host.ts'
import { settle } from '#test/support/hand-pace.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useNumbersStore } from '../stores/numbers-store.ts'
import { keepNumbers } from './keep-numbers.ts'

it('asks while numbers are shown, and drops an answer of what was shown before', async () => {
  setActivePinia(createPinia())
  useHostStore().description = { kind: 'browser', capabilities: ['live', 'recorder'], versions: {}, machine: null }
  const store = useNumbersStore()
  const answers: ((data: unknown) => void)[] = []
  const asked: unknown[] = []
  const bridge = {
    invoke: (_method: string, process: unknown) => {
      asked.push(process)
      return new Promise((resolve) => answers.push(resolve))
    }
  } as unknown as Bridge
  const stop = keepNumbers(bridge)
  expect(asked).toEqual([])
  store.want({ process: null })
  await nextTick()
  const key = { pid: 7, startTime: 1 }
  store.want({ process: key })
  await nextTick()
  expect(asked).toEqual([null, key])
  answers[0]!('of all')
  await settle()
  expect(store.data).toBeNull()
  answers[1]!('its own')
  await settle()
  expect(store.data).toBe('its own')
  store.want(null)
  await nextTick()
  expect([asked.length, store.data]).toEqual([2, null])
  stop()
})
