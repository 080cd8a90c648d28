import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bridge, ReceivedFile } from '#shared/contract/host.ts'
import { routeOfProcess, routeText, readRoute, type Route } from '#shared/contract/route.ts'
import { findLesson } from '#shared/lesson/lessons.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { settle } from '#test/support/hand-pace.ts'
import { madeProcesses } from '#test/support/made-processes.ts'
import type { PageAddress } from '../connection/page-address.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useSourceStore, type FileSource } from '../stores/source-store.ts'
import { keepRoute, type KeepRoute } from './keep-route.ts'

const LESSON = findLesson('address-space')!
const A: ProcessKey = { pid: 7, startTime: 70 }

let text: string
let changed: (route: Route) => void
let given: readonly ReceivedFile[]
let did: string[]
const address: PageAddress = {
  read: () => readRoute(text),
  write: (route) => (text = routeText(route)),
  onChange: (listener) => (changed = listener)
}
const bridge = { invoke: () => Promise.resolve(given) } as unknown as Bridge

/** Everything that a route can lead to, without its work. */
function begin(): KeepRoute {
  const processes = useProcessesStore()
  const lessons = useLessonStore()
  const sources = useSourceStore()
  return keepRoute(bridge, address, {
    process: {
      open: (process: ProcessKey) => {
        did.push(`process ${process.pid}@${process.startTime}`)
        processes.selected = process
        return Promise.resolve()
      }
    },
    processes: {
      refresh: () => {
        processes.list = madeProcesses([{ pid: 3 }, { pid: 9 }])
        return Promise.resolve()
      }
    },
    files: {
      open: (files: readonly ReceivedFile[]) => {
        for (const { name } of files) sources.add({ id: name, name } as FileSource)
        sources.currentId = files.at(-1)?.name ?? null
        return Promise.resolve()
      },
      show: (id: string | null, moment = 0) => {
        did.push(`source ${id} ${moment}`)
        sources.currentId = id
        sources.moment = moment
        return Promise.resolve()
      }
    },
    lesson: {
      open: (id: string, isRecorded = false) => {
        did.push(`lesson ${id} ${isRecorded}`)
        lessons.begin(LESSON)
        lessons.isRecorded = isRecorded
        processes.selected = { pid: 99, startTime: 99 }
        return Promise.resolve()
      },
      leave: () => {
        did.push('leave')
        lessons.begin(null)
        processes.selected = null
        return Promise.resolve()
      }
    }
  } as unknown as Parameters<typeof keepRoute>[2])
}

beforeEach(() => {
  setActivePinia(createPinia())
  text = ''
  given = []
  did = []
  useHostStore().description = { kind: 'browser', capabilities: ['live'], versions: {}, machine: null }
})

describe('the address of a window', () => {
  it('follows the process on the screen', async () => {
    await begin().begun
    expect([did, text]).toEqual([[], ''])
    useProcessesStore().selected = A
    await settle()
    expect(text).toBe('pid=7&start=70')
  })

  it('brings the process back, and the lesson from its beginning, with the process behind it', async () => {
    text = 'pid=7&start=70&lesson=address-space&recorded'
    const route = begin()
    await route.begun
    expect(did).toEqual(['process 7@70', 'lesson address-space true'])
    // What the lesson's program is called differs with every run; the process before it is what one returns to.
    expect(text).toBe('pid=7&start=70&lesson=address-space&recorded')
    expect(route.now().process).toEqual(A)
    useLessonStore().begin(null)
    useProcessesStore().selected = null
    await settle()
    expect(text).toBe('')
  })

  it('finds a process by its pid alone', async () => {
    text = 'pid=9'
    await begin().begun
    expect(did).toEqual(['process 9@1'])
    expect(text).toBe('pid=9&start=1')
  })

  it('reports a pid that no process has', async () => {
    text = 'pid=8'
    await begin().begun
    expect(did).toEqual(['process 8@0'])
  })

  it('shows the route in the files that came with it, and keeps none of it: files do not come back', async () => {
    text = 'pid=7&start=70&moment=2'
    given = [{ name: 'a.vmsnap', bytes: new Uint8Array() }]
    await begin().begun
    expect(did).toEqual(['source a.vmsnap 2', 'process 7@70'])
    expect(text).toBe('')
  })

  it('goes where the user changes it to', async () => {
    text = 'lesson=address-space'
    await begin().begun
    did = []
    changed(routeOfProcess(A))
    await settle()
    expect(did).toEqual(['leave', 'process 7@70'])
    useSourceStore().add({ id: 'f', name: 'f' } as FileSource)
    useSourceStore().currentId = 'f'
    did = []
    changed(routeOfProcess(A))
    await settle()
    expect(did).toEqual(['source null 0', 'process 7@70'])
  })

  it('stays as it is while no host answers', async () => {
    useHostStore().description = null
    text = 'pid=7&start=70'
    await begin().begun
    expect([did, text]).toEqual([[], 'pid=7&start=70'])
  })
})
