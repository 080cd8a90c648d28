import { classify } from '#shared/classify/classify.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { scanMappings } from '#shared/scan/mapping-scanner.ts'

/** A capture of the given maps or smaps text, as a host would send it. */
export function madeCapture(text: string, rest: Partial<Capture> = {}): Capture {
  const { table, kind } = scanMappings(new TextEncoder().encode(text))
  return {
    process: { pid: 1, startTime: 1 },
    name: 'sleep',
    command: 'sleep 1',
    user: 'root',
    takenAt: 1000,
    detail: kind,
    table,
    classification: classify(table),
    rollup: null,
    status: null,
    startStack: null,
    shmMinor: null,
    pageSize: 4096,
    verdict: { kind: 'still' },
    cost: { milliseconds: 10, bytes: text.length, reads: 1 },
    notes: [],
    ...rest
  }
}
