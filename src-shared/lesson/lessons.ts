import { checkLesson } from './check-lesson.ts'
import type { Lesson } from './lesson.ts'
import type { Recording } from './recording.ts'
import { unpackRecording } from './unpack-recording.ts'

// A lesson is a folder and nothing else: the folders' names give the order.
const found = import.meta.glob<{ readonly lesson: Lesson }>('./lessons/*/lesson.ts', { eager: true })
const recordings = import.meta.glob<string>('./lessons/*/recording.json', { query: '?packed', import: 'default' })
const folders = Object.keys(found).sort()

/** All lessons in the order in which they are taught. */
export const LESSONS: readonly Lesson[] = folders.flatMap((path) => found[path]?.lesson ?? [])
LESSONS.forEach(checkLesson)

/** The lesson of that id. */
export function findLesson(id: string): Lesson | undefined {
  return LESSONS.find((lesson) => lesson.id === id)
}

/** The lesson that is taught next. */
export function lessonAfter(lesson: Lesson): Lesson | undefined {
  return LESSONS[LESSONS.indexOf(lesson) + 1]
}

/** Folder of a lesson below `lessons/`, for the one who records it. */
export function lessonFolder(id: string): string | undefined {
  return folders
    .find((path) => found[path]?.lesson.id === id)
    ?.split('/')
    .at(-2)
}

/** The run that ships with a lesson, loaded when it is wanted; null when there is none. */
export async function loadRecording(id: string): Promise<Recording | null> {
  const load = recordings[`./lessons/${lessonFolder(id) ?? ''}/recording.json`]
  return load === undefined ? null : unpackRecording(await load())
}
