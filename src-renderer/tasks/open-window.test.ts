import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { NO_ROUTE } from '#shared/contract/route.ts'
import { plainSource } from '#shared/formats/importer.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { createOpenWindow, type OpenWindow } from './open-window.ts'

const ROUTE = { ...NO_ROUTE, lesson: '01' }
const BYTES = Uint8Array.of(1, 2)
let asked: unknown[]
let openedHere: unknown[]
let isRefused: boolean
let windows: OpenWindow

beforeEach(() => {
  setActivePinia(createPinia())
  asked = []
  openedHere = []
  isRefused = false
  const bridge = {
    invoke(method: string, argument: unknown) {
      asked.push([method, argument])
      return isRefused ? Promise.reject(new FailureError('denied', 'window', 'no window')) : Promise.resolve()
    }
  } as unknown as Bridge
  const files = { open: (received: unknown) => Promise.resolve(void openedHere.push(received)) }
  const opened = { bytesOf: (id: string) => Promise.resolve(id === 'f' ? BYTES : null) }
  windows = createOpenWindow(bridge, opened as never, files as never, { now: () => ROUTE } as never)
})

it('shows what is on the screen, or a process of it, in another window', async () => {
  await windows.current()
  await windows.process({ pid: 7, startTime: 1 })
  expect(asked).toEqual([
    ['openWindow', { route: ROUTE, files: [] }],
    ['openWindow', { route: { ...ROUTE, process: { pid: 7, startTime: 1 }, lesson: null }, files: [] }]
  ])
})

it('takes the file of what is on the screen with it', async () => {
  const sources = useSourceStore()
  sources.add({
    id: 'f',
    name: 'a.vmsnap',
    opened: { source: plainSource('vmsnap', 'a'), moments: [], momentNotes: [], notes: [] }
  })
  sources.currentId = 'f'
  await windows.current()
  expect(asked).toEqual([['openWindow', { route: ROUTE, files: [{ name: 'a.vmsnap', bytes: BYTES }] }]])
})

it('opens files in a window of their own, or here where none may come up', async () => {
  const received = [{ name: 'a', bytes: BYTES }]
  await windows.files([])
  await windows.files(received)
  expect([asked, openedHere]).toEqual([[['openWindow', { route: NO_ROUTE, files: received }]], []])
  isRefused = true
  await windows.files(received)
  expect(openedHere).toEqual([received])
  expect(useHostStore().notices.map(({ text }) => text)).toEqual(['no window'])
})
