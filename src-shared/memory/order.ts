import type { Capture } from './capture.ts'
import { columnsById } from './columns.ts'

/**
 * The rows of `base` sorted by a column. Rows of equal value keep the order of `base`; rows whose value is unknown come
 * last in both directions. An unknown column leaves the rows as they are.
 */
export function sortRows(
  capture: Capture,
  columnId: string,
  isDescending: boolean,
  base: Uint32Array
): Uint32Array<ArrayBuffer> {
  const column = columnsById(capture.table, [columnId])[0]
  const order = new Uint32Array(base)
  if (column === undefined) return order
  const keys = column.sortKeys(capture)
  const sign = isDescending ? -1 : 1
  const known = order.filter((row) => !Number.isNaN(keys[row]!))
  const unknown = order.filter((row) => Number.isNaN(keys[row]!))
  known.sort((a, b) => sign * (keys[a]! - keys[b]!))
  order.set(known)
  order.set(unknown, known.length)
  return order
}
