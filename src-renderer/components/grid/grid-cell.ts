import { cssZoomOf } from '../../composables/css-zoom.ts'
import { drawExtras, extrasText } from './cell-extras.ts'
import { textInSight, type ColumnLayout } from './column-layout.ts'
import type { GridColumn, GridSource } from './grid-column.ts'

/** A drawn cell and what it shows, so that only what changed is written to the document. */
export interface GridCell {
  readonly element: HTMLElement
  readonly text: Text
  row: number
  column: number
  /** Number of the layout that it was positioned by. */
  layout: number
  /** A part of it lay outside of what is seen when it was drawn. */
  isCut: boolean
  tone: string
  extras: string
  background: string
  spoken: string
}

/** What cells are drawn by. */
export interface CellFrame {
  readonly columns: readonly GridColumn[]
  readonly layout: ColumnLayout
  readonly layoutNumber: number
  /** How far the strip has moved to the left, and how much of it is seen, CSS pixels. */
  readonly stripShift: number
  readonly stripRoom: number
  /** CSS pixels; 0 where nothing is laid out. */
  readonly digitWidth: number
}

export function newCell(): GridCell {
  const element = document.createElement('div')
  element.setAttribute('role', 'gridcell')
  const text = document.createTextNode('')
  element.append(text)
  return {
    element,
    text,
    row: -1,
    column: -1,
    layout: -1,
    isCut: false,
    tone: '',
    extras: '',
    background: '',
    spoken: ''
  }
}

/** Width of a digit, CSS pixels; 0 where nothing is laid out. */
export function digitWidthIn(host: HTMLElement): number {
  const ruler = document.createElement('span')
  ruler.style.cssText = 'position: absolute; visibility: hidden; font-family: var(--font-mono); white-space: pre'
  ruler.textContent = '0'.repeat(100)
  host.append(ruler)
  // Boxes are measured in the window's pixels, columns in those of what is inside: on a projector these are larger.
  const width = ruler.getBoundingClientRect().width / 100 / cssZoomOf(host)
  ruler.remove()
  return width
}

function positionCell(cell: GridCell, column: number, { columns, layout, layoutNumber }: CellFrame): void {
  const box = layout.boxes[column]!
  const { align, face, className = '' } = columns[column]!
  cell.column = column
  cell.layout = layoutNumber
  const { element } = cell
  element.className = `grid-cell ${className} is-${align} is-${face}${box.pin === null ? '' : ` is-pinned is-pinned-${box.pin}`}`
  element.setAttribute('aria-colindex', String(column + 1))
  element.style.width = `${box.width}px`
  element.style.left = box.pin === 'right' ? 'auto' : `${box.pin === null ? box.x + layout.pinnedLeft : box.x}px`
  element.style.right = box.pin === 'right' ? `${box.x}px` : 'auto'
}

/** Draws the source's content for a row and column; `isChanged` when it is another than before. */
export function drawCell(
  cell: GridCell,
  source: GridSource,
  row: number,
  column: number,
  frame: CellFrame,
  isChanged: boolean
): void {
  const box = frame.layout.boxes[column]!
  const { align, isWhole = align === 'end' } = frame.columns[column]!
  const left = box.x - frame.stripShift
  const isCut = isWhole && box.pin === null && (left < 0 || left + box.width > frame.stripRoom)
  if (cell.column !== column || cell.layout !== frame.layoutNumber) positionCell(cell, column, frame)
  else if (cell.row === row && !isChanged && !isCut && !cell.isCut) return
  cell.row = row
  cell.isCut = isCut
  const own = source.text(row, column)
  const strip = { shift: frame.stripShift, room: frame.stripRoom }
  const text = isWhole ? textInSight(own, frame.columns[column]!, box, strip, frame.digitWidth) : own
  if (cell.text.data !== text) cell.text.data = text
  drawSurroundings(cell, source, row, column)
  // A number that has no room is still shown on hover.
  if (text !== own) cell.element.title = own
  else if (cell.element.title !== '') cell.element.title = ''
}

/** Colours and what is beside the text. */
function drawSurroundings(cell: GridCell, source: GridSource, row: number, column: number): void {
  const { element } = cell
  const tone = source.tone(row, column)
  if (cell.tone !== tone) {
    cell.tone = tone
    element.dataset['tone'] = tone
  }
  if (source.extras !== undefined) {
    const extras = source.extras(row, column)
    const now = extrasText(extras)
    if (cell.extras !== now) {
      cell.extras = now
      drawExtras(element, cell.text, extras)
    }
  }
  const background = source.background?.(row, column) ?? ''
  if (cell.background !== background) {
    cell.background = background
    element.style.background = background
  }
  const spoken = source.spoken?.(row, column) ?? ''
  if (cell.spoken === spoken) return
  cell.spoken = spoken
  if (spoken === '') element.removeAttribute('aria-description')
  else element.setAttribute('aria-description', spoken)
}
