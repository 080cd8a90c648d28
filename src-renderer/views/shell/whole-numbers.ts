import type { ProcessKey } from '#shared/memory/process-key.ts'
import { knownKb, type ProcessList } from '#shared/memory/process-list.ts'

/** A number of a process; null where the kernel does not report. Named as the list's column. */
export interface WholeNumber {
  readonly id: 'rss' | 'swap' | 'size' | 'threads'
  readonly value: number | null
  readonly isKib: boolean
}

/** The cheap numbers of status for one process: right even where its mappings may not be read. Empty when it is not in the list. */
export function wholeNumbersOf(list: ProcessList | null, key: ProcessKey | null): readonly WholeNumber[] {
  const row = rowOfProcess(list, key)
  if (list === null || row < 0) return []
  return [
    { id: 'rss', value: knownKb(list, row, 'rss'), isKib: true },
    { id: 'swap', value: knownKb(list, row, 'swap'), isKib: true },
    { id: 'size', value: knownKb(list, row, 'size'), isKib: true },
    { id: 'threads', value: list.threads[row]!, isKib: false }
  ]
}

/** Row of a process in the list, or −1. */
function rowOfProcess(list: ProcessList | null, key: ProcessKey | null): number {
  if (list === null || key === null) return -1
  for (let row = 0; row < list.count; row++) {
    if (list.pid[row] === key.pid && list.startTime[row] === key.startTime) return row
  }
  return -1
}
