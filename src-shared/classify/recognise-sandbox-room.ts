import { V8 } from './anonymous-rule.ts'
import { label, type Label } from './label.ts'
import type { Recogniser } from './recogniser.ts'
import { reservationRuns, type ReservationRuns } from './reservation-runs.ts'

/** What is kept free in the reservation of V8's sandbox, of which a renderer of Chromium uses a few thousandths. */
export function recogniseSandboxRoom(): Recogniser {
  let runs: ReservationRuns | null = null
  let room: Label | null = null
  return {
    recognise(cursor) {
      if (!cursor.hasNoAccess() || !cursor.hasAny(V8) || !cursor.isPlainAnonymous()) return null
      runs ??= reservationRuns(cursor)
      if (!runs.isWithin(cursor.row, 'v8-sandbox')) return null
      const owner = cursor.firstOwner(V8)
      const parts = { purpose: 'v8-sandbox', values: { owner, name: owner }, owner, part: 'rest' } as const
      return (room ??= label('reserved', 'inferred', 'v8-sandbox', parts))
    }
  }
}
