import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { ImportedProcess } from '#shared/formats/importer.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import type { CommandIo } from '../command.ts'
import { readInput } from './read-input.ts'
import { openProcess, type PmapProcess, type PmapReport } from './pmap-source.ts'

/** A process of an opened file, as pmap shows it. Its last moment counts. */
function processOfFile(imported: ImportedProcess): PmapProcess {
  const readReport = (file: 'maps' | 'smaps'): PmapReport => {
    const { table, detail, classification, startStack, shmMinor, absent } = imported.capture()
    if (file === 'smaps' && detail === 'maps') {
      throw new FailureError('unsupported', imported.name, 'it holds maps, not smaps')
    }
    return { table, skippedCount: 0, startStack, shmMinor, absent, classification }
  }
  return {
    pid: imported.process.pid,
    title: imported.title ?? new TextEncoder().encode(imported.command),
    readReport,
    readParts: (file) => [readReport(file)]
  }
}

type Tell = (words: string) => void
const MOST_TOLD = 10

function processesOfBytes(
  bytes: Uint8Array,
  name: string,
  pids: readonly number[],
  tell: Tell
): (PmapProcess | null)[] {
  const { moments, notes } = openBytes(bytes, name, nodeFormatContext)
  // What is missing of the whole; single lines that were skipped are the app's business.
  for (const { detail } of notes.filter(({ kind }) => kind !== 'line').slice(0, MOST_TOLD)) tell(detail)
  const processes = moments.at(-1)?.processes ?? []
  if (pids.length === 0) return processes.map(processOfFile)
  return pids.map((pid) => {
    const found = processes.find(({ process }) => process.pid === pid)
    // A text of one process without a number stands for whichever is asked for.
    const only = processes.length === 1 && processes[0]?.process.pid === 0 ? processes[0] : undefined
    const chosen = found ?? only
    return chosen === undefined ? null : { ...processOfFile(chosen), pid }
  })
}

/** A directory that mirrors /proc, or the directory of one process. */
function processesOfFolder(folder: string, pids: readonly number[], tell: Tell): (PmapProcess | null)[] {
  const ownFile = ['smaps', 'maps'].find(
    (name) => statSync(join(folder, name), { throwIfNoEntry: false }) !== undefined
  )
  if (ownFile !== undefined) {
    const number = Number(basename(folder))
    const isNumbered =
      Number.isInteger(number) && statSync(join(folder, 'stat'), { throwIfNoEntry: false }) !== undefined
    if (isNumbered) return [openProcess(number, join(folder, '..'))]
    return processesOfBytes(readFileSync(join(folder, ownFile)), folder, pids, tell)
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
  return wanted.toSorted((a, b) => (pids.length > 0 ? 0 : a - b)).map((pid) => openProcess(pid, inside))
}

/** What --from names: a snapshot or any other file that opens, a directory like /proc, or `-` for standard input. */
export async function openSource(
  from: string,
  pids: readonly number[],
  io: CommandIo
): Promise<readonly (PmapProcess | null)[] | number> {
  const name = from === '-' ? 'standard input' : from
  const tell = (words: string): void => void io.stderr.write(`pmap: ${name}: ${visibleText(words)}\n`)
  try {
    if (from !== '-' && statSync(from).isDirectory()) return processesOfFolder(from, pids, tell)
    return processesOfBytes(readInput(from), name, pids, tell)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = error instanceof FailureError ? error.failure.detail : `it could not be read (${code ?? String(error)})`
    io.stderr.write(`pmap: ${from}: ${why}\n`)
    return 1
  }
}
