import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { surroundingsOf, surroundingTexts } from './process-surroundings.ts'

const own = {
  limits: new Uint8Array(readFileSync('/proc/self/limits')),
  coredump_filter: new Uint8Array(readFileSync('/proc/self/coredump_filter')),
  max_map_count: new Uint8Array(readFileSync('/proc/sys/vm/max_map_count'))
}
const encoded = (texts: Record<string, string>): Record<string, Uint8Array> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)]))

it('what is allowed to a process is the same after it was written and read', () => {
  const read = surroundingsOf(own)
  expect(read.maxMapCount).toBeGreaterThan(1000)
  expect(read.limits).toHaveProperty('Max locked memory')
  expect(read.coredumpFilter).toBeGreaterThan(0)
  expect(surroundingsOf(encoded(surroundingTexts(read)))).toEqual(read)
})

it('what no file reports is not known', () => {
  expect(surroundingsOf({})).toEqual({ maxMapCount: null, limits: null, coredumpFilter: null })
  expect(surroundingTexts(surroundingsOf({}))).toEqual({})
})
