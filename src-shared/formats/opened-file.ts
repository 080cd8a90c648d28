import { FailureError } from '../contract/failure.ts'
import type { Capture } from '../memory/capture.ts'
import { isSameProcess, type ProcessKey } from '../memory/process-key.ts'
import {
  TRAIT_KERNEL_THREAD,
  TRAIT_UNTRIED,
  TRAIT_ZOMBIE,
  amountColumns,
  cheapColumns,
  type CheapNumbers,
  type ProcessList
} from '../memory/process-list.ts'
import { textListOf } from '../memory/text-list.ts'
import { figuresOf } from './process-figures.ts'
import type { Imported, ImportedProcess, SkippedNote, SourceInfo } from './importer.ts'

/** What a viewer needs to know of an opened file, without its processes' mappings. */
export interface OpenedFile {
  readonly source: SourceInfo
  /** When each moment was captured, milliseconds since 1970; null where the file does not report. */
  readonly moments: readonly (number | null)[]
  /** What the file reports about each moment, untrusted; empty texts where it reports nothing. */
  readonly momentNotes: readonly string[]
  readonly notes: readonly SkippedNote[]
}

export function describeOpened({ source, moments, notes }: Imported): OpenedFile {
  return {
    source,
    moments: moments.map(({ takenAt }) => takenAt),
    momentNotes: moments.map(({ note }) => note ?? ''),
    notes
  }
}

/** Of how many processes the mappings are added up for the list; no machine has been seen with more. */
const MOST_SUMMED = 10_000

/** The processes of one moment in the form of a live list; what the file does not report is unknown, never 0. */
export function listOpened(imported: Imported, moment: number): ProcessList {
  const processes = imported.moments[moment]?.processes ?? []
  return {
    count: processes.length,
    takenAt: imported.moments[moment]?.takenAt ?? 0,
    pid: Int32Array.from(processes, ({ process }) => process.pid),
    ppid: Int32Array.from(processes, ({ stat }) => stat?.ppid ?? 0),
    startTime: Float64Array.from(processes, ({ process }) => process.startTime),
    uid: Float64Array.from(processes, ({ uid }) => uid ?? -1),
    state: Uint8Array.from(processes, ({ stat }) => stat?.state.charCodeAt(0) ?? 0),
    traits: Uint8Array.from(processes, traitsOf),
    threads: Int32Array.from(processes, ({ stat, numbers }) => numbers?.['Threads'] ?? stat?.threads ?? -1),
    // Of a single process no list is made, and its mappings are looked at only once.
    kb: amountColumns(processes.map((process, at) => figuresOf(process, processes.length > 1 && at < MOST_SUMMED))),
    cheap: cheapColumns(processes.map(cheapOf)),
    name: textListOf(processes.map(({ name }) => name)),
    commandLine: textListOf(processes.map(({ command }) => command)),
    users: processes.flatMap(({ uid, user }) => (uid == null || user == null ? [] : [[uid, user] as const])),
    hidden: false
  }
}

function cheapOf({ numbers, stat }: ImportedProcess): CheapNumbers {
  const of = (name: string): number | null => numbers?.[name] ?? null
  return {
    peak: of('VmHWM'),
    rssAnon: of('RssAnon'),
    rssFile: of('RssFile'),
    rssShmem: of('RssShmem'),
    pageTables: of('VmPTE'),
    minorFaults: stat?.minorFaults ?? null,
    majorFaults: stat?.majorFaults ?? null
  }
}

function traitsOf({ stat }: ImportedProcess): number {
  return TRAIT_UNTRIED | (stat?.isKernelThread ? TRAIT_KERNEL_THREAD : 0) | (stat?.state === 'Z' ? TRAIT_ZOMBIE : 0)
}

/** Reads one process of an opened file. @throws FailureError `gone` when that moment does not hold it */
export function captureOpened(imported: Imported, moment: number, process: ProcessKey): Capture {
  const found = imported.moments[moment]?.processes.find((each) => isSameProcess(each.process, process))
  if (found === undefined)
    throw new FailureError('gone', `process ${process.pid}`, 'this moment of the file does not hold it')
  return found.capture()
}
