import { watch } from 'vue'
import { useCaptureStore } from '../stores/capture-store.ts'
import { useHostStore } from '../stores/host-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { useTableViewStore } from '../stores/table-view-store.ts'
import { connectOrderWorker, type OrderConnection } from '../workers/order-connection.ts'
import type { OrderAnswer, OrderRequest } from '../workers/row-orderer.ts'

type Connect = (receive: (answer: OrderAnswer) => void) => OrderConnection

/**
 * Keeps `order` of the table view store in step with the capture, the filters and the sort column, from now until the
 * returned function is called. `order` is null from the moment a capture arrives until its rows are in order, so that row
 * numbers are never used with a table they do not belong to.
 *
 * Sorting and filtering happen in a worker. A request waits while one is under way, and only the latest one waits; an
 * answer to a question that is no longer asked is dropped.
 */
export function startOrderingRows(connect: Connect = connectOrderWorker): () => void {
  const captures = useCaptureStore()
  const view = useTableViewStore()
  const selection = useSelectionStore()
  const host = useHostStore()
  let connection: OrderConnection | null = null
  let isLoaded = false
  let asked = 0
  let isUnderWay = false
  let isWaiting = false

  function request(): OrderRequest {
    return {
      filter: { text: view.text, perms: view.perms, range: view.range, category: selection.category },
      sortColumn: view.sortColumn,
      isDescending: view.isDescending
    }
  }

  function order(): void {
    const capture = captures.current
    if (capture === null) {
      view.order = null
      return
    }
    const wanted = request()
    if (isEverything(wanted)) {
      // Nothing to work out: the rows are on the screen at once, and the worker needs no copy of the table.
      asked++
      view.order = identityOrder(capture.table.rowCount)
      return
    }
    if (isUnderWay) {
      isWaiting = true
      return
    }
    connection ??= connect(receive)
    isUnderWay = true
    if (!isLoaded) {
      isLoaded = true
      connection.send({ kind: 'load', capture })
    }
    connection.send({ kind: 'order', number: ++asked, request: wanted })
  }

  function receive(answer: OrderAnswer): void {
    isUnderWay = false
    if (isWaiting) {
      isWaiting = false
      order()
    } else if (answer.number === asked) {
      if (answer.ok) view.order = answer.order
      else host.addNotice(answer.detail)
    }
  }

  const stopCapture = watch(
    () => captures.current,
    () => {
      isLoaded = false
      view.order = null
      order()
    },
    { immediate: true, flush: 'sync' }
  )
  const stopRequest = watch(request, order, { flush: 'post' })

  return () => {
    stopCapture()
    stopRequest()
    connection?.close()
  }
}

function isEverything({ filter, sortColumn }: OrderRequest): boolean {
  return (
    sortColumn === null &&
    filter.text === '' &&
    filter.perms === '' &&
    filter.range.trim() === '' &&
    filter.category === null
  )
}

function identityOrder(rowCount: number): Uint32Array {
  const order = new Uint32Array(rowCount)
  for (let row = 0; row < rowCount; row++) order[row] = row
  return order
}
