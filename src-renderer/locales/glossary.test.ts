import { expect, test } from 'vitest'
import { FIELDS } from '#shared/glossary/fields.ts'
import { VM_FLAGS } from '#shared/glossary/vm-flags.ts'
import { fieldTexts, flagTexts } from './en/glossary.ts'

// The types see to it that Chinese has what English has.
test('every field and every flag of the glossary has words, and none without an entry', () => {
  expect(Object.keys(fieldTexts).sort()).toEqual(FIELDS.map((field) => field.id).sort())
  expect(Object.keys(flagTexts).sort()).toEqual(VM_FLAGS.map((flag) => flag.letters).sort())
})
