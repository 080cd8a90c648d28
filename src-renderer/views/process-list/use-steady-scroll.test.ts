import { expect, it } from 'vitest'
import { nextTick, ref, shallowRef } from 'vue'
import type { RowWindow } from '../../composables/use-row-window.ts'
import type { ListLine } from './arrange-processes.ts'
import { useSteadyScroll } from './use-steady-scroll.ts'

const HEIGHT = 22
const linesOf = (keys: string): readonly ListLine[] =>
  [...keys].map((key, row) => ({ row, key, depth: 0, branch: 'none', isContext: false }))

function setUp(keys: string, top: number, cursor: string | null) {
  const lines = shallowRef(linesOf(keys))
  const reading = ref(0)
  const scrollTop = ref(top)
  const room = 3 * HEIGHT
  const rowWindow = {
    scrollTop,
    scrollTo: (to: number) => (scrollTop.value = to),
    isInSight: (row: number) => row * HEIGHT >= scrollTop.value && (row + 1) * HEIGHT <= scrollTop.value + room
  } as unknown as RowWindow
  useSteadyScroll(
    () => lines.value,
    () => cursor,
    rowWindow,
    HEIGHT,
    () => reading.value
  )
  return {
    scrollTop,
    async show(next: string, isNewReading = true) {
      lines.value = linesOf(next)
      if (isNewReading) reading.value++
      await nextTick()
      await nextTick()
    }
  }
}

it('keeps the first line in sight at its place when lines come in above', async () => {
  const { scrollTop, show } = setUp('abcdefgh', 3 * HEIGHT + 5, null)
  await show('xyabcdefgh')
  expect(scrollTop.value).toBe(5 * HEIGHT + 5)
})

it('prefers the line with the cursor when it is in sight', async () => {
  const { scrollTop, show } = setUp('abcdefgh', 3 * HEIGHT, 'e')
  await show('eabcdfghi')
  expect(scrollTop.value).toBe(-HEIGHT)
})

it('stays where it is at the top, and when the user arranged the lines anew', async () => {
  const atTop = setUp('abc', 0, null)
  await atTop.show('xabc')
  expect(atTop.scrollTop.value).toBe(0)
  const sorted = setUp('abcdefgh', 3 * HEIGHT, null)
  await sorted.show('hgfedcba', false)
  expect(sorted.scrollTop.value).toBe(3 * HEIGHT)
})
