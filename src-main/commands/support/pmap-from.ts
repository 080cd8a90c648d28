import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { ImportedMoment, ImportedProcess } from '#shared/formats/importer.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { readInput } from './read-input.ts'
import { openProcess, type PmapProcess, type PmapReport } from './pmap-source.ts'

/** What can't be shown of mappings that a source names but does not hold. @throws FailureError */
function refuseUnread(imported: ImportedProcess, target: string): void {
  if (imported.capture().notes.some(({ kind }) => kind === 'denied')) {
    throw new FailureError(
      'denied',
      target,
      'its mappings are not in the file: they could not be read when it was made'
    )
  }
}

/** A process of an opened file, as pmap shows it. */
function processOfFile(imported: ImportedProcess): PmapProcess {
  const { pid } = imported.process
  const target = pid === 0 ? imported.name || 'the process' : `process ${pid}`
  const readReport = (file: 'maps' | 'smaps'): PmapReport => {
    refuseUnread(imported, target)
    const { table, detail, classification, looking, startStack, shmMinor, absent } = imported.capture()
    if (file === 'smaps' && detail === 'maps') {
      throw new FailureError(
        'unsupported',
        target,
        'the file holds maps, which have no resident sizes; the default format and -d can show it'
      )
    }
    return { table, skippedCount: 0, startStack, shmMinor, absent, classification, looking }
  }
  return {
    pid,
    title: imported.title ?? new TextEncoder().encode(imported.command),
    readReport,
    readParts: (file) => [readReport(file)]
  }
}

/** Takes a line of a message about the file. Untrusted text may be in it. */
export type Report = (words: string) => void
const MOST_LISTED = 10

/** @param wanted from 1; null is the last one @throws FailureError */
function chooseMoment(
  moments: readonly ImportedMoment[],
  wanted: number | null,
  report: Report
): ImportedMoment | undefined {
  if (wanted === null) {
    if (moments.length > 1) {
      report(`it holds ${moments.length} moments; the last one is shown, --moment=NUMBER chooses another`)
    }
    return moments.at(-1)
  }
  const moment = moments[wanted - 1]
  if (moment === undefined) {
    const held = moments.length === 1 ? 'one moment' : `${moments.length} moments`
    throw new FailureError('bad-input', 'the file', `it holds ${held}, so there is no moment ${wanted}`)
  }
  return moment
}

function processesOfBytes(
  bytes: Uint8Array,
  name: string,
  pids: readonly number[],
  wantedMoment: number | null,
  report: Report
): (PmapProcess | null)[] {
  const { moments, notes } = openBytes(bytes, name, nodeFormatContext)
  // What is missing of the whole; single lines that were skipped are the app's business.
  for (const { detail } of notes.filter(({ kind }) => kind !== 'line').slice(0, MOST_LISTED)) report(detail)
  const processes = chooseMoment(moments, wantedMoment, report)?.processes ?? []
  if (pids.length === 0) return processes.map(processOfFile)
  return pids.flatMap((pid) => {
    // A file may list one process more than once: each listing is shown, as pmap shows a number that is given twice.
    const found = processes.filter(({ process }) => process.pid === pid)
    // A text of one process without a number is used for whichever process is asked for.
    const only = processes.length === 1 && processes[0]?.process.pid === 0 ? processes : []
    const chosen = found.length > 0 ? found : only
    if (chosen.length > 1) report(`it lists process ${pid} ${chosen.length} times; all are shown`)
    return chosen.length === 0 ? [null] : chosen.map((imported) => ({ ...processOfFile(imported), pid }))
  })
}

/** A directory that mirrors /proc, or the directory of one process. */
function processesOfFolder(
  folder: string,
  pids: readonly number[],
  wantedMoment: number | null,
  report: Report
): (PmapProcess | null)[] {
  const ownFile = ['smaps', 'maps'].find(
    (name) => statSync(join(folder, name), { throwIfNoEntry: false }) !== undefined
  )
  if (ownFile !== undefined) {
    const number = Number(basename(folder))
    const isNumbered =
      Number.isInteger(number) && statSync(join(folder, 'stat'), { throwIfNoEntry: false }) !== undefined
    if (isNumbered) return [openProcess(number, join(folder, '..'))]
    return processesOfBytes(readFileSync(join(folder, ownFile)), folder, pids, wantedMoment, report)
  }
  const inside = statSync(join(folder, 'proc'), { throwIfNoEntry: false })?.isDirectory()
    ? join(folder, 'proc')
    : folder
  const wanted =
    pids.length > 0
      ? pids
      : readdirSync(inside)
          .filter((name) => /^[1-9]\d*$/.test(name))
          .map(Number)
          .sort((a, b) => a - b)
  if (wanted.length === 0) throw new FailureError('bad-input', folder, 'it holds no process')
  return wanted.map((pid) => openProcess(pid, inside))
}

/**
 * What --from names: a snapshot or any other file that opens, a directory like /proc, or `-` for standard input. Null is
 * a process that is not there.
 * @param report takes notes about the file as a whole
 * @throws FailureError when it can't be opened
 */
export function openSource(
  from: string,
  pids: readonly number[],
  moment: number | null,
  report: Report
): readonly (PmapProcess | null)[] {
  const name = from === '-' ? 'standard input' : from
  const reportOfFile: Report = (words) => report(`${name}: ${words}`)
  try {
    if (from !== '-' && statSync(from).isDirectory()) return processesOfFolder(from, pids, moment, reportOfFile)
    return processesOfBytes(readInput(from), name, pids, moment, reportOfFile)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof FailureError) throw new FailureError(error.failure.kind, name, error.failure.detail)
    throw new FailureError('bad-input', name, `it could not be read (${code ?? String(error)})`)
  }
}
