import { FailureError, failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { answerSheet } from '#shared/lesson/answer-sheet.ts'
import { handOut, type HandOutWords, type SheetKind } from '#shared/lesson/hand-out.ts'
import type { Lesson } from '#shared/lesson/lesson.ts'
import { findLesson, loadRecording } from '#shared/lesson/lessons.ts'
import { momentsOf, type Recording } from '#shared/lesson/recording.ts'
import { lessonSnapshot, type LessonSnapshotWords } from '#shared/lesson/lesson-snapshot.ts'
import { pagePackContext } from '../workers/page-inflate.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { saveFile } from './save-file.ts'

const encoder = new TextEncoder()

/** A lesson's run as files. */
export interface LessonFiles {
  /** The run as one HTML file for the class. */
  saveHandOut(locale: string, words: HandOutWords): Promise<void>
  /** A sheet of any lesson, from the run that ships with it. */
  saveSheet(
    lesson: Lesson,
    kind: SheetKind,
    locale: string,
    wordsOf: (recording: Recording) => HandOutWords
  ): Promise<void>
  /** What was predicted in all lessons, and the scores, as JSON: a list of what `vmatlas lesson --answers` writes. */
  saveAnswers(locale: string): Promise<void>
  /** The run up to now as a snapshot with notes. */
  saveSnapshot(locale: string, words: LessonSnapshotWords): Promise<void>
}

export function createLessonFiles(bridge: Bridge): LessonFiles {
  const lessons = useLessonStore()
  const host = useHostStore()

  async function save(name: string, write: () => Uint8Array | Promise<Uint8Array>): Promise<void> {
    try {
      await saveFile(bridge, name, await write())
    } catch (error) {
      lessons.failure = failureOf(error, 'lesson')
    }
  }

  return {
    async saveHandOut(locale, words) {
      const { lesson, moments } = lessons
      if (lesson === null) return
      await save(`${lesson.id}.html`, () => encoder.encode(handOut(lesson, moments, locale, words)))
    },
    async saveSheet(lesson, kind, locale, wordsOf) {
      await save(`${lesson.id}-${kind}.html`, async () => {
        const recording = await loadRecording(lesson.id)
        if (recording === null) throw new FailureError('unsupported', 'lesson', 'no recording of it was shipped')
        return encoder.encode(handOut(lesson, momentsOf(recording, lesson), locale, wordsOf(recording), kind))
      })
    },
    async saveAnswers(locale) {
      const sheets = Object.entries(lessons.kept).flatMap(([id, run]) => {
        const lesson = findLesson(id)
        return lesson === undefined ? [] : [answerSheet(lesson, run, locale)]
      })
      await save('answers.json', () => encoder.encode(`${JSON.stringify(sheets, null, 2)}\n`))
    },
    async saveSnapshot(locale, words) {
      const { lesson, moments, recording } = lessons
      if (lesson === null || moments.length === 0) return
      const version = host.description?.versions['vmatlas']
      const { kernel, architecture } = recording ?? host.description?.machine ?? { kernel: null, architecture: null }
      const provenance = {
        tool: version === undefined ? 'vmatlas' : `vmatlas ${version}`,
        // For a class: whose machine it was does not matter.
        hostName: null,
        kernel,
        architecture
      }
      await save(`${lesson.id}.vmsnap`, () =>
        lessonSnapshot(lesson, moments, locale, words, provenance, pagePackContext)
      )
    }
  }
}
