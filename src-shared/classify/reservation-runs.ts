import type { AnonymousRule } from './anonymous-rule.ts'
import type { RowCursor } from './row-cursor.ts'

const GIB = 1024 ** 3
const ALIGNED = 64 * 1024 * 1024
/** V8's sandbox is a reservation of 1 TiB or, where that fails, of no less than 8 GiB; only the first is unmistakable. */
const SANDBOX = 1024 * GIB
const CAGE = 8 * GIB
const SANDBOX_HOLE = GIB

/** Which rows lie in a run of nameless private memory without gaps that one reservation must have made. */
export interface ReservationRuns {
  isWithin(row: number, kind: NonNullable<AnonymousRule['within']>): boolean
}

const IN_SANDBOX = 1
const IN_CAGE = 2
const IN_ALIGNED = 4

const known = new WeakMap<RowCursor, ReservationRuns>()

/** Looks at all rows once, for all callers. */
export function reservationRuns(cursor: RowCursor): ReservationRuns {
  let runs = known.get(cursor)
  if (runs === undefined) {
    runs = runsOf(cursor)
    known.set(cursor, runs)
  }
  return runs
}

function runsOf(cursor: RowCursor): ReservationRuns {
  const { rowCount } = cursor.table
  const kinds = new Uint8Array(rowCount)
  for (let first = 0; first < rowCount;) {
    if (!cursor.isPlainAnonymous(first)) {
      first++
      continue
    }
    let last = first
    while (cursor.isFollowedDirectly(last) && cursor.isPlainAnonymous(last + 1)) last++
    mark(cursor, first, last, kinds)
    first = last + 1
  }
  const bits = { 'v8-sandbox': IN_SANDBOX, cage: IN_CAGE, 'aligned-run': IN_ALIGNED } as const
  return { isWithin: (row, kind) => (kinds[row]! & bits[kind]) !== 0 }
}

function mark(cursor: RowCursor, first: number, last: number, kinds: Uint8Array): void {
  const start = cursor.startOf(first)
  const end = cursor.endOf(last)
  if (start % ALIGNED === 0 && end % ALIGNED === 0) for (let row = first; row <= last; row++) kinds[row]! |= IN_ALIGNED
  if (end - start < GIB) return
  let hasCage = false
  let holeStart = -1
  let holeEnd = -1
  for (let row = first; row <= last; row++) {
    if (!cursor.hasNoAccess(row)) continue
    const bytes = cursor.bytesOf(row)
    if (bytes >= CAGE) hasCage = true
    if (bytes < SANDBOX_HOLE || cursor.hasFlag('nr', row) !== true || cursor.hasFlag('dd', row) !== true) continue
    if (holeStart < 0) holeStart = row
    holeEnd = row
  }
  if (hasCage) for (let row = first; row <= last; row++) kinds[row]! |= IN_CAGE
  if (holeStart >= 0 && cursor.endOf(holeEnd) - cursor.startOf(holeStart) >= SANDBOX) {
    for (let row = holeStart; row <= holeEnd; row++) kinds[row]! |= IN_SANDBOX
  }
}
