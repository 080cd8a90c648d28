import { cssZoomOf } from '../../composables/css-zoom.ts'
import { MIN_COLUMN_WIDTH } from './column-layout.ts'

export interface ColumnDrag {
  /** `sign` −1: the handle is on the column's left, where dragging outwards makes it wider. */
  start(event: PointerEvent, id: string, width: number, sign?: 1 | -1): void
  move(event: PointerEvent): void
  end(): void
}

/** Pulling at a column's edge: tells the width in CSS pixels that the pointer asks for, never less than can be grasped again. */
export function columnDrag(widen: (id: string, width: number) => void): ColumnDrag {
  let drag: { readonly id: string; readonly from: number; readonly width: number; readonly sign: 1 | -1 } | null = null
  return {
    start(event, id, width, sign = 1) {
      drag = { id, from: event.clientX, width, sign }
      if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId)
    },
    move(event) {
      if (drag !== null) {
        widen(
          drag.id,
          Math.max(
            MIN_COLUMN_WIDTH,
            drag.width + (drag.sign * (event.clientX - drag.from)) / cssZoomOf(event.currentTarget)
          )
        )
      }
    },
    end() {
      drag = null
    }
  }
}
