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

it('is written as the kernel writes it', () => {
  const text = (name: 'limits' | 'coredump_filter'): string => new TextDecoder().decode(own[name])
  const written = surroundingTexts(surroundingsOf(own))
  expect(written['coredump_filter']).toBe(text('coredump_filter'))
  // Hard limits and units are left out: nothing is made of them.
  const columns = text('limits')
    .split('\n')
    .map((line) => line.slice(0, 47).trimEnd())
  expect(written['limits']!.split('\n').map((line) => line.trimEnd())).toEqual(columns)
  expect(surroundingTexts({ maxMapCount: null, limits: null, coredumpFilter: 0x33 })).toEqual({
    coredump_filter: '00000033\n'
  })
})

it('what no file reports is not known', () => {
  expect(surroundingsOf({})).toEqual({ maxMapCount: null, limits: null, coredumpFilter: null })
  expect(surroundingsOf({ limits: null, coredump_filter: null, max_map_count: null })).toEqual(surroundingsOf({}))
  expect(surroundingsOf({ max_map_count: new Uint8Array(0) }).maxMapCount).toBeNull()
  expect(surroundingTexts(surroundingsOf({}))).toEqual({})
})
