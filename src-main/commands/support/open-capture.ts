import { FailureError } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { ImportedMoment, SourceInfo } from '#shared/formats/importer.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { captureLive } from './capture-live.ts'
import { readInput } from './read-input.ts'

/** A capture that a word of the command line names, and where it comes from: null is this machine, now. */
export interface NamedCapture {
  readonly capture: Capture
  readonly source: SourceInfo | null
  /** How many moments the file holds; 1 of a live process. */
  readonly momentCount: number
}

export interface OpenCaptureOptions {
  /** The process that is meant where a file holds several and the word names none; null: there must be only one. */
  readonly pid?: number | null
  /** Which moment of a file that holds several. */
  readonly moment?: 'first' | 'last'
  /** maps is enough where no sizes are asked for. */
  readonly detail?: 'smaps' | 'maps'
}

const MOST_LISTED = 20

/**
 * Opens a PID, a file, `-` for standard input, or `FILE:PID` for one process of a file that holds several.
 * @throws FailureError `bad-input` when the word names no single process, with the numbers that there are
 */
export function openCapture(
  word: string,
  { pid = null, moment = 'last', detail = 'smaps' }: OpenCaptureOptions = {}
): NamedCapture {
  if (/^\d+$/.test(word)) return { capture: captureLive(Number(word), detail), source: null, momentCount: 1 }
  const chosen = /^(.+):(\d+)$/.exec(word)
  const file = chosen?.[1] ?? word
  const wanted = chosen === null ? pid : Number(chosen[2])
  const { moments, source } = openBytes(readInput(file), file, nodeFormatContext)
  // Of the moments that hold the process: it may have begun or ended within the file.
  const holds = ({ processes }: ImportedMoment): boolean =>
    wanted === null || processes.some(({ process }) => process.pid === wanted)
  const processes = (moment === 'last' ? moments.findLast(holds) : moments.find(holds))?.processes ?? []
  const found = wanted === null ? processes : processes.filter(({ process }) => process.pid === wanted)
  if (found.length === 1 && found[0] !== undefined)
    return { capture: found[0].capture(), source, momentCount: moments.length }
  if (found.length === 0) throw new FailureError('bad-input', file, `it holds no process ${wanted ?? ''}`.trimEnd())
  const pids = processes.slice(0, MOST_LISTED).map(({ process }) => process.pid)
  const more = processes.length > MOST_LISTED ? ' …' : ''
  const words = `it holds ${processes.length} processes: say which as ${file}:PID (${pids.join(', ')}${more})`
  throw new FailureError('bad-input', file, words)
}
