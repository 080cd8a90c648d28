import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { HandOutWords } from '#shared/lesson/hand-out.ts'
import { LESSONS, loadRecording } from '#shared/lesson/lessons.ts'
import { momentsOf } from '#shared/lesson/recording.ts'
import { pageFormatContext } from '../workers/page-inflate.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { createLessonFiles, type LessonFiles } from './lesson-files.ts'

const lesson = LESSONS[0]!
const recording = (await loadRecording(lesson.id))!

let saved: { name: string; text: string; bytes: Uint8Array }[]
let refusal: FailureError | null
let files: LessonFiles

const words: HandOutWords = {
  question: 'Question',
  reason: 'Reason',
  name: 'Name',
  answer: 'Answer',
  origin: 'Recorded on 6.1',
  results: { held: 'held', failed: 'failed', unsupported: 'unsupported' }
}
const lessons = () => useLessonStore()
/** A run that has come to that moment. */
function playTo(moment: number): void {
  lessons().lesson = lesson
  lessons().moments = momentsOf(recording, lesson).slice(0, moment + 1)
}

beforeEach(() => {
  setActivePinia(createPinia())
  saved = []
  refusal = null
  const capabilities = ['saveFile'] as const
  useHostStore().description = { kind: 'desktop', capabilities, versions: { vmatlas: '9.8' }, machine: null }
  files = createLessonFiles({
    invoke(_: string, name: string, bytes: Uint8Array) {
      if (refusal !== null) return Promise.reject(refusal)
      saved.push({ name, text: new TextDecoder().decode(bytes), bytes })
      return Promise.resolve(name)
    }
  } as unknown as Bridge)
})

it('a run is handed out as a page, under the name of its lesson', async () => {
  await files.saveHandOut('en', words)
  expect(saved).toEqual([])
  playTo(1)
  await files.saveHandOut('en', words)
  expect(saved.map(({ name }) => name)).toEqual([`${lesson.id}.html`])
  expect(saved[0]!.text).toContain(lesson.title.en)
  expect(saved[0]!.text).toContain('Recorded on 6.1')
})

it('a sheet of any lesson is made from the run that ships with it', async () => {
  const asked: unknown[] = []
  await files.saveSheet(lesson, 'exercise', 'en', (of) => (asked.push(of.kernel), words))
  expect(saved.map(({ name }) => name)).toEqual([`${lesson.id}-exercise.html`])
  expect(saved[0]!.text).toContain('Reason')
  expect(asked).toEqual([recording.kernel])
})

it('of a lesson without such a run there is no sheet, and the reason is shown', async () => {
  await files.saveSheet({ ...lesson, id: 'new' }, 'exercise', 'en', () => words)
  expect([saved, lessons().failure]).toEqual([
    [],
    { kind: 'unsupported', target: 'lesson', detail: 'no recording of it was shipped' }
  ])
})

it('answers are saved for all lessons that this version knows', async () => {
  const run = { run: 'recorded', takenAt: 0, steps: [{ chosen: 1, right: 0 }] } as const
  lessons().kept = { [lesson.id]: run, 'of-a-later-version': run }
  await files.saveAnswers('en')
  expect(saved.map(({ name }) => name)).toEqual(['answers.json'])
  expect(JSON.parse(saved[0]!.text)).toMatchObject([{ lesson: lesson.id }])
  expect(saved[0]!.text.endsWith(']\n')).toBe(true)
})

it('a run is a snapshot: of this machine where it is live, of the recording’s where it is played', async () => {
  const sourceOf = (index: number) => openBytes(saved[index]!.bytes, saved[index]!.name, pageFormatContext).source
  await files.saveSnapshot('en', { beforeFirst: 'before', origin: 'live' })
  lessons().lesson = lesson
  await files.saveSnapshot('en', { beforeFirst: 'before', origin: 'live' })
  expect(saved).toEqual([])
  playTo(1)
  const machine = { kernel: '6.9.1', architecture: 'aarch64', hostName: 'private' }
  useHostStore().description = { ...useHostStore().description!, machine: machine as never }
  await files.saveSnapshot('en', { beforeFirst: 'before', origin: 'live' })
  expect(saved[0]!.name).toBe(`${lesson.id}.vmsnap`)
  expect(sourceOf(0)).toMatchObject({ tool: 'vmatlas 9.8', kernel: '6.9.1', host: null })
  lessons().recording = recording
  useHostStore().description = { ...useHostStore().description!, versions: {} }
  await files.saveSnapshot('en', { beforeFirst: 'before', origin: 'recorded' })
  expect(sourceOf(1)).toMatchObject({ tool: 'vmatlas', kernel: recording.kernel })
})

it('what can not be saved is shown in the lesson', async () => {
  playTo(1)
  refusal = new FailureError('denied', 'a.html', 'the disk is full')
  await files.saveHandOut('en', words)
  expect(lessons().failure).toEqual(refusal.failure)
})
