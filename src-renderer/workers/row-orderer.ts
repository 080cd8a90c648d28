import type { Capture } from '#shared/memory/capture.ts'
import { groupNumbers, groupRows, type Grouping, type OrderedRows } from '#shared/memory/group-rows.ts'
import { filterRows, type RowFilter } from '#shared/memory/filter.ts'
import { sortByKeys } from '#shared/memory/order.ts'
import { METRICS } from '#shared/memory/metrics.ts'
import type { RowChanges } from '#shared/memory/row-changes.ts'

/** Which rows to show and how to sort them. */
export interface OrderRequest {
  readonly filter: RowFilter
  /** One number per row to sort by (Column.sortKeys), or null for the source's own order. */
  readonly sortKeys: Float64Array<ArrayBuffer> | null
  readonly isDescending: boolean
  /** What to put together; groups come by the sums of the sort keys where `isSummed`, else by their first rows. */
  readonly grouping: Grouping | null
  readonly isSummed: boolean
}

/** The part of a capture that filters look at. The fields of smaps, nine tenths of a table, need not be copied for them. */
export type FilteredCapture = Pick<Capture, 'table' | 'classification'>

/** Messages to the worker. A capture is sent once and kept; requests after it are about that one. */
export type OrderMessage =
  | { readonly kind: 'load'; readonly capture: FilteredCapture }
  | { readonly kind: 'forget' }
  | { readonly kind: 'order'; readonly number: number; readonly request: OrderRequest }

/** The answer to the request of that number: rows in the order to show, or what went wrong. */
export type OrderAnswer =
  | { readonly number: number; readonly ok: true; readonly rows: OrderedRows }
  | { readonly number: number; readonly ok: false; readonly detail: string }

/** The worker's work without the worker: keeps the latest capture and answers requests about it. */
export interface RowOrderer {
  handle(message: OrderMessage): OrderAnswer | null
}

export function createRowOrderer(): RowOrderer {
  let capture: FilteredCapture | null = null
  return {
    handle(message) {
      if (message.kind !== 'order') {
        capture = message.kind === 'load' ? message.capture : null
        return null
      }
      const { number, request } = message
      try {
        return { number, ok: true, rows: capture === null ? NO_ROWS : orderRows(capture, request) }
      } catch (error) {
        return { number, ok: false, detail: error instanceof Error ? error.message : String(error) }
      }
    }
  }
}

const NO_ROWS: OrderedRows = { order: new Uint32Array(0), groups: null }

function orderRows(capture: FilteredCapture, request: OrderRequest): OrderedRows {
  const { filter, sortKeys, isDescending, grouping, isSummed } = request
  const passed = filterRows(capture, filter)
  const order = sortKeys === null ? passed : sortByKeys(sortKeys, isDescending, passed)
  if (grouping === null) return { order, groups: null }
  const ranking = isSummed && sortKeys !== null ? { keys: sortKeys, isDescending } : null
  return groupRows(grouping, groupNumbers(capture, grouping), order, ranking)
}

const NO_DELTAS = Object.fromEntries(METRICS.map((metric) => [metric, null])) as unknown as RowChanges['deltaKb']

/** What is sent of a capture: see FilteredCapture. */
export function filteredCapture({ table, classification }: Capture): FilteredCapture {
  const { changes } = table
  return {
    table: {
      ...table,
      fields: [],
      flags: null,
      texts: [],
      changes: changes == null ? null : { ...changes, deltaKb: NO_DELTAS }
    },
    classification: { ...classification, evidences: [], groups: [] }
  }
}
