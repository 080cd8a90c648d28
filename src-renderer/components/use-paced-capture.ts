import type { ShallowRef } from 'vue'
import type { Capture } from '#shared/memory/capture.ts'
import { isSameProcess } from '#shared/memory/process-key.ts'
import { usePaced } from '../composables/use-paced.ts'

/** Adding up more rows than this takes longer than a frame, and the rows themselves are what is waited for. */
const MANY_ROWS = 10_000

/** Follows the shown capture at the pace of pictures. One that is compared with another moment now is another one. */
export function usePacedCapture(source: () => Capture | null, isFrozen: () => boolean): ShallowRef<Capture | null> {
  return usePaced({
    source,
    isFrozen,
    isOther: (next, shown) =>
      !isSameProcess(next.process, shown.process) || (next.table.changes == null) !== (shown.table.changes == null),
    isLarge: ({ table }) => table.rowCount >= MANY_ROWS
  })
}
