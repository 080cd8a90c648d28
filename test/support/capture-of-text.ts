import { classify } from '#shared/classify/classify.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { scanMappings } from '#shared/scan/mapping-scanner.ts'

/** For tests of views: a capture as a host would make it from the text of a process's smaps or maps. */
export function captureOfText(text: string, changed: Partial<Capture> = {}): Capture {
  // A last line without newline counts as cut off.
  const { table, kind } = scanMappings(new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`))
  return {
    process: { pid: 4711, startTime: 100 },
    name: 'sleep',
    command: 'sleep 100',
    user: 'root',
    takenAt: 0,
    detail: kind,
    table,
    classification: classify(table),
    rollup: null,
    status: null,
    startStack: null,
    shmMinor: null,
    pageSize: 4096,
    verdict: { kind: 'still' },
    cost: null,
    notes: [],
    ...changed
  }
}
