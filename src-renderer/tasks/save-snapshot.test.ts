import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { useHostStore } from '../stores/host-store.ts'
import { createSaveSnapshot } from './save-snapshot.ts'

let answer: () => Promise<Uint8Array>
let asked: string[]
let tellProgress: (progress: unknown) => void
const bridge = {
  invoke(method: string, ...args: unknown[]) {
    asked.push(method === 'saveFile' ? `${method} ${String(args[0])}` : method)
    return method === 'takeSnapshot' ? answer() : Promise.resolve(null)
  },
  on(_event: string, listener: (payload: unknown) => void) {
    tellProgress = listener
    return () => undefined
  }
} as unknown as Bridge

beforeEach(() => {
  setActivePinia(createPinia())
  asked = []
  answer = () => Promise.resolve(new Uint8Array(1))
  useHostStore().description = {
    kind: 'desktop',
    capabilities: ['live', 'snapshot', 'saveFile'],
    versions: {},
    machine: null
  }
})

it('saves what it was given under the machine’s name', async () => {
  await createSaveSnapshot(bridge).all()
  expect(asked).toEqual(['takeSnapshot', 'saveFile linux-all.vmsnap'])
  expect(useHostStore().notices).toEqual([])
  expect(useHostStore().progress).toBeNull()
})

it('gives no notice for a snapshot that the user stopped', async () => {
  answer = () => Promise.reject(new FailureError('cancelled', 'snapshot', 'it was stopped; nothing was kept'))
  await createSaveSnapshot(bridge).all()
  expect(useHostStore().notices).toEqual([])
  expect(useHostStore().progress).toBeNull()
})

it('explains why there is none', async () => {
  answer = () => Promise.reject(new FailureError('gone', 'snapshot', 'none of the processes is there any more'))
  await createSaveSnapshot(bridge).all()
  expect(JSON.stringify(useHostStore().notices)).toContain('none of the processes is there any more')
})

it('takes one at a time, and shows how far its own is', async () => {
  const host = useHostStore()
  let end: (bytes: Uint8Array) => void = () => undefined
  answer = () => new Promise((resolve) => (end = resolve))
  const saving = createSaveSnapshot(bridge)
  const first = saving.all()
  await saving.all()
  expect(asked).toEqual(['takeSnapshot'])
  tellProgress({ task: 'another', done: 5, total: 9 })
  expect(host.progress?.done).toBe(0)
  tellProgress({ task: host.progress?.task, done: 5, total: 9 })
  expect(host.progress?.done).toBe(5)
  await saving.cancel()
  expect(asked).toEqual(['takeSnapshot', 'cancel'])
  end(new Uint8Array(1))
  await first
  expect(host.progress).toBeNull()
})
