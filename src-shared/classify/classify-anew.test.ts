import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { purposeOf } from '../memory/purpose.ts'
import { classifiedAnew } from './classify-anew.ts'

it('makes labels of the mappings instead of those that were kept with them', () => {
  const made = captureOfText('1000-2000 rw-p 00000000 00:00 0 [heap]\n2000-3000 rw-p 00000000 00:00 0 \n')
  const purposes = made.classification.purposes.map((purpose) => ({ ...purpose, key: 'java-heap' }))
  const kept = { ...made, classification: { ...made.classification, purposes, isStored: true } }
  const anew = classifiedAnew(kept).classification
  expect([0, 1].map((row) => purposeOf(anew, row).key)).toEqual(['heap', 'anonymous'])
  expect(anew.isStored).toBe(false)
})
