import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { purposeWords } from '#shared/memory/purpose-words.ts'
import type { ProcessMemory } from './process-memory.ts'
import { SpanSet } from './span-set.ts'
import { addV8Cages, v8Cages } from './v8-cages.ts'

const PAGE = 256 * 1024
const GIB = 1024 ** 3
/** As in a renderer of Chromium 156: the sandbox, the trusted range, the code range, and PartitionAlloc. */
const MAIN = 0x1cf600000000
const TRUSTED = 0x23c900000000
const CODE = 0x555ae0000000
const ROWS = [
  [MAIN, MAIN + 3 * PAGE, 'r--p'],
  [MAIN + 3 * PAGE, MAIN + 64 * PAGE, '---p'],
  [MAIN + 64 * PAGE, MAIN + 72 * PAGE, 'rw-p'],
  [MAIN + 72 * PAGE, MAIN + 8 * GIB, '---p'],
  [MAIN + 8 * GIB, MAIN + 8 * GIB + 4 * PAGE, 'rw-p'],
  [MAIN + 8 * GIB + 4 * PAGE, MAIN + 1024 * GIB, '---p'],
  [MAIN + 1024 * GIB, MAIN + 1024 * GIB + PAGE, 'rw-p'],
  [TRUSTED + 64 * PAGE, TRUSTED + 66 * PAGE, 'rw-p'],
  [CODE, CODE + 8 * PAGE, 'rwxp'],
  [0x7f0000000000, 0x7f0000000000 + 8 * PAGE, 'rw-p']
] as const
const { table } = captureOfText(
  ROWS.map(([from, to, perms]) => `${from.toString(16)}-${to.toString(16)} ${perms} 00000000 00:00 0 \n`).join('')
)
/** Flags and number at the beginnings of pages. */
const HEADS: readonly (readonly [address: number, flags: number, number: number])[] = [
  [MAIN, 0, 0],
  [MAIN + PAGE, 0, 1],
  [MAIN + 2 * PAGE, 0, 2],
  [MAIN + 64 * PAGE, 4, 64],
  // Behind it a large object that goes on over pages without heads.
  [MAIN + 66 * PAGE, 0x84, 66],
  [MAIN + 67 * PAGE, 0x4059000000000000, 0x4059000000000000],
  [MAIN + 70 * PAGE, 4, 70],
  [MAIN + 8 * GIB, 1, 1],
  [TRUSTED + 64 * PAGE, 4, 0x4040],
  [CODE, 4, 0x5000]
]

const memoryOf = (heads: typeof HEADS): ProcessMemory =>
  ({
    isOver: false,
    words: (at: number) => {
      const head = heads.find(([address]) => address === at)
      return head === undefined ? null : Float64Array.of(head[1], head[2])
    }
  }) as unknown as ProcessMemory

it('finds the cages by the numbers of their pages', () => {
  expect(v8Cages(memoryOf(HEADS), table)).toEqual({ main: MAIN, trusted: TRUSTED, code: CODE })
  const spans = new SpanSet()
  addV8Cages(memoryOf(HEADS), table, 'Chromium', spans)
  const found = spans.spans.map(({ start, end, label: { purpose, confidence } }) => [
    ROWS.findIndex(([from, to]) => from === start && to === end),
    purposeWords(purpose),
    confidence
  ])
  expect(found).toEqual([
    [0, 'V8 heap: read-only space', 'inferred'],
    [2, 'V8 heap', 'inferred'],
    [4, 'buffers and WebAssembly memory (V8 sandbox)', 'inferred'],
    [7, 'V8 heap: trusted space', 'inferred'],
    [8, 'V8 code range', 'inferred']
  ])
})

it('finds none where numbers do not agree, are few, or are those of something else', () => {
  const shifted = HEADS.map(([at, flags, number]) => [at, flags, number + (at % (3 * PAGE)) / PAGE] as const)
  expect(v8Cages(memoryOf(shifted), table)).toBeNull()
  expect(v8Cages(memoryOf(HEADS.slice(0, 4)), table)).toBeNull()
  // Chunks of an allocator that are numbered from where its own memory begins.
  const chunks = [0, 1, 2, 3, 4, 5, 6].map((number) => [0x7f0000000000 + (number + 1) * PAGE, 1, number] as const)
  expect(v8Cages(memoryOf(chunks), table)).toBeNull()
  expect(v8Cages(memoryOf(HEADS.map(([at, , number]) => [at, 0x7f0012345678, number] as const)), table)).toBeNull()
})

it('what lies behind the heap is the sandbox only as far as mappings follow each other', () => {
  const apart = captureOfText(
    ROWS.filter((_, at) => at !== 3)
      .map(([from, to, perms]) => `${from.toString(16)}-${to.toString(16)} ${perms} 00000000 00:00 0 \n`)
      .join('')
  )
  const spans = new SpanSet()
  addV8Cages(memoryOf(HEADS), apart.table, 'Chromium', spans)
  expect(spans.spans.map(({ label: { purpose } }) => purpose.key)).not.toContain('v8-buffers')
})
