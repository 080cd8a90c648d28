import type { Capture } from '#shared/memory/capture.ts'
import type { Column, ColumnOptions } from '#shared/memory/column.ts'

/**
 * Rows as text in columns the way pmap lays them out: numbers to the right, the mapping's name last. Widths come from
 * the rows, headers included.
 */
export function pmapText(
  capture: Capture,
  rows: Uint32Array,
  columns: readonly Column[],
  options: ColumnOptions
): string {
  const cells = Array.from(rows, (row) => columns.map((column) => column.text(capture, row, options) ?? '-'))
  const table = [columns.map(({ id }) => id), ...cells]
  const widths = columns.map((_, at) => table.reduce((widest, line) => Math.max(widest, line[at]!.length), 0))
  const last = columns.length - 1
  const lines = table.map((line) => line.map((cell, at) => (at === last ? cell : cell.padStart(widths[at]!))).join(' '))
  return [`${capture.process.pid}:   ${capture.command}`, ...lines].join('\n') + '\n'
}
