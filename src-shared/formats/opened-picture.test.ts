import { describe, expect, it } from 'vitest'
import { LATE_PUBLIC_KINDS } from '#test/fixtures/listings/late-public-kinds.ts'
import { OTHER_PUBLIC_KINDS } from '#test/fixtures/listings/other-public-kinds.ts'
import { PUBLIC_KINDS } from '#test/fixtures/listings/public-kinds.ts'
import { seeds } from '#test/fuzz/importers.ts'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { pictureOf } from '#test/support/opened-picture.ts'
import { open } from '#test/support/opened-files.ts'
import { FailureError } from '../contract/failure.ts'
import { HEAD_BYTES } from './importer.ts'
import { IMPORTERS } from './index.ts'
import { decodedText, plainText } from './unwrap/plain-text.ts'

// Every column of every row, every note and every fact about the source, against what is stored: the other tests look at
// some of them.

const PUBLIC = [...PUBLIC_KINDS, ...OTHER_PUBLIC_KINDS, ...LATE_PUBLIC_KINDS]

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

/** Which importers take a file for theirs, and how sure they are. */
function takers(content: Uint8Array | string): string[] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const decoded = decodedText(bytes)
  const plain = plainText(decoded)
  return IMPORTERS.flatMap(({ id, takes, detect }) => {
    const seen = takes === 'bytes' ? bytes : takes === 'table' ? decoded : plain
    const sure = detect(seen.subarray(0, HEAD_BYTES), 'file')
    // Those who take any text look at what is left over.
    return sure > 0 && takes !== 'any' ? [`${id} ${sure}`] : []
  })
}

it('an importer takes no file for its own that it did not take before, and is as sure as it was', () => {
  const named = [
    ...[...seeds()].map(([name, bytes]) => [name, SAMPLES[name] ?? bytes] as const),
    ...PUBLIC.map(({ kind, text }) => [kind, text] as const)
  ]
  const taken = named.map(([name, content]) => `${name}: ${takers(content).join(', ')}`)
  expect(taken.join('\n')).toMatchSnapshot()
})

describe('what people paste in public opens as it always did, to the last column', () => {
  it.each(PUBLIC)('$kind', ({ text }) => {
    expect(opened(text)).toMatchSnapshot()
  })
})
