import { cssZoomOf } from '../../composables/css-zoom.ts'
import { fittedNumber, type ColumnLayout } from './column-layout.ts'
import type { GridColumn, GridSource } from './grid-column.ts'
import type { GridCursor } from './grid-keys.ts'
import type { RowRange } from './scroll-extent.ts'

/** A drawn cell and what it shows, so that only what changed is written to the document. */
interface Cell {
  readonly element: HTMLElement
  readonly text: Text
  row: number
  column: number
  layout: number
  tone: string
  background: string
  spoken: string
}

interface PooledRow {
  readonly element: HTMLElement
  readonly strip: HTMLElement
  /** Cells of the strip; a column keeps its slot (number modulo slots) while it is in sight. */
  readonly slots: Cell[]
  /** Cells of pinned columns, by column. */
  readonly pinned: Map<number, Cell>
  row: number
  top: number
  state: string
  isOpen: boolean | null | undefined
}

/** Rows are placed relative to a row near them, so that no coordinate gets too large to be exact. */
const BASE_STEP = 1000

/**
 * The rows of a DataGrid as elements that are used again and again: row r is always drawn by element r modulo pool size,
 * so a step of one row rewrites one element. Written against the DOM and not as a template because a frame of fast
 * scrolling rewrites some 500 cells, and comparing as many virtual nodes costs more than drawing them.
 */
export class RowPool {
  readonly #host: HTMLElement
  readonly #rowHeight: number
  #rows: PooledRow[] = []
  #columns: readonly GridColumn[] = []
  #layout: ColumnLayout | null = null
  #layoutNumber = 0
  #inSight: readonly number[] = []
  #slotCount = 0
  #stripShift = 0
  #activeCell: HTMLElement | null = null

  /** Width of a digit, CSS pixels; 0 where nothing is laid out. */
  readonly digitWidth: number

  constructor(host: HTMLElement, rowHeight: number) {
    this.#host = host
    this.#rowHeight = rowHeight
    this.digitWidth = digitWidthIn(host)
  }

