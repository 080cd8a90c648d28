import { CELL_KINDS, cellKinds, type CellKind } from '#shared/pages/cell-kinds.ts'
import { cellCount, type PageCells } from '#shared/pages/page-cells.ts'
import type { ChartLook } from './chart-look.ts'
import type { Canvas } from './use-canvas.ts'

/** How cells lie: row by row, the first at the top left. Pixels. */
export interface PageGridLayout {
  readonly columns: number
  readonly side: number
}

/** Smallest and largest side of a cell, pixels. */
const LEAST_SIDE = 7
const LARGEST_SIDE = 22

/** As many cells as there is room for. */
export function roomForCells(width: number, height: number): number {
  return Math.max(1, Math.floor(width / LEAST_SIDE)) * Math.max(1, Math.floor(height / LEAST_SIDE))
}

/** The largest cells with which all fit, in rows of a power of two where there is room, so that addresses line up. */
export function pageGridLayout(cells: number, width: number, height: number): PageGridLayout {
  for (let side = LARGEST_SIDE; side > LEAST_SIDE; side--) {
    const columns = lastPowerOfTwo(Math.floor(width / side))
    if (Math.ceil(cells / columns) * side <= height) return { columns, side }
  }
  return { columns: Math.max(1, Math.floor(width / LEAST_SIDE)), side: LEAST_SIDE }
}

const lastPowerOfTwo = (number: number): number => 2 ** Math.floor(Math.log2(Math.max(1, number)))

/** Colour tokens of the kinds of pages; patterns tell them apart as well. */
export function pageColours(look: ChartLook): Readonly<Record<CellKind, string>> {
  const { anonymous, file, shared, heap, reserved } = look.categories
  return {
    own: anonymous.fill,
    ownShared: heap.fill,
    file: file.fill,
    fileShared: shared.fill,
    zero: reserved.fill,
    swapped: look.muted,
    guard: look.text,
    absent: look.surface
  }
}

export interface PageGridDrawing {
  readonly cells: PageCells
  readonly layout: PageGridLayout
  /** Cell with a border: where the keyboard or the pointer is; −1 for none. */
  readonly cursor: number
  readonly showsWritten: boolean
}

/** Draws cells: of one page its kind, of several how much of it is of each kind, from below in the order of CELL_KINDS. */
export function drawPageGrid(
  { context, look }: Canvas,
  { cells, layout, cursor, showsWritten }: PageGridDrawing
): void {
  const colours = pageColours(look)
  const { columns, side } = layout
  const inner = side - 1
  for (let cell = 0; cell < cells.cellCount; cell++) {
    const [x, y] = [(cell % columns) * side, Math.floor(cell / columns) * side]
    const kinds = cellKinds(cells, cell)
    const total = kinds.reduce((sum, pages) => sum + pages, 0)
    let bottom = y + inner
    for (const [at, kind] of CELL_KINDS.entries()) {
      if (kinds[at] === 0 || total === 0) continue
      // What is there at all is seen, however little it is.
      const high = kind === 'absent' ? bottom - y : Math.max(1, (kinds[at]! / total) * inner)
      const top = Math.max(y, bottom - high)
      if (kind !== 'absent') {
        context.fillStyle = colours[kind]
        context.fillRect(x, top, inner, bottom - top)
        if (cells.pagesPerCell === 1) drawKindMark(context, look, kind, x, y, inner)
      }
      bottom = top
    }
    context.strokeStyle = look.faint
    context.lineWidth = 0.5
    context.strokeRect(x + 0.25, y + 0.25, inner - 0.5, inner - 0.5)
    if (cellCount(cells, cell, 'huge') > 0) {
      context.fillStyle = look.text
      context.fillRect(x, y + inner - 1.5, inner, 1.5)
    }
    if (showsWritten && cellCount(cells, cell, 'written') > 0) {
      context.fillStyle = look.accent
      context.fillRect(x, y, Math.max(3, inner / 3), Math.max(3, inner / 3))
    }
  }
  if (cursor >= 0 && cursor < cells.cellCount) {
    context.strokeStyle = look.accent
    context.lineWidth = 2
    context.strokeRect((cursor % columns) * side - 0.5, Math.floor(cursor / columns) * side - 0.5, side, side)
  }
}

/** A mark on a page's cell, so that its kind is not shown by the colour alone. */
export function drawKindMark(
  context: CanvasRenderingContext2D,
  look: ChartLook,
  kind: CellKind,
  x: number,
  y: number,
  side: number
): void {
  context.strokeStyle = look.surface
  context.fillStyle = look.surface
  context.lineWidth = 1
  const line = (fromX: number, fromY: number, toX: number, toY: number): void => {
    context.beginPath()
    context.moveTo(x + fromX * side, y + fromY * side)
    context.lineTo(x + toX * side, y + toY * side)
    context.stroke()
  }
  if (kind === 'swapped') line(0, 1, 1, 0)
  if (kind === 'guard') {
    line(0, 0, 1, 1)
    line(0, 1, 1, 0)
  }
  if (kind === 'zero') context.fillRect(x + side * 0.35, y + side * 0.35, side * 0.3, side * 0.3)
  if (kind === 'ownShared' || kind === 'fileShared') context.fillRect(x + side * 0.6, y, side * 0.4, side * 0.4)
  if (kind === 'file' || kind === 'fileShared') line(0, 0.5, 1, 0.5)
}
