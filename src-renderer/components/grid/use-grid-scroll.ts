import {
  computed,
  nextTick,
  onBeforeUnmount,
  onMounted,
  ref,
  shallowRef,
  type ComputedRef,
  type Ref,
  type ShallowRef
} from 'vue'
import {
  clampContentTop,
  followScroll,
  isStuck,
  revealRow,
  rowRangeOf,
  scrollExtentOf,
  scrollTopOf,
  type RowRange,
  type ScrollExtent,
  type ScrollPosition
} from './scroll-extent.ts'

/** Rows drawn beyond the visible ones on each side: a little, because the rows are drawn before they are shown. */
const SPARE_ROWS = 2

export interface GridScroll {
  readonly extent: ComputedRef<ScrollExtent>
  readonly width: Ref<number>
  readonly scrollLeft: Ref<number>
  /** Rows in sight and a few more. */
  rows(): RowRange
  contentTop(): number
  scrollTo(contentTop: number): void
  scrollSideways(left: number): void
  reveal(row: number, align: 'nearest' | 'middle'): void
  /** Whole rows in sight. */
  page(): number
}

/**
 * Scrolling of a DataGrid: size of the visible part, position in the content, and the browser's scroll position kept in
 * step with it. `draw` is called when another part of the rows comes into sight.
 */
export function useGridScroll(
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
  rowCount: () => number,
  rowHeight: number,
  /** Height of header and totals, CSS pixels. */
  frameHeight: () => number,
  draw: () => void
): GridScroll {
  const width = ref(0)
  const height = ref(0)
  const scrollLeft = ref(0)
  const position = shallowRef<ScrollPosition>({ scrollTop: 0, contentTop: 0 })
  const extent = computed(() => scrollExtentOf(rowCount(), rowHeight, Math.max(0, height.value - frameHeight())))

  function moveTo(contentTop: number): void {
    const element = scroller.value
    if (element === null) return
    const clamped = clampContentTop(extent.value, contentTop)
    element.scrollTop = scrollTopOf(extent.value, clamped)
    // Read back: the browser rounds, and the scroll event that follows must not count as a step of the user.
    position.value = { scrollTop: element.scrollTop, contentTop: clamped }
  }

  function scrollTo(contentTop: number): void {
    moveTo(contentTop)
    draw()
  }

  function onScroll(): void {
    const element = scroller.value
    if (element === null) return
    const contentTop = followScroll(extent.value, position.value, element.scrollTop)
    position.value = { scrollTop: element.scrollTop, contentTop }
    scrollLeft.value = element.scrollLeft
    if (isStuck(extent.value, position.value)) moveTo(contentTop)
    draw()
  }

  function onScrollEnd(): void {
    // On a shortened scale small steps leave the scroll bar behind; it catches up when the user lets go.
    moveTo(position.value.contentTop)
  }

  function measure(): void {
    const element = scroller.value
    if (element === null) return
    width.value = element.clientWidth
    height.value = element.clientHeight
  }

  let observer: ResizeObserver | null = null
  onMounted(() => {
    const element = scroller.value
    if (element === null) return
    measure()
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('scrollend', onScrollEnd)
    observer = new ResizeObserver(() => {
      measure()
      draw()
      // A pane that was hidden has lost its scroll position, and a taller one may have been moved; the rows stay.
      void nextTick(() => scrollTo(position.value.contentTop))
    })
    observer.observe(element)
  })
  onBeforeUnmount(() => {
    observer?.disconnect()
    scroller.value?.removeEventListener('scroll', onScroll)
    scroller.value?.removeEventListener('scrollend', onScrollEnd)
  })

  return {
    extent,
    width,
    scrollLeft,
    rows: () => rowRangeOf(extent.value, position.value.contentTop, rowHeight, rowCount(), SPARE_ROWS),
    contentTop: () => position.value.contentTop,
    scrollTo,
    scrollSideways(left) {
      if (scroller.value === null) return
      scroller.value.scrollLeft = left
      scrollLeft.value = scroller.value.scrollLeft
    },
    reveal(row, align) {
      scrollTo(revealRow(extent.value, position.value.contentTop, rowHeight, row, align))
    },
    page: () => Math.max(1, Math.floor(extent.value.viewport / rowHeight) - 1)
  }
}
