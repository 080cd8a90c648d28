import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bridge } from '#shared/contract/host.ts'
import { FailureError } from '#shared/contract/failure.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { OpenedFiles } from '../connection/opened-files.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useCompareStore } from '../stores/compare-store.ts'
import { useHostStore } from '../stores/host-store.ts'
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

describe('choosing the other side', () => {
  const LIVE = { file: null, moment: 0 }
  const reading = (changed: Partial<Capture>): Capture => captureOfText('1000-2000 rw-p 00000000 00:00 0 ', changed)
  /** What the machine answers with. */
  let live: Capture | FailureError
  let questions: unknown[]

  beforeEach(() => {
    live = reading({ takenAt: 5000 })
    questions = []
    const host = {
      invoke(...question: unknown[]) {
        questions.push(question)
        return live instanceof FailureError ? Promise.reject(live) : Promise.resolve(live)
      }
    } as unknown as Bridge
    task = createCompare(host, files, (side, process) => {
      shown.push({ ...side, process } as OtherSide)
      return Promise.resolve()
    })
  })

  it('another process of this machine is read whole, and what is on the screen is compared with it', async () => {
    showMoment(2)
    const other = { pid: 8, startTime: 80 }
    live = reading({ process: other, takenAt: 9000 })
    await task.choose(LIVE, other)
    expect(questions).toEqual([
      ['capture', other, { detail: 'smaps', elevated: false, task: expect.stringContaining('capture') as string }]
    ])
    expect(useCompareStore().base).toEqual({ capture: live, of: MOMENTS[2]!.process, source: '', moment: null })
    expect(shown).toEqual([])
  })

  it('a moment of a file has the name of the file', async () => {
    showMoment(2)
    await task.choose({ file: 'f', moment: 1 }, MOMENTS[1]!.process)
    expect(useCompareStore().base).toMatchObject({ source: 'leak.vmsnap', moment: { file: 'f', index: 1 } })
  })

  it('the same process as it is now comes to the screen: changes go forwards in time', async () => {
    showMoment(2)
    const { process } = MOMENTS[2]!
    await task.choose(LIVE, process)
    expect(useCompareStore().base).toMatchObject({ capture: MOMENTS[2], of: process, moment: { index: 2 } })
    expect(shown).toEqual([{ ...LIVE, process }])
  })

  it.each([
    ['earlier', { takenAt: 2999 }],
    ['of the same time', { takenAt: 3000 }],
    ['of an unknown time', { takenAt: null }]
  ] as const)('a reading that is %s does not', async (_, changed) => {
    showMoment(2)
    live = reading(changed)
    await task.choose(LIVE, MOMENTS[2]!.process)
    expect([useCompareStore().base?.capture, shown]).toEqual([live, []])
  })

  it('of listings, which do not know when a process began, nobody knows whether it is the same one', async () => {
    const process = { pid: 4711, startTime: 0 }
    useCaptureStore().current = reading({ process, takenAt: 1000 })
    live = reading({ process, takenAt: 5000 })
    await task.choose(LIVE, process)
    expect([useCompareStore().base?.capture, shown]).toEqual([live, []])
  })

  it('what can not be read gives a notice, and the comparison stays', async () => {
    showMoment(2)
    await task.choose({ file: 'f', moment: 1 }, MOMENTS[1]!.process)
    const before = useCompareStore().base
    live = new FailureError('gone', 'process 8', 'no such process')
    await task.choose(LIVE, { pid: 8, startTime: 80 })
    expect(useHostStore().notices.map(({ text }) => text)).toEqual(['process 8: no such process'])
    expect(useCompareStore().base).toBe(before)
  })

  it('without a process on the screen nothing is read', async () => {
    useCaptureStore().current = null
    await task.choose(LIVE, { pid: 8, startTime: 80 })
    await task.mark()
    task.again()
    expect([questions, useCompareStore().base]).toEqual([[], null])
  })

  it('offers the processes of the machine, or of a moment of a file', async () => {
    await task.processesOf(LIVE)
    expect(questions).toEqual([['listProcesses']])
    const asked: unknown[] = []
    Object.assign(files, { list: (...question: unknown[]) => Promise.resolve(void asked.push(question)) })
    await task.processesOf({ file: 'f', moment: 1 })
    expect(asked).toEqual([['f', 1]])
  })

  it('begins anew from what is on the screen', () => {
    showMoment(1)
    task.again()
    expect(useCompareStore().base).toMatchObject({ capture: MOMENTS[1], source: 'leak.vmsnap', moment: { index: 1 } })
  })
})
