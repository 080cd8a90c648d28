import { FailureError } from '#shared/contract/failure.ts'
import { countDifferentRows } from '#shared/memory/different-rows.ts'
import type { Verdict } from '#shared/memory/verdict.ts'
import { parseProcessStat, type ProcessStat } from '#shared/scan/process-stat.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { readMappings, type MappingReading, type ReadPace } from '#main/source/read-mappings.ts'
import { runTimes } from './run-times.ts'

export interface ReadingWithVerdict {
  readonly reading: MappingReading
  readonly verdict: Verdict
}

function lossSince(folder: ProcFolder, before: ProcessStat): Verdict | null {
  const bytes = folder.tryRead('stat')
  return lossBetween(before, bytes === null ? null : parseProcessStat(bytes))
}

/** What happened to a process while it was read: null when it is still the same, not gone, not a zombie, no other program. */
export function lossBetween(before: ProcessStat, after: ProcessStat | null): Verdict | null {
  if (after === null || after.startTime !== before.startTime || 'ZXx'.includes(after.state)) {
    return 'ZXx'.includes(before.state) ? null : { kind: 'truncated', reason: 'exited' }
  }
  // One that is being killed has let its memory go before it is a zombie: its code begins at 0 then (fs/proc/array.c; of a
  // program that may not be looked into the kernel reports 1).
  if (after.startCode === 0n && before.startCode !== 0n) return { kind: 'truncated', reason: 'exited' }
  const isSameProgram = after.startCode === before.startCode && after.argStart === before.argStart
  return isSameProgram ? null : { kind: 'truncated', reason: 'exec' }
}

/** maps before, the file itself, maps after: only when all three agree the process had one map all the time. */
function readBetweenMaps(
  folder: ProcFolder,
  file: 'maps' | 'smaps',
  pace: ReadPace,
  rowsHint: number
): { reading: MappingReading; different: number } {
  const before = readMappings(folder, 'maps', pace, rowsHint)
  const reading = readMappings(folder, file, pace, before.table.rowCount)
  const after = readMappings(folder, 'maps', pace, before.table.rowCount)
  const different = Math.max(
    countDifferentRows(before.table, reading.table),
    countDifferentRows(reading.table, after.table),
    reading.unorderedRows
  )
  const cost = {
    milliseconds: before.cost.milliseconds + reading.cost.milliseconds + after.cost.milliseconds,
    bytes: before.cost.bytes + reading.cost.bytes + after.cost.bytes,
    reads: before.cost.reads + reading.cost.reads + after.cost.reads
  }
  return { reading: { ...reading, cost }, different }
}

/**
 * Reads the mappings and reports whether they show one moment. First it hopes that no thread runs meanwhile, which is proof;
 * when one did (or `expectsMotion`: it did last time), it reads again with maps before and after.
 * @throws FailureError
 */
export function readWithVerdict(
  folder: ProcFolder,
  file: 'maps' | 'smaps',
  stat: ProcessStat,
  options: { readonly pace: ReadPace; readonly rowsHint: number; readonly expectsMotion: boolean }
): ReadingWithVerdict {
  const { pace, rowsHint, expectsMotion } = options
  if (!expectsMotion) {
    const before = runTimes(folder)
    const reading = readMappings(folder, file, pace, rowsHint)
    const isStill = before !== null && runTimes(folder) === before
    const loss = lossSince(folder, stat)
    if (loss !== null) return { reading, verdict: loss }
    if (isStill) return { reading, verdict: { kind: 'still' } }
  }
  if (pace.isCancelled?.()) throw new FailureError('cancelled', folder.label, 'the reading was stopped')
  const { reading, different } = readBetweenMaps(folder, file, pace, rowsHint)
  const loss = lossSince(folder, stat)
  if (loss !== null) return { reading, verdict: loss }
  return { reading, verdict: different === 0 ? { kind: 'stable' } : { kind: 'changed', rows: different } }
}
