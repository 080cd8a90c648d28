/** What a key asks of a grid. Row −1 is the header. */
export type GridCommand =
  | { readonly kind: 'move'; readonly row: number; readonly column: number; readonly extend: boolean }
  | {
      readonly kind:
        'toggle' | 'activate' | 'selectAll' | 'copy' | 'copyCell' | 'clear' | 'sort' | 'menu' | 'toggleGroup'
    }
  | { readonly kind: 'widen'; readonly by: number }
  | { readonly kind: 'moveColumn'; readonly by: 1 | -1 }

export interface GridCursor {
  /** −1 is the header row. */
  readonly row: number
  readonly column: number
}

interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

const WIDEN_STEP = 8

/** The command for a key at a cursor, or null when the key is not the grid's. `page` is the number of rows in sight. */
export function gridCommand(
  event: Key,
  cursor: GridCursor,
  rowCount: number,
  columnCount: number,
  page: number
): GridCommand | null {
  if (event.altKey || columnCount === 0) return null
  const isControl = event.ctrlKey || event.metaKey
  const isHeader = cursor.row < 0
  const to = (row: number, column: number = cursor.column): GridCommand => ({
    kind: 'move',
    row: Math.min(Math.max(row, -1), rowCount - 1),
    column: Math.min(Math.max(column, 0), columnCount - 1),
    extend: event.shiftKey && row >= 0
  })
  const sideways = (by: number): GridCommand => {
    if (isHeader && event.shiftKey) return { kind: 'widen', by: by * WIDEN_STEP }
    return {
      kind: 'move',
      row: cursor.row,
      column: Math.min(Math.max(cursor.column + by, 0), columnCount - 1),
      extend: false
    }
  }
  switch (event.key) {
    case 'ArrowDown':
      return to(isControl ? rowCount - 1 : cursor.row + 1)
    case 'ArrowUp':
      return to(isControl ? Math.min(0, rowCount - 1) : cursor.row - 1)
    case 'PageDown':
      return to(cursor.row + page)
    case 'PageUp':
      return to(Math.max(0, cursor.row - page))
    case 'ArrowRight':
      if (isHeader && isControl && event.shiftKey) return { kind: 'moveColumn', by: 1 }
      return isControl ? null : sideways(1)
    case 'ArrowLeft':
      if (isHeader && isControl && event.shiftKey) return { kind: 'moveColumn', by: -1 }
      return isControl ? null : sideways(-1)
    case 'Home':
      return isControl ? to(0, 0) : { kind: 'move', row: cursor.row, column: 0, extend: false }
    case 'End':
      return isControl
        ? to(rowCount - 1, columnCount - 1)
        : { kind: 'move', row: cursor.row, column: columnCount - 1, extend: false }
    case ' ':
      return isHeader ? { kind: 'sort' } : { kind: 'toggle' }
    case 'Enter':
      return isControl ? null : isHeader ? { kind: 'sort' } : { kind: 'activate' }
    case 'Escape':
      return { kind: 'clear' }
    case 'ContextMenu':
      return { kind: 'menu' }
    case 'F10':
      return event.shiftKey ? { kind: 'menu' } : null
    case 'a':
      return isControl ? { kind: 'selectAll' } : null
    case 'c':
      return isControl && !event.shiftKey ? { kind: 'copy' } : null
    case 'C':
      return isControl ? { kind: 'copyCell' } : null
    default:
      return null
  }
}
