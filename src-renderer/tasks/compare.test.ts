import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import type { Bridge } from '#shared/contract/host.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { OpenedFiles } from '../connection/opened-files.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore } from '../stores/compare-store.ts'
import { useSourceStore, type FileSource } from '../stores/source-store.ts'
import { createCompare, type CompareTask, type OtherSide } from './compare.ts'

const AT = [1000, 2000, 3000]
/** The moments of a file; the process is not in the first one. */
const MOMENTS: (Capture | null)[] = [
  null,
  ...AT.slice(1).map((takenAt) => captureOfText('1000-2000 rw-p 00000000 00:00 0 ', { takenAt }))
]
const files = {
  capture: (_: string, moment: number) => {
    const capture = MOMENTS[moment]
    return capture == null ? Promise.reject(new FailureError('gone', 'x', 'not there')) : Promise.resolve(capture)
  }
} as unknown as OpenedFiles

let shown: OtherSide[]
let task: CompareTask

function showMoment(moment: number): void {
  useSourceStore().moment = moment
  useCaptureStore().current = MOMENTS[moment] ?? null
}

beforeEach(() => {
  setActivePinia(createPinia())
  shown = []
  task = createCompare({} as Bridge, files, (side) => {
    shown.push(side)
    showMoment(side.moment)
    return Promise.resolve()
  })
  const sources = useSourceStore()
  sources.add({ id: 'f', name: 'leak.vmsnap', opened: { moments: AT } } as unknown as FileSource)
  sources.currentId = 'f'
})

it('compares the first moment that holds the process with the last one on the screen', async () => {
  showMoment(2)
  await task.mark()
  expect(useCompareStore().base).toMatchObject({ capture: MOMENTS[1], moment: { file: 'f', index: 1 } })
  expect(shown).toEqual([])
})

it('shows the last moment while there is none before the one on the screen', async () => {
  showMoment(1)
  await task.mark()
  expect(useCompareStore().base).toMatchObject({ capture: MOMENTS[1], moment: { index: 1 } })
  expect(shown).toMatchObject([{ file: 'f', moment: 2 }])
})

it('turns a comparison that is asked for backwards', async () => {
  showMoment(1)
  await task.choose({ file: 'f', moment: 2 }, MOMENTS[1]!.process)
  expect(useCompareStore().base).toMatchObject({ capture: MOMENTS[1], moment: { index: 1 } })
  expect(shown).toMatchObject([{ file: 'f', moment: 2 }])
  await task.choose({ file: 'f', moment: 1 }, MOMENTS[1]!.process)
  expect(useCompareStore().base).toMatchObject({ moment: { index: 1 } })
  expect(shown).toHaveLength(1)
})

it('counts from what is on the screen of a live process', async () => {
  useSourceStore().currentId = null
  useCaptureStore().current = MOMENTS[2] ?? null
  await task.mark()
  expect(useCompareStore().base).toMatchObject({ capture: MOMENTS[2], moment: null })
})