  /** New columns or widths: every cell is placed anew when it is drawn next. */
  setLayout(columns: readonly GridColumn[], layout: ColumnLayout): void {
    // A cell's element depends on its column's pin, so a different set of columns starts with fresh rows.
    if (columns !== this.#columns || layout.boxes.some((box, at) => box.pin !== this.#layout?.boxes[at]?.pin))
      this.clear()
    this.#columns = columns
    this.#layout = layout
    this.#layoutNumber++
  }

  /** Columns to draw, and how far the strip has moved to the left, CSS pixels. */
  setColumnsInSight(inSight: readonly number[], stripShift: number): void {
    const count = inSight.filter((column) => this.#layout?.boxes[column]?.pin === null).length
    this.#inSight = inSight
    this.#slotCount = Math.max(this.#slotCount, count)
    if (stripShift === this.#stripShift) return
    this.#stripShift = stripShift
    for (const pooled of this.#rows) pooled.strip.style.transform = `translateX(${-stripShift}px)`
  }

  clear(): void {
    this.#host.replaceChildren()
    this.#rows = []
    this.#slotCount = 0
    this.#activeCell = null
  }

  /**
   * Draws the rows of `range`; `isChanged` when the source says something else than before. `contentTop` is the first
   * visible pixel. Returns the id of the active cell, or null when it is not drawn.
   */
  draw(
    source: GridSource,
    range: RowRange,
    contentTop: number,
    cursor: GridCursor,
    idPrefix: string,
    isChanged: boolean
  ): string | null {
    const count = range.end - range.first
    if (count > this.#rows.length) this.#grow(count)
    const base = Math.floor(range.first / BASE_STEP) * BASE_STEP
    this.#host.style.transform = `translateY(${base * this.#rowHeight - contentTop}px)`
    this.#activeCell?.removeAttribute('id')
    this.#activeCell?.classList.remove('is-active')
    this.#activeCell = null
    const size = this.#rows.length
    for (let row = range.first; row < range.end; row++) {
      const pooled = this.#rows[row % size]!
      this.#drawRow(pooled, source, row, (row - base) * this.#rowHeight, row === cursor.row, isChanged)
      if (row === cursor.row) this.#markActive(pooled, cursor.column, idPrefix)
    }
    for (const pooled of this.#rows) {
      if (pooled.row < range.first || pooled.row >= range.end) this.#hide(pooled)
    }
    return this.#activeCell === null ? null : (this.#activeCell as HTMLElement).id
  }

  #grow(count: number): void {
    // All rows change their element when the pool's size changes, so they are all drawn anew.
    while (this.#rows.length < count) {
      const element = document.createElement('div')
      element.className = 'grid-row'
      element.setAttribute('role', 'row')
      element.hidden = true
      const strip = document.createElement('div')
      strip.className = 'grid-strip'
      strip.setAttribute('role', 'presentation')
      strip.style.transform = `translateX(${-this.#stripShift}px)`
      element.append(strip)
      this.#host.append(element)
      this.#rows.push({ element, strip, slots: [], pinned: new Map(), row: -1, top: -1, state: '', isOpen: undefined })
    }
    for (const pooled of this.#rows) pooled.row = -1
  }

  #hide(pooled: PooledRow): void {
    pooled.row = -1
    if (pooled.element.hidden) return
    pooled.element.hidden = true
    // What is not shown is not selected, whatever its row was.
    pooled.state = ''
    pooled.element.removeAttribute('aria-selected')
  }

  #drawRow(
    pooled: PooledRow,
    source: GridSource,
    row: number,
    top: number,
    isActive: boolean,
    isChanged: boolean
  ): void {
    const { element } = pooled
    if (pooled.top !== top) {
      pooled.top = top
      element.style.transform = `translateY(${top}px)`
    }
    if (pooled.row !== row) {
      pooled.row = row
      // The header is row 1 of the grid.
      element.setAttribute('aria-rowindex', String(row + 2))
      if (element.hidden) element.hidden = false
    }
    this.#tellBranch(pooled, source.isOpen?.(row))
    const isSelected = source.isSelected(row)
    const tone = source.rowTone?.(row) ?? ''
    const state = `grid-row${tone === '' ? '' : ` is-${tone}`}${row % 2 === 1 ? ' is-odd' : ''}${isSelected ? ' is-selected' : ''}${isActive ? ' is-current' : ''}`
    if (pooled.state !== state) {
      pooled.state = state
      element.className = state
      element.setAttribute('aria-selected', String(isSelected))
    }
    for (const column of this.#inSight) this.#drawCell(this.#cellOf(pooled, column), source, row, column, isChanged)
    this.#hideUnusedSlots(pooled)
  }

  /** What a tree of rows tells of itself: how deep the row is, and whether it is open. */
  #tellBranch(pooled: PooledRow, isOpen: boolean | null | undefined): void {
    if (pooled.isOpen === isOpen) return
    pooled.isOpen = isOpen
    const { element } = pooled
    if (isOpen == null) element.removeAttribute('aria-expanded')
    else element.setAttribute('aria-expanded', String(isOpen))
    if (isOpen === undefined) element.removeAttribute('aria-level')
    else element.setAttribute('aria-level', isOpen === null ? '2' : '1')
  }

  #cellOf(pooled: PooledRow, column: number): Cell {
    if (this.#layout?.boxes[column]?.pin !== null) {
      let cell = pooled.pinned.get(column)
      if (cell === undefined) {
        cell = newCell()
        pooled.pinned.set(column, cell)
        pooled.element.append(cell.element)
      }
      return cell
    }
    while (pooled.slots.length < this.#slotCount) {
      const cell = newCell()
      pooled.slots.push(cell)
      pooled.strip.append(cell.element)
    }
    return pooled.slots[column % pooled.slots.length]!
  }

  #hideUnusedSlots(pooled: PooledRow): void {
    for (const cell of pooled.slots) {
      const isUsed = this.#inSight.includes(cell.column)
      if (cell.element.hidden === isUsed) cell.element.hidden = !isUsed
    }
  }

  #drawCell(cell: Cell, source: GridSource, row: number, column: number, isChanged: boolean): void {
    if (cell.column !== column || cell.layout !== this.#layoutNumber) this.#placeCell(cell, column)
    else if (cell.row === row && !isChanged) return
    cell.row = row
    const own = source.text(row, column)
    const text =
      this.#columns[column]!.align === 'end'
        ? fittedNumber(own, this.#layout!.boxes[column]!.width, this.digitWidth)
        : own
    if (cell.text.data !== text) cell.text.data = text
    const tone = source.tone(row, column)
    if (cell.tone !== tone) {
      cell.tone = tone
      cell.element.dataset['tone'] = tone
    }
    const background = source.background?.(row, column) ?? ''
    if (cell.background !== background) {
      cell.background = background
      cell.element.style.background = background
    }
    // A number that has no room is still told to whom asks for it.
    if (text !== own) cell.element.title = own
    else if (cell.element.title !== '') cell.element.title = ''
    const spoken = source.spoken?.(row, column) ?? ''
    if (cell.spoken === spoken) return
    cell.spoken = spoken
    if (spoken === '') cell.element.removeAttribute('aria-description')
    else cell.element.setAttribute('aria-description', spoken)
  }

  #placeCell(cell: Cell, column: number): void {
    const box = this.#layout!.boxes[column]!
    const { align, face } = this.#columns[column]!
    cell.column = column
    cell.layout = this.#layoutNumber
    const { element } = cell
    element.className = `grid-cell is-${align} is-${face}${box.pin === null ? '' : ` is-pinned is-pinned-${box.pin}`}`
    element.setAttribute('aria-colindex', String(column + 1))
    element.style.width = `${box.width}px`
    element.style.left =
      box.pin === 'right' ? 'auto' : `${box.pin === null ? box.x + this.#layout!.pinnedLeft : box.x}px`
    element.style.right = box.pin === 'right' ? `${box.x}px` : 'auto'
  }

  #markActive(pooled: PooledRow, column: number, idPrefix: string): void {
    const cell = pooled.pinned.get(column) ?? pooled.slots.find((slot) => slot.column === column)
    if (cell === undefined) return
    this.#activeCell = cell.element
    cell.element.id = `${idPrefix}-cell`
    cell.element.classList.add('is-active')
  }
}

function digitWidthIn(host: HTMLElement): number {
  const ruler = document.createElement('span')
  ruler.style.cssText = 'position: absolute; visibility: hidden; font-family: var(--font-mono); white-space: pre'
  ruler.textContent = '0'.repeat(100)
  host.append(ruler)
  // Boxes are told in the window's pixels, columns in those of what is inside: on a projector these are larger.
  const width = ruler.getBoundingClientRect().width / 100 / cssZoomOf(host)
  ruler.remove()
  return width
}

function newCell(): Cell {
  const element = document.createElement('div')
  element.setAttribute('role', 'gridcell')
  const text = document.createTextNode('')
  element.append(text)
  return { element, text, row: -1, column: -1, layout: -1, tone: '', background: '', spoken: '' }
}
