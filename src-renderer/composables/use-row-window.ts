import { useElementSize, useEventListener } from '@vueuse/core'
import { computed, ref, type ComputedRef, type Ref } from 'vue'

export interface RowWindow {
  /** First row to draw, and one past the last. */
  readonly first: ComputedRef<number>
  readonly end: ComputedRef<number>
  /** Rows that fit completely. */
  readonly page: ComputedRef<number>
  readonly scrollTop: Ref<number>
  scrollTo(top: number): void
  /** Scrolls as little as possible until the row is completely in sight. */
  reveal(row: number): void
  isInSight(row: number): boolean
}

const SPARE_ROWS = 4

/**
 * Which rows of a long list of equal heights to draw. For lists that a browser can scroll over (some 1,500,000 rows of
 * 22 px); longer ones need DataGrid.
 * @param head CSS pixels at the top of the scrolled element that a sticky header covers
 */
export function useRowWindow(
  scroller: Readonly<Ref<HTMLElement | null>>,
  count: () => number,
  rowHeight: number,
  head: number
): RowWindow {
  const scrollTop = ref(0)
  const { height } = useElementSize(scroller)
  const room = computed(() => Math.max(0, height.value - head))
  const page = computed(() => Math.max(1, Math.floor(room.value / rowHeight)))

  useEventListener(scroller, 'scroll', () => {
    scrollTop.value = scroller.value?.scrollTop ?? 0
  })

  function scrollTo(top: number): void {
    const element = scroller.value
    if (element === null) return
    element.scrollTop = Math.max(0, top)
    scrollTop.value = element.scrollTop
  }

  return {
    first: computed(() => Math.max(0, Math.floor(scrollTop.value / rowHeight) - SPARE_ROWS)),
    end: computed(() => Math.min(count(), Math.ceil((scrollTop.value + room.value) / rowHeight) + SPARE_ROWS)),
    page,
    scrollTop,
    scrollTo,
    reveal(row) {
      const top = row * rowHeight
      if (top < scrollTop.value) scrollTo(top)
      else if (top + rowHeight > scrollTop.value + room.value) scrollTo(top + rowHeight - room.value)
    },
    isInSight: (row) => row * rowHeight >= scrollTop.value && (row + 1) * rowHeight <= scrollTop.value + room.value
  }
}
