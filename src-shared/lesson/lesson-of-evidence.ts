import type { EvidenceKey } from '../words/evidence.ts'
import type { Lesson } from './lesson.ts'
import { findLesson } from './lessons.ts'

/** Lessons about what a mapping was taken for, by the reason. */
const LESSON_OF: Readonly<Partial<Record<EvidenceKey, string>>> = {
  arena: 'threads',
  'arena-rest': 'threads',
  bss: 'linking-and-loading',
  'bss-tail': 'linking-and-loading',
  'dev-shm': 'shared-memory',
  'gpu-reserved': 'huge-reservations',
  guard: 'threads',
  heap: 'where-is-the-heap',
  'heap-info': 'threads',
  'heap-place': 'where-is-the-heap',
  'kernel-page': '47-bits',
  'kernel-page-place': '47-bits',
  'malloc-chunk': 'where-is-the-heap',
  memfd: 'shared-memory',
  module: 'shared-libraries',
  'no-access': 'huge-reservations',
  'shared-anonymous': 'shared-memory',
  stack: 'stack-growth',
  sysv: 'shared-memory',
  'thread-stack': 'threads',
  'thread-stack-size': 'threads',
  untouched: 'vsz-is-not-rss'
}

/** The lesson in which such a mapping appears; undefined where there is none. */
export function lessonOfEvidence(key: string): Lesson | undefined {
  const id = LESSON_OF[key as EvidenceKey]
  return id === undefined ? undefined : findLesson(id)
}
