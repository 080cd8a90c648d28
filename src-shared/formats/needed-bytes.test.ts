import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { fixture } from '#test/support/opened-files.ts'
import { Budget, USUAL_LIMITS } from './budget.ts'
import { readParts, type FileRange } from './file-reading.ts'
import { HEAD_BYTES } from './importer.ts'
import { takeJsonValues } from './json-values.ts'
import { neededBytes } from './needed-bytes.ts'

/** What is asked of a file that begins with some bytes and has this size, and whether it can be opened. */
function asked(beginning: Uint8Array, size: number): { ranges: FileRange[]; isOpened: boolean } {
  const ranges: FileRange[] = []
  const bytes = readParts(neededBytes(size, nodeFormatContext), (range) => {
    ranges.push(range)
    return beginning.subarray(range.from, range.from + range.length)
  })
  return { ranges, isOpened: bytes !== null }
}
const TEXT = new Uint8Array(HEAD_BYTES + 10).fill(0x61)

describe('of a file is needed', () => {
  it('all, in one part where it is small', () => {
    expect(asked(TEXT.subarray(0, 10), 10)).toEqual({ ranges: [{ from: 0, length: 10 }], isOpened: true })
    expect(asked(TEXT, HEAD_BYTES)).toEqual({ ranges: [{ from: 0, length: HEAD_BYTES }], isOpened: true })
    expect(asked(TEXT, HEAD_BYTES + 10).ranges).toEqual([
      { from: 0, length: HEAD_BYTES },
      { from: 0, length: HEAD_BYTES + 10 }
    ])
    expect(asked(TEXT, USUAL_LIMITS.bytes).ranges.at(-1)).toEqual({ from: 0, length: USUAL_LIMITS.bytes })
  })

  it('nothing where it is too large, but the beginning of a packed core', () => {
    expect(asked(TEXT, USUAL_LIMITS.bytes + 1)).toMatchObject({ isOpened: false })
    const core = new Uint8Array(gzipSync(fixture('waiting.core-head')))
    const { ranges, isOpened } = asked(core, USUAL_LIMITS.bytes + 1)
    expect([ranges.at(-1), isOpened]).toEqual([{ from: 0, length: USUAL_LIMITS.bytes / 2 }, true])
  })
})

describe('values of JSON', () => {
  const takes = (json: string): number => {
    const budget = new Budget({ values: 1000 })
    takeJsonValues(Buffer.from(json), budget, 'x')
    return 1000 - budget.left('values')
  }

  it('are counted by what begins them, and each different key once as several', () => {
    expect([takes('1'), takes('[1,2]'), takes('[[],[]]'), takes('"[,{"')]).toEqual([0, 2, 4, 3])
    expect(takes('{"a":1}')).toBe(9)
    expect(takes('[{"a":1},{"a":2}]')).toBe(12)
    expect(takes('{"a":1,"b":2}')).toBe(18)
  })

  it('are keys only outside of strings, also behind a quote that is marked', () => {
    expect(takes('["a:b"]')).toBe(1)
    expect(takes('["\\":"]')).toBe(1)
    expect(takes('["\\\\":1]')).toBe(9)
  })

  it('are refused where there is no room for them', () => {
    expect(() => takeJsonValues(Buffer.from(`[${'1,'.repeat(20)}1]`), new Budget({ values: 20 }), 'x')).toThrow(
      'more than 20 values of JSON'
    )
    expect(() => takeJsonValues(Buffer.from(`[${'1,'.repeat(19)}1]`), new Budget({ values: 20 }), 'x')).not.toThrow()
  })
})
