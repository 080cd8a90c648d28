import type { Capture } from '#shared/memory/capture.ts'
import { filterRows, type RowFilter } from '#shared/memory/filter.ts'
import { sortRows } from '#shared/memory/order.ts'

/** Which rows to show and how to sort them. */
export interface OrderRequest {
  readonly filter: RowFilter
  /** Column id, or null for the source's own order. */
  readonly sortColumn: string | null
  readonly isDescending: boolean
}

/** Messages to the worker. A capture is sent once and kept; requests after it are about that one. */
export type OrderMessage =
  | { readonly kind: 'load'; readonly capture: Capture }
  | { readonly kind: 'order'; readonly number: number; readonly request: OrderRequest }

/** The answer to the request of that number: row numbers in the order to show, or what went wrong. */
export type OrderAnswer =
  | { readonly number: number; readonly ok: true; readonly order: Uint32Array<ArrayBuffer> }
  | { readonly number: number; readonly ok: false; readonly detail: string }

/** The worker's work without the worker: keeps the latest capture and answers requests about it. */
export interface RowOrderer {
  handle(message: OrderMessage): OrderAnswer | null
}

export function createRowOrderer(): RowOrderer {
  let capture: Capture | null = null
  return {
    handle(message) {
      if (message.kind === 'load') {
        capture = message.capture
        return null
      }
      const { number, request } = message
      try {
        return { number, ok: true, order: capture === null ? new Uint32Array(0) : orderRows(capture, request) }
      } catch (error) {
        return { number, ok: false, detail: error instanceof Error ? error.message : String(error) }
      }
    }
  }
}

function orderRows(capture: Capture, request: OrderRequest): Uint32Array<ArrayBuffer> {
  const rows = filterRows(capture, request.filter)
  const order = request.sortColumn === null ? rows : sortRows(capture, request.sortColumn, request.isDescending, rows)
  // The answer's buffer is given away, so it must be of its own.
  return new Uint32Array(order)
}
