import { looksLikeOneRun } from '../compare/pair-by-overlap.ts'
import type { Capture } from '../memory/capture.ts'
import { mappingBytes, mappingName, mappingStart, PERM_EXEC } from '../memory/mapping-table.ts'
import type { EventKind, HistoryEvent } from './history-event.ts'

/** Most addresses that are kept with an event. */
const MOST_STARTS = 64
/** The fraction of vm.max_map_count from which on a process is near it. */
const NEAR = 0.9

/** What happened to rows between two moments: row numbers in the tables of `before` and `after`. */
export interface RowFates {
  readonly gone: readonly number[]
  readonly come: readonly number[]
  /** Rows of `after` that have other permissions than the same mapping had. */
  readonly otherPerms: readonly number[]
}

function startsOf({ table }: Capture, rows: readonly number[]): number[] {
  const largest =
    rows.length <= MOST_STARTS
      ? rows
      : rows.toSorted((a, b) => mappingBytes(table, b) - mappingBytes(table, a)).slice(0, MOST_STARTS)
  return largest.map((row) => mappingStart(table, row))
}

/** Names of files of which code was mapped, and their rows. */
function libraries(capture: Capture, rows: readonly number[], known: ReadonlySet<string>): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const row of rows) {
    const name = mappingName(capture.table, row)
    if (!name.startsWith('/') || known.has(name)) continue
    found.set(name, [...(found.get(name) ?? []), row])
  }
  for (const [name, own] of found) {
    if (!own.some((row) => (capture.table.perms[row]! & PERM_EXEC) !== 0)) found.delete(name)
  }
  return found
}

function namesOf({ table }: Capture): Set<string> {
  const names = new Set<string>()
  for (let row = 0; row < table.rowCount; row++) names.add(mappingName(table, row))
  return names
}

/**
 * What happened between two captures of a process.
 * @param moment number of the later one
 * @param mapLimit vm.max_map_count; null when unknown
 */
export function eventsBetween(
  before: Capture,
  after: Capture,
  fates: RowFates,
  moment: number,
  mapLimit: number | null
): HistoryEvent[] {
  const events: HistoryEvent[] = []
  const at = after.takenAt
  const add = (kind: EventKind, count: number, label = '', starts: readonly number[] = []): void => {
    if (count > 0) events.push({ kind, at, moment, count, label, starts })
  }
  const threads = (after.status?.['Threads'] ?? 0) - (before.status?.['Threads'] ?? 0)
  const hasThreads = before.status?.['Threads'] !== undefined && after.status?.['Threads'] !== undefined
  if (isOtherProgram(before, after)) add('exec', 1, after.command)
  else {
    const { gone, come, otherPerms } = fates
    const loaded = come.length === 0 ? new Map<string, number[]>() : libraries(after, come, namesOf(before))
    for (const [name, rows] of loaded) add('library', 1, name, startsOf(after, rows))
    const ofLibraries = new Set([...loaded.values()].flat())
    const others = come.filter((row) => !ofLibraries.has(row))
    add('appeared', others.length, nameOfOnly(after, others), startsOf(after, others))
    add('vanished', gone.length, nameOfOnly(before, gone), startsOf(before, gone))
    add('permissions', otherPerms.length, nameOfOnly(after, otherPerms), startsOf(after, otherPerms))
    if (hasThreads) {
      add('thread-started', Math.max(0, threads))
      add('thread-ended', Math.max(0, -threads))
    }
  }
  const isNear = ({ table }: Capture): boolean => mapLimit !== null && table.rowCount >= mapLimit * NEAR
  if (isNear(after) && !isNear(before)) add('near-limit', after.table.rowCount)
  return events
}

const nameOfOnly = ({ table }: Capture, rows: readonly number[]): string =>
  rows.length === 1 ? mappingName(table, rows[0]!) : ''

/** Another program in the same process: nothing is mapped where it was, and the kernel began its stack elsewhere. */
function isOtherProgram(before: Capture, after: Capture): boolean {
  if (before.table.rowCount === 0 || after.table.rowCount === 0) return false
  const hasOtherStack =
    before.startStack !== null && after.startStack !== null && before.startStack !== after.startStack
  const hasOtherName = before.name !== after.name || before.command !== after.command
  return (hasOtherStack || hasOtherName) && !looksLikeOneRun(before.table, after.table)
}
