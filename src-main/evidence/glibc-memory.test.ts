import { describe, expect, it } from 'vitest'
import { mappedBlocks } from './glibc-memory.ts'
import type { ProcessMemory } from './process-memory.ts'

const PAGE = 4096
const BLOCK = 0x21000
const START = 0x7f0000000000
const END = START + 0x100000
const NOTHING = [7, 7]

/** Memory whose pages are there up to an address, with headers of blocks ({0, size | 2}) at some addresses. */
function memoryOf(headers: Readonly<Record<number, number>>, written = END): ProcessMemory {
  const made: Pick<ProcessMemory, 'words' | 'nextResident' | 'isResident'> = {
    isResident: (address) => address < written,
    words: (address) => {
      const size = headers[address - START]
      return (size === undefined ? NOTHING : [(address - START) % PAGE, size + 2]) as unknown as ReturnType<
        ProcessMemory['words']
      >
    },
    nextResident: (from) => from
  }
  return made as ProcessMemory
}

function blocksOf(headers: Readonly<Record<number, number>>, written = END): [number, number][] {
  const run = { start: START, end: END } as Parameters<typeof mappedBlocks>[1]
  const found = mappedBlocks(memoryOf(headers, written), run, [START], [[START, END]], { left: 8192 })
  return found.map(([start, end]) => [start - START, end - START])
}

describe('blocks of malloc that are mappings of their own', () => {
  it('are found where a mapping begins, and behind one another', () => {
    expect(blocksOf({ 0: BLOCK, [BLOCK]: 2 * BLOCK })).toEqual([
      [0, BLOCK],
      [BLOCK, 3 * BLOCK]
    ])
  })

  it('are found by searching where another begins behind them, or the run ends', () => {
    const at = 5 * PAGE
    expect(blocksOf({ [at]: BLOCK, [at + BLOCK]: BLOCK })[0]).toEqual([at, at + BLOCK])
    const last = 0x100000 - BLOCK
    expect(blocksOf({ [last]: BLOCK })).toEqual([[last, 0x100000]])
  })

  it('are found by searching where no page behind them was ever written, as in MariaDB, and not where some were', () => {
    const at = 5 * PAGE
    expect(blocksOf({ [at]: BLOCK }, START + at + BLOCK)).toEqual([[at, at + BLOCK]])
    expect(blocksOf({ [at]: BLOCK }, START + at + BLOCK + PAGE)).toEqual([])
    expect(blocksOf({ [at]: BLOCK }, START + at + BLOCK - PAGE)).toEqual([])
  })

  it('are found where a mapping begins and they are aligned, by a header that contains how far it is from there', () => {
    expect(blocksOf({ 0x3f0: BLOCK - 0x3f0 })).toEqual([[0, BLOCK]])
    expect(blocksOf({ 0xff0: BLOCK - 0xff0 })).toEqual([[0, BLOCK]])
    expect(blocksOf({ 0x3f0: BLOCK })).toEqual([])
    expect(blocksOf({ 0x3e0: BLOCK - 0x3e0 })).toEqual([])
  })

  it('are not two small numbers of other memory, as the 2 and 2 of a method in Metaspace', () => {
    expect(blocksOf({ [5 * PAGE]: 0x20000, [60 * PAGE]: 0x30000 })).toEqual([])
  })
})
