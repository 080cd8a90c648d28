import type { Capture } from '#shared/memory/capture.ts'
import { groupNumbers, groupRows, type Grouping, type OrderedRows } from '#shared/memory/group-rows.ts'
import { filterRows, type RowFilter } from '#shared/memory/filter.ts'
import { sortByKeys } from '#shared/memory/order.ts'
import { METRICS } from '#shared/memory/metrics.ts'
import type { RowChanges } from '#shared/memory/row-changes.ts'
import type { WorkerJob } from './worker-job.ts'

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

/** A capture is sent once and kept; `order` is about that one, and answered with OrderedRows: rows in the order to show. */
export type OrderQuestion =
  | { readonly kind: 'load'; readonly capture: FilteredCapture }
  | { readonly kind: 'forget' }
  | { readonly kind: 'order'; readonly request: OrderRequest }

/** Sorts, filters and groups the rows of the capture that was loaded last. */
export class OrderJob implements WorkerJob<OrderQuestion> {
  #capture: FilteredCapture | null = null
  readonly targetOf = (): string => 'table'

  execute(question: OrderQuestion): OrderedRows | null {
    if (question.kind === 'order') {
      // A new one each time: its buffer is handed over.
      if (this.#capture === null) return { order: new Uint32Array(0), groups: null }
      return orderRows(this.#capture, question.request)
    }
    this.#capture = question.kind === 'load' ? question.capture : null
    return null
  }

  buffersOf(rows: OrderedRows): Transferable[] {
    return [rows.order.buffer as ArrayBuffer]
  }
}

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
