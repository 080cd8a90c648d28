import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { Lesson } from '#shared/lesson/lesson.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { useProcessesStore } from '../stores/processes-store.ts'
import { useRecentStore } from '../stores/recent-store.ts'
import { useSourceStore } from '../stores/source-store.ts'
import { keepRecent } from './keep-recent.ts'

const key = (pid: number): ProcessKey => ({ pid, startTime: pid * 10 })
/** A reading of that process comes to the screen. */
async function show(pid: number, name = `process ${pid}`): Promise<void> {
  useProcessesStore().selected = key(pid)
  useCaptureStore().current = captureOfText('', { process: key(pid), name })
  await nextTick()
}
const recent = (): unknown[] => useRecentStore().processes.map(({ name, file }) => [name, file])

let stop: () => void
beforeEach(() => {
  setActivePinia(createPinia())
  stop = keepRecent()
})

it('remembers each process once, the latest first, at most twelve', async () => {
  for (let pid = 1; pid <= 14; pid++) await show(pid)
  await show(5, 'renamed')
  expect(recent().slice(0, 3)).toEqual([
    ['renamed', null],
    ['process 14', null],
    ['process 13', null]
  ])
  expect(recent()).toHaveLength(12)
})

it('tells a process of this machine from one of a file', async () => {
  await show(1)
  useSourceStore().currentId = 'f'
  await show(1)
  expect(recent()).toEqual([
    ['process 1', 'f'],
    ['process 1', null]
  ])
})

it('remembers nothing of a lesson, of a process that was left, or after it was stopped', async () => {
  useLessonStore().lesson = { id: 'mapping', steps: [] } as unknown as Lesson
  await show(1)
  useLessonStore().lesson = null
  await show(2)
  useCaptureStore().current = null
  useProcessesStore().selected = null
  useCaptureStore().current = captureOfText('', { process: key(3) })
  await nextTick()
  stop()
  await show(4)
  expect(recent()).toEqual([['process 2', null]])
})
