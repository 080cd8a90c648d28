import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { EVIDENCE_KEYS } from '../words/evidence.ts'
import { lessonOfEvidence } from './lesson-of-evidence.ts'

it('knows the lesson of a heap, labelled by the kernel or found by its address', () => {
  expect(lessonOfEvidence('heap')?.id).toBe('where-is-the-heap')
  expect(lessonOfEvidence('heap-place')?.id).toBe('where-is-the-heap')
  expect(lessonOfEvidence('jvm-code')).toBeUndefined()
})

it('names lessons that exist', () => {
  const source = readFileSync(join(import.meta.dirname, 'lesson-of-evidence.ts'), 'utf8')
  const named = source.match(/^ {2}'?[\w-]+'?: '[\w-]+',?$/gm)?.length
  expect(EVIDENCE_KEYS.filter((key) => lessonOfEvidence(key) !== undefined)).toHaveLength(named ?? 0)
})
