import { endReason } from '../words/end-reason.ts'
import { fill } from '../words/fill.ts'
import type { EndReason } from './end-reason.ts'

/** Why a process ended, in words of the command line. */
export function endReasonWords(reason: EndReason | null): string {
  if (reason === null) return `it has ended; ${endReason.unknown}`
  return fill(endReason[reason.kind], 'value' in reason ? { value: reason.value } : {})
}
