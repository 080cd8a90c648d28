import { failureOf } from '#shared/contract/failure.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { handOut, type HandOutWords } from '#shared/lesson/hand-out.ts'
import { lessonSnapshot, type LessonSnapshotWords } from '#shared/lesson/lesson-snapshot.ts'
import { pagePackContext } from '../workers/page-inflate.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useLessonStore } from '../stores/lesson-store.ts'
import { saveFile } from './save-file.ts'

/** A lesson's run as files. */
export interface LessonFiles {
  /** The run as one HTML file for the class. */
  saveHandOut(locale: string, words: HandOutWords): Promise<void>
  /** The run up to now as a snapshot with notes. */
  saveSnapshot(locale: string, words: LessonSnapshotWords): Promise<void>
}

export function createLessonFiles(bridge: Bridge): LessonFiles {
  const lessons = useLessonStore()
  const host = useHostStore()

  async function save(name: string, write: () => Uint8Array): Promise<void> {
    try {
      await saveFile(bridge, name, write())
    } catch (error) {
      lessons.failure = failureOf(error, 'lesson')
    }
  }

  return {
    async saveHandOut(locale, words) {
      const { lesson, moments } = lessons
      if (lesson === null) return
      await save(`${lesson.id}.html`, () => new TextEncoder().encode(handOut(lesson, moments, locale, words)))
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
