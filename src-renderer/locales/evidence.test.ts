import { expect, it } from 'vitest'
import { i18n } from './i18n.ts'

const SOURCES = import.meta.glob<string>('../../src-shared/classify/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true
})

/** Keys of evidence as they stand in the recognisers: the third argument of `finding`, or a member `evidence: { key`. */
function keysIn(source: string): string[] {
  const calls = source.matchAll(/\bfinding\(\s*'[\w-]+',\s*'[\w-]+',\s*'([\w-]+)'/g)
  const members = source.matchAll(/\bevidence:\s*\{\s*key:\s*'([\w-]+)'/g)
  return [...calls, ...members].map(([, key]) => key ?? '')
}

it('has a sentence for every evidence that a recogniser gives', () => {
  const keys = Object.entries(SOURCES).flatMap(([path, source]) => (path.endsWith('.test.ts') ? [] : keysIn(source)))
  expect(keys.length).toBeGreaterThan(15)
  expect(keys.filter((key) => !i18n.global.te(`evidence.${key}`))).toEqual([])
})
