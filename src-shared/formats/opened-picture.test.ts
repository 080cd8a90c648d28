import { describe, expect, it } from 'vitest'
import { LATE_PUBLIC_KINDS } from '#test/fixtures/listings/late-public-kinds.ts'
import { OTHER_PUBLIC_KINDS } from '#test/fixtures/listings/other-public-kinds.ts'
import { PUBLIC_KINDS } from '#test/fixtures/listings/public-kinds.ts'
import { seeds } from '#test/fuzz/importers.ts'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { pictureOf } from '#test/support/opened-picture.ts'
import { open } from '#test/support/opened-files.ts'
import { FailureError } from '../contract/failure.ts'

// Every column of every row, every note and every fact about the source, against what is stored: the other tests look at
// some of them.

/** What the file is opened as, or in words why not. */
function opened(content: Uint8Array | string): string {
  try {
    return pictureOf(open(content))
  } catch (error) {
    if (error instanceof FailureError) return `refused: ${error.failure.kind}, ${error.failure.detail}`
    throw error
  }
}

describe('a file of each format opens as it always did, to the last column', () => {
  it.each([...seeds()].map(([name, bytes]) => ({ name, content: SAMPLES[name] ?? bytes })))('$name', ({ content }) => {
    expect(opened(content)).toMatchSnapshot()
  })
})

describe('what people paste in public opens as it always did, to the last column', () => {
  it.each([...PUBLIC_KINDS, ...OTHER_PUBLIC_KINDS, ...LATE_PUBLIC_KINDS])('$kind', ({ text }) => {
    expect(opened(text)).toMatchSnapshot()
  })
})
