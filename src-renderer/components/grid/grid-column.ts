import type { CellExtras } from './cell-extras.ts'

/** One column of a DataGrid. Widths are CSS pixels. */
export interface GridColumn {
  readonly id: string
  readonly label: string
  /** Explains the column; shown as the header's tooltip. Empty when there is nothing to explain. */
  readonly hint: string
  readonly align: 'start' | 'end'
  readonly face: 'mono' | 'text'
  /** Width until the user changes it. */
  readonly width: number
  /** It gives way down to this width before the table scrolls sideways; absent where it does not. */
  readonly leastWidth?: number
  /** Stays in sight while the other columns scroll sideways. Pinned columns come first (left) and last (right). */
  readonly pin: 'left' | 'right' | null
  /** Its texts are shown in full or not at all, as numbers are: a part of them would mean something else. */
  readonly isWhole?: boolean
  /** A class of its own for the cells of the column. */
  readonly className?: string
}

/** What a DataGrid draws. Rows and columns are asked for by number, and only those in sight are asked for. */
export interface GridSource {
  readonly rowCount: number
  text(row: number, column: number): string
  /** Tooltip of a cell; asked for when the pointer is over it. */
  hint(row: number, column: number): string
  /** Becomes the cell's `data-tone`, for colours; empty for none. */
  tone(row: number, column: number): string
  /** What its colour means, for a screen reader; empty for nothing. */
  spoken?(row: number, column: number): string
  /** Becomes the row's class `is-<tone>`, of several with blanks between them each one; empty for none. Absent where no row is other than the rest. */
  rowTone?(row: number): string
  /** Becomes the cell's CSS background: a small picture behind its text; empty for none. Absent where no cell has one. */
  background?(row: number, column: number): string
  isSelected(row: number): boolean
  /** Whether a row that has others below it shows them; null for a row that has none. Absent where no row has. */
  isOpen?(row: number): boolean | null
  /**
   * How deep a row lies in a tree, 1 at its root. With it, the rows above others are things of their own: activating one
   * does not open it, its sign and the arrow keys do. Absent where rows with others below them are mere headings.
   */
  level?(row: number): number
  /** What a cell shows beside its text. Absent where no cell shows more. */
  extras?(row: number, column: number): CellExtras | null
  /** Becomes the row's data attributes. */
  rowData?(row: number): Readonly<Record<string, string>>
}

/** A row under the body: totals. Cells by column number; null leaves the cell empty. */
export interface GridTotal {
  readonly id: string
  readonly cells: readonly (string | null)[]
}
