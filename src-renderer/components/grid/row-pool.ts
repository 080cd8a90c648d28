import type { ColumnLayout } from './column-layout.ts'
import { digitWidthIn, drawCell, newCell, type CellFrame, type GridCell } from './grid-cell.ts'
import type { GridColumn, GridSource } from './grid-column.ts'
import type { GridCursor } from './grid-keys.ts'
import type { RowRange } from './scroll-extent.ts'

interface PooledRow {
  readonly element: HTMLElement
  readonly strip: HTMLElement
  /** Cells of the strip; a column keeps its slot (number modulo slots) while it is in sight. */
  readonly slots: GridCell[]
  /** Cells of pinned columns, by column. */
  readonly pinned: Map<number, GridCell>
  row: number
  top: number
  /** Number of the order of its cells in the document. */
  order: number
  state: string
  isOpen: boolean | null | undefined
  level: number
}

/** Rows are positioned relative to a row near them, so that no coordinate gets too large to be exact. */
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
  /** Another one whenever other columns are drawn. */
  #order = 0
  #stripShift = 0
  #stripRoom = Infinity
  #activeCell: HTMLElement | null = null
  /** Of the drawing under way. */
  #frame: CellFrame | null = null

  /** Width of a digit, CSS pixels; 0 where nothing is laid out. */
  readonly digitWidth: number

  constructor(host: HTMLElement, rowHeight: number) {
    this.#host = host
    this.#rowHeight = rowHeight
    this.digitWidth = digitWidthIn(host)
  }

  /** New columns or widths: every cell is laid out again when it is drawn next. */
  setLayout(columns: readonly GridColumn[], layout: ColumnLayout): void {
    // A cell's element depends on its column's pin, so a different set of columns starts with fresh rows.
    if (columns !== this.#columns || layout.boxes.some((box, at) => box.pin !== this.#layout?.boxes[at]?.pin))
      this.clear()
    this.#columns = columns
    this.#layout = layout
    this.#layoutNumber++
    this.#order++
  }

  /** Columns to draw, how far the strip has moved to the left, and how much of it is seen, CSS pixels. */
  setColumnsInSight(inSight: readonly number[], stripShift: number, stripRoom: number): void {
    const count = inSight.filter((column) => this.#layout?.boxes[column]?.pin === null).length
    if (inSight.join() !== this.#inSight.join()) this.#order++
    this.#inSight = inSight
    this.#stripRoom = stripRoom
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
   * Draws the rows of `range`; `isChanged` when the source gives something else than before. `contentTop` is the first
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
    this.#frame = {
      columns: this.#columns,
      layout: this.#layout!,
      layoutNumber: this.#layoutNumber,
      stripShift: this.#stripShift,
      stripRoom: this.#stripRoom,
      digitWidth: this.digitWidth
    }
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
    // All rows change their element when the pool's size changes, so they are all redrawn.
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
      this.#rows.push({
        element,
        strip,
        slots: [],
        pinned: new Map(),
        row: -1,
        top: -1,
        order: -1,
        state: '',
        isOpen: undefined,
        level: 0
      })
    }
    for (const pooled of this.#rows) pooled.row = -1
  }

  #hide(pooled: PooledRow): void {
    pooled.row = -1
    if (pooled.element.hidden) return
    pooled.element.hidden = true
    // It is no longer a row.
    for (const name of Object.keys(pooled.element.dataset)) delete pooled.element.dataset[name]
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
    this.#showBranch(pooled, source.isOpen?.(row), source.level?.(row))
    if (source.rowData !== undefined) Object.assign(element.dataset, source.rowData(row))
    const isSelected = source.isSelected(row)
    const tone = source.rowTone?.(row) ?? ''
    const state = `grid-row${tone === '' ? '' : ` is-${tone.replaceAll(' ', ' is-')}`}${row % 2 === 1 ? ' is-odd' : ''}${isSelected ? ' is-selected' : ''}${isActive ? ' is-current' : ''}`
    if (pooled.state !== state) {
      pooled.state = state
      element.className = state
      element.setAttribute('aria-selected', String(isSelected))
    }
    for (const column of this.#inSight)
      drawCell(this.#cellOf(pooled, column), source, row, column, this.#frame!, isChanged)
    this.#hideUnusedSlots(pooled)
    if (pooled.order !== this.#order) this.#putInOrder(pooled)
  }

  /** What a tree of rows reports of itself: how deep the row is, and whether it is open. */
  #showBranch(pooled: PooledRow, isOpen: boolean | null | undefined, level: number | undefined): void {
    const depth = level ?? (isOpen === undefined ? 0 : isOpen === null ? 2 : 1)
    if (pooled.isOpen === isOpen && pooled.level === depth) return
    pooled.isOpen = isOpen
    pooled.level = depth
    const { element } = pooled
    if (isOpen == null) element.removeAttribute('aria-expanded')
    else element.setAttribute('aria-expanded', String(isOpen))
    if (depth === 0) element.removeAttribute('aria-level')
    else element.setAttribute('aria-level', String(depth))
  }

  #cellOf(pooled: PooledRow, column: number): GridCell {
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

  /** A screen reader goes from cell to cell in document order, whatever their positions on the screen. */
  #putInOrder(pooled: PooledRow): void {
    pooled.order = this.#order
    pooled.strip.append(...pooled.slots.toSorted((a, b) => a.column - b.column).map(({ element }) => element))
    const pinned = [...pooled.pinned].toSorted(([a], [b]) => a - b)
    const at = (pin: 'left' | 'right'): HTMLElement[] =>
      pinned.flatMap(([column, { element }]) => (this.#layout?.boxes[column]?.pin === pin ? [element] : []))
    pooled.element.replaceChildren(...at('left'), pooled.strip, ...at('right'))
  }

  #hideUnusedSlots(pooled: PooledRow): void {
    for (const cell of pooled.slots) {
      const isUsed = this.#inSight.includes(cell.column)
      if (cell.element.hidden === isUsed) cell.element.hidden = !isUsed
    }
  }

  #markActive(pooled: PooledRow, column: number, idPrefix: string): void {
    const cell = pooled.pinned.get(column) ?? pooled.slots.find((slot) => slot.column === column)
    if (cell === undefined) return
    this.#activeCell = cell.element
    cell.element.id = `${idPrefix}-cell`
    cell.element.classList.add('is-active')
  }
}
