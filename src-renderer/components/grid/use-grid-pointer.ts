import { ref, type Ref } from 'vue'
import type { GridSource } from './grid-column.ts'

export type SelectMode = 'only' | 'toggle' | 'extend'

/** What the pointer needs from a grid. */
export interface GridAtPointer {
  source(): GridSource
  /** A click with Ctrl or the middle button means something else to the owner than to select one more row. */
  isCtrlTaken(): boolean
  /** The keyboard continues from the column that was pointed at. */
  pointAtColumn(column: number): void
  activate(row: number): void
  toggleGroup(row: number): void
  select(row: number, mode: SelectMode): void
  press(row: number, event: MouseEvent): void
}

interface PointedCell {
  readonly row: number
  readonly column: number
  readonly element: HTMLElement
}

export interface GridPointer {
  /** Where the pointer is, pixels from the window's top; null while it is elsewhere. */
  readonly pointedAt: Ref<number | null>
  cellAt(event: Event): PointedCell | null
  onPointerDown(event: MouseEvent): void
  onHover(event: MouseEvent): void
  onDoubleClick(event: MouseEvent): void
  onPress(event: MouseEvent): void
}

/** Row and column under the pointer, from the attributes that assistive technology reads, too. */
function cellAt(event: Event): PointedCell | null {
  const element = (event.target as Element | null)?.closest<HTMLElement>('[role=gridcell]')
  const row = element?.closest('.grid-row')?.getAttribute('aria-rowindex')
  if (!element || !row) return null
  return { row: Number(row) - 2, column: Number(element.getAttribute('aria-colindex')) - 1, element }
}

/** The sign before a row of a tree. */
const isTwist = (event: Event): boolean => (event.target as Element | null)?.closest('.grid-twist') != null

/** Listens to the pointer over a grid's rows. */
export function useGridPointer(grid: GridAtPointer): GridPointer {
  const pointedAt = ref<number | null>(null)

  /** The first cell of a row that is a heading of those below it: a click opens or closes it. */
  function isGroupHeading({ row, column }: PointedCell): boolean {
    const source = grid.source()
    return source.level === undefined && column === 0 && (source.isOpen?.(row) ?? null) !== null
  }

  return {
    pointedAt,
    cellAt,
    onPointerDown(event) {
      const cell = cellAt(event)
      if (cell === null) return
      grid.pointAtColumn(cell.column)
      // The context menu is for what is selected; a click elsewhere with it selects first.
      if (event.button === 2 && grid.source().isSelected(cell.row)) return
      if (event.button === 0 && isGroupHeading(cell)) return grid.activate(cell.row)
      if (isTwist(event)) return event.button === 0 ? grid.toggleGroup(cell.row) : undefined
      const isWithCtrl = event.ctrlKey || event.metaKey
      if (grid.isCtrlTaken() && (event.button === 1 || isWithCtrl)) return
      grid.select(cell.row, event.shiftKey ? 'extend' : isWithCtrl ? 'toggle' : 'only')
    },
    onHover(event) {
      const cell = cellAt(event)
      pointedAt.value = event.clientY
      if (cell !== null && cell.element.title === '') cell.element.title = grid.source().hint(cell.row, cell.column)
    },
    onDoubleClick(event) {
      const cell = cellAt(event)
      if (cell !== null && !isGroupHeading(cell)) grid.activate(cell.row)
    },
    onPress(event) {
      const cell = cellAt(event)
      if (cell !== null && !isTwist(event)) grid.press(cell.row, event)
    }
  }
}
