import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import type { Bridge } from '#shared/contract/host.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { OpenedFiles } from '../connection/opened-files.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { createOpenFiles, type OpenFiles } from './open-files.ts'
import type { RefreshProcesses } from './refresh-processes.ts'
import type { WatchProcess } from './watch-process.ts'

let closed: string[]
let opening: OpenFiles
const file = (name: string): { name: string; bytes: Uint8Array } => ({ name, bytes: new Uint8Array(1) })

beforeEach(() => {
  setActivePinia(createPinia())
  closed = []
  const bridge = { invoke: () => Promise.resolve([]), on: () => () => undefined } as unknown as Bridge
  const files = {
    open: ({ name }: { name: string }) => Promise.resolve({ id: `id of ${name}`, opened: { moments: [{}] } }),
    close: (id: string) => Promise.resolve(void closed.push(id))
  } as unknown as OpenedFiles
  const processes = { refresh: () => Promise.resolve() } as unknown as RefreshProcesses
  opening = createOpenFiles(bridge, files, processes, {} as WatchProcess)
})

it('a file that is closed is off the screen, and the machine is shown instead', async () => {
  const sources = useSourceStore()
  await opening.open([file('a'), file('b')])
  expect(sources.currentId).toBe('id of b')
  useCaptureStore().current = captureOfText('00400000-00401000 r-xp 00000000 00:00 0 \n')
  useCaptureStore().state = { kind: 'ready' }
  useSelectionStore().category = 'heap'
  await opening.close('id of b')
  expect([sources.currentId, sources.isLive]).toEqual([null, true])
  expect(sources.files.map(({ name }) => name)).toEqual(['a'])
  expect(closed).toEqual(['id of b'])
  expect(useCaptureStore().current).toBeNull()
  expect(useCaptureStore().state).toEqual({ kind: 'idle' })
  expect(useSelectionStore().category).toBeNull()
})

it('closing another file changes nothing on the screen', async () => {
  const sources = useSourceStore()
  await opening.open([file('a'), file('b')])
  const shown = captureOfText('00400000-00401000 r-xp 00000000 00:00 0 \n')
  useCaptureStore().current = shown
  await opening.close('id of a')
  expect(sources.currentId).toBe('id of b')
  expect(useCaptureStore().current).toEqual(shown)
  expect(closed).toEqual(['id of a'])
})
