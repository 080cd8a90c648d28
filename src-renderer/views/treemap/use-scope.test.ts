import { expect, test } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import type { Category } from '#shared/memory/category.ts'
import { useScope } from './use-scope.ts'

function newWalk() {
  const key = ref('1@1')
  const filter = ref<Category | null>(null)
  const lift = () => (filter.value = null)
  const walk = effectScope().run(() => useScope(() => key.value, { get: () => filter.value, lift }))!
  return { key, filter, walk }
}

test('opening a group leads through its category, and back step by step', () => {
  const { walk } = newWalk()
  walk.open({ category: 'image', label: '/lib/a', skip: 0, range: null })
  expect(walk.path.value.map((step) => step.label ?? step.category)).toEqual([null, 'image', '/lib/a'])
  walk.goOut()
  expect(walk.scope.value).toEqual({ category: 'image', label: null, skip: 0, range: null })
  walk.goOut()
  walk.goOut()
  expect(walk.path.value).toHaveLength(1)
})

test('the rest of a rest is one step further', () => {
  const { walk } = newWalk()
  walk.open({ category: 'file', label: null, skip: 250, range: null })
  walk.open({ category: 'file', label: null, skip: 500, range: null })
  expect(walk.path.value.map((step) => step.skip)).toEqual([0, 0, 250, 500])
})

test('a filter by category shows that category until the whole is asked for', () => {
  const { walk, filter } = newWalk()
  walk.open({ category: 'image', label: '/lib/a', skip: 0, range: null })
  filter.value = 'heap'
  expect(walk.scope.value).toEqual({ category: 'heap', label: null, skip: 0, range: null })
  walk.goTo(0)
  expect(filter.value).toBeNull()
  expect(walk.path.value).toHaveLength(1)
})

test('another process starts at the whole', async () => {
  const { walk, key } = newWalk()
  walk.open({ category: 'image', label: null, skip: 0, range: null })
  key.value = '2@7'
  await nextTick()
  expect(walk.path.value).toHaveLength(1)
})
