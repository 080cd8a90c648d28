import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '../memory/capture.ts'
import { purposeOf } from '../memory/purpose.ts'
import { classify } from './classify.ts'
import { classifiedAnew } from './classify-anew.ts'
import { NOTHING_OBSERVED } from './observed.ts'

/** Keys of the purposes of all rows, after labels were made anew. */
function keysOf(capture: Capture): string[] {
  const { classification, table } = classifiedAnew(capture)
  return Array.from({ length: table.rowCount }, (_, row) => purposeOf(classification, row).key)
}

it('makes labels of the mappings instead of those that were kept with them', () => {
  const made = captureOfText('1000-2000 rw-p 00000000 00:00 0 [heap]\n2000-3000 rw-p 00000000 00:00 0 \n')
  const purposes = made.classification.purposes.map((purpose) => ({ ...purpose, key: 'java-heap' }))
  const kept = { ...made, classification: { ...made.classification, purposes, isStored: true } }
  expect(keysOf(kept)).toEqual(['heap', 'anonymous'])
  expect(classifiedAnew(kept).classification.isStored).toBe(false)
})

it('takes nothing for a stack of a thread where the capture reports that there is one thread only', () => {
  const text = '7f0000000000-7f0000001000 ---p 00000000 00:00 0 \n7f0000001000-7f0000801000 rw-p 00000000 00:00 0 \n'
  const ofThreads = (Threads: number): string[] => keysOf(captureOfText(text, { status: { Threads } }))
  expect([ofThreads(1)[1], ofThreads(2)[1], keysOf(captureOfText(text))[1]]).toEqual([
    'anonymous',
    'thread-stack',
    'thread-stack'
  ])
})

it('keeps in mind what the source did not report', () => {
  const text = '1000-2000 rw-p 00000000 00:13 7 /memfd:x (deleted)\n'
  const evidence = (absent?: Capture['absent']): string | undefined =>
    classifiedAnew(captureOfText(text, absent === undefined ? {} : { absent })).classification.evidences[0]?.key
  expect([evidence(), evidence(['offset']), evidence(['perms']), evidence(['sharing'])]).toEqual([
    'private-copy',
    'private-copy',
    'shared-object',
    'shared-object'
  ])
  const nameless = captureOfText('1000-2000 rw-p 00000000 00:00 0 \n3000-4000 ---p 00000000 00:00 0 \n')
  const classification = classify(nameless.table, { ...NOTHING_OBSERVED, areNamesKnown: false })
  expect([keysOf(nameless)[0], keysOf({ ...nameless, classification })[0]]).toEqual(['anonymous', 'unknown'])
})
