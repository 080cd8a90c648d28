import { watch } from 'vue'
import type { Capture } from '#shared/memory/capture.ts'
import { LatestCall } from '#shared/contract/calls.ts'
import { columnsById } from '#shared/memory/columns.ts'
import { groupedCapture } from '#shared/memory/parted-capture.ts'
import { purposesWith, type PurposeDictionary } from '#shared/memory/purpose-words.ts'
import { filterOfText } from '#shared/memory/filter-expression/read-filter.ts'
import type { RowFilter } from '#shared/memory/filter.ts'
import { useCaptureStore } from '../stores/capture-store.ts'
import type { Grouping, OrderedRows } from '#shared/memory/group-rows.ts'
import { useHostStore } from '../stores/host-store.ts'
import { usePreferencesStore } from '../stores/preferences-store.ts'
import { useSelectionStore } from '../stores/selection-store.ts'
import { useTableViewStore } from '../stores/table-view-store.ts'
import { connectOrderWorker } from '../workers/connect-workers.ts'
import { filteredCapture, type OrderQuestion, type OrderRequest } from '../workers/order-job.ts'
import type { Connect, WorkerConnection } from '../workers/worker-connection.ts'
import type { WorkerAnswer } from '../workers/worker-job.ts'

/** What the user wants to see, by names. */
interface Wanted {
  readonly filter: Omit<RowFilter, 'purposes' | 'passes'>
  /** The language in which purposes are looked for. */
  readonly locale: string
  readonly sortColumn: string | null
  readonly isDescending: boolean
  readonly grouping: Grouping | null
}

/**
 * Keeps `rows` of the table view store in step with the capture, the filters and the sort column, from now until the
 * returned function is called. `rows` is null from the moment a capture arrives until its rows are in order, so that row
 * numbers are never used with a table they do not belong to.
 *
 * Sorting, filtering and grouping happen in a worker. A request waits while one is under way, and only the latest one waits; an
 * answer to a question that is no longer asked is dropped.
 */
export function startOrderingRows(
  words: PurposeDictionary,
  connect: Connect<OrderQuestion> = connectOrderWorker
): () => void {
  const captures = useCaptureStore()
  const view = useTableViewStore()
  const selection = useSelectionStore()
  const host = useHostStore()
  const preferences = usePreferencesStore()
  let connection: WorkerConnection<OrderQuestion> | null = null
  /** The capture whose copy the worker has. */
  let loaded: Capture | null = null
  const latest = new LatestCall()

  function request(): Wanted {
    return {
      filter: {
        text: view.text,
        perms: view.perms,
        range: view.range,
        category: selection.category,
        isChangedOnly: view.isChangedOnly
      },
      locale: preferences.locale,
      sortColumn: view.sortColumn,
      isDescending: view.isDescending,
      grouping: preferences.grouping
    }
  }

  function order(): void {
    const capture = captures.shown
    if (capture === null) {
      latest.drop()
      view.rows = null
      return
    }
    const wanted = request()
    if (isEverything(wanted)) {
      // Nothing to work out: the rows are on the screen at once, and the worker needs no copy of the table.
      latest.drop()
      view.rows = { order: identityOrder(capture.table.rowCount), groups: null }
      return
    }
    latest.ask(send)
  }

  /** What is wanted by the time it can be asked. */
  function send(id: number): void {
    if (captures.shown === null) return
    const capture = groupedCapture(captures.shown, preferences.grouping)
    connection ??= connect(receive)
    if (loaded !== capture) {
      loaded = capture
      connection.send({ id: null, question: { kind: 'load', capture: filteredCapture(capture) } })
    }
    connection.send({ id, question: { kind: 'order', request: requestOf(capture, request(), words) } })
  }

  function receive(answer: WorkerAnswer): void {
    if (latest.receive(answer.id) !== 'latest') return
    if (answer.ok) view.rows = answer.value as OrderedRows
    else host.addNotice(answer.failure.detail)
  }

  const stopCapture = watch(
    () => captures.shown,
    () => {
      // The worker's copy of a large table is memory too.
      if (loaded !== null) connection?.send({ id: null, question: { kind: 'forget' } })
      loaded = null
      view.rows = null
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

/** The same with the numbers to sort by: making them takes a few milliseconds for a million rows, sending the whole table a second. */
function requestOf(
  capture: Capture,
  { filter: wanted, sortColumn, isDescending, grouping }: Wanted,
  words: PurposeDictionary
): OrderRequest {
  // The words are in the locales, which the worker does not have.
  const { text, passes } = filterOfText(wanted.text, capture, words)
  const filter = { ...wanted, text, passes, purposes: purposesWith(capture.classification, text, words) }
  const column = sortColumn === null ? undefined : columnsById(capture.table, [sortColumn])[0]
  // Differences are sorted by keys that are counted from the largest loss, so their sums would mean nothing.
  const isSummed = column?.kind === 'kB'
  return { filter, isDescending, sortKeys: column?.sortKeys(capture) ?? null, grouping, isSummed }
}

function isEverything({ filter, sortColumn, grouping }: Wanted): boolean {
  return (
    sortColumn === null &&
    grouping === null &&
    filter.text === '' &&
    filter.perms === '' &&
    filter.range.trim() === '' &&
    filter.category === null &&
    !filter.isChangedOnly
  )
}

function identityOrder(rowCount: number): Uint32Array {
  const order = new Uint32Array(rowCount)
  for (let row = 0; row < rowCount; row++) order[row] = row
  return order
}
