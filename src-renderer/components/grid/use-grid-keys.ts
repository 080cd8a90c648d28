import { gridCommand, type GridCommand, type GridCursor } from './grid-keys.ts'
import type { GridSource } from './grid-column.ts'

/** What the keyboard needs from a grid. */
export interface GridAtKeys {
  cursor(): GridCursor
  source(): GridSource
  columnCount(): number
  /** Whole rows in sight. */
  page(): number
  execute(command: GridCommand, at: GridCursor): void
}

/**
 * The arrows open and close a row that has others below it, as in a tree, wherever in it the cursor is: right opens it, left closes
 * it. In the first column left leads from a row that has none, or is closed, to the row above it.
 */
function treeCommand(event: KeyboardEvent, at: GridCursor, source: GridSource): GridCommand | null {
  if (at.row < 0 || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null
  const isOpen = source.isOpen?.(at.row) ?? null
  if (isOpen !== null && event.key === (isOpen ? 'ArrowLeft' : 'ArrowRight'))
    return { kind: source.level === undefined ? 'activate' : 'toggleGroup' }
  if (source.level === undefined || event.key !== 'ArrowLeft' || at.column > 0) return null
  const level = source.level(at.row)
  for (let above = at.row - 1; above >= 0 && level > 1; above--) {
    if (source.level(above) < level) return { kind: 'move', row: above, column: 0, extend: false }
  }
  return null
}

/** Listens to the keys of a grid. */
export function useGridKeys(grid: GridAtKeys): (event: KeyboardEvent) => void {
  return (event) => {
    const at = grid.cursor()
    const source = grid.source()
    const command =
      treeCommand(event, at, source) ?? gridCommand(event, at, source.rowCount, grid.columnCount(), grid.page())
    if (command === null) return
    event.preventDefault()
    event.stopPropagation()
    grid.execute(command, at)
  }
}
