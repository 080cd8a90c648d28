import { expect, it } from 'vitest'
import { CATEGORIES } from '#shared/memory/category.ts'
import { categoryPattern } from './category-pattern.ts'

it('each category has a hatching of its own, in its own colour', () => {
  const patterns = CATEGORIES.map(categoryPattern)
  expect(new Set(patterns.map(({ backgroundImage }) => backgroundImage)).size).toBe(CATEGORIES.length)
  expect(new Set(patterns.map(({ backgroundColor }) => backgroundColor)).size).toBe(CATEGORIES.length)
})
