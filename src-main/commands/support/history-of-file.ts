import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { ImportedMoment } from '#shared/formats/importer.ts'
import { History } from '#shared/history/history.ts'
import { processKeyText } from '#shared/memory/process-key.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { readInput } from './read-input.ts'

/** Takes a line of a message about a file. Untrusted texts. */
export type OnUnreadableFile = (file: string, words: string) => void

const inOrder = new Intl.Collator('en', { numeric: true })

/** Moments of all files of a folder, in the order of time: of a file that reports none, its own time is taken. */
function momentsOfFolder(folder: string, report: OnUnreadableFile): ImportedMoment[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort((a, b) => inOrder.compare(a, b))
  let hasOwnTimes = false
  const moments = names.flatMap((name) => {
    const file = join(folder, name)
    try {
      return openBytes(readInput(file), name, nodeFormatContext).moments.map((moment) => {
        if (moment.takenAt !== null) return moment
        hasOwnTimes = true
        return { ...moment, takenAt: Math.floor(statSync(file).mtimeMs) }
      })
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      report(file, `${error.failure.detail}; it was skipped`)
      return []
    }
  })
  if (hasOwnTimes) report(folder, 'files without a time count as taken when they were last written')
  return moments.sort((a, b) => a.takenAt! - b.takenAt!)
}

function momentsOf(file: string, report: OnUnreadableFile): readonly ImportedMoment[] {
  const isFolder = file !== '-' && statSync(file, { throwIfNoEntry: false })?.isDirectory() === true
  return isFolder ? momentsOfFolder(file, report) : openBytes(readInput(file), file, nodeFormatContext).moments
}

/**
 * All moments of one process of a file or of a folder of files: `FILE` where it is the only one in it, or `FILE:PID`.
 * @throws FailureError
 */
export function historyOfFile(word: string, report: OnUnreadableFile): History {
  const chosen = /^(.+):(\d+)$/.exec(word)
  const file = chosen?.[1] ?? word
  const moments = momentsOf(file, report)
  const processes = moments.flatMap((moment) => moment.processes)
  const isWanted = (pid: number): boolean => chosen === null || pid === Number(chosen[2])
  const keys = new Set(
    processes.filter(({ process }) => isWanted(process.pid)).map(({ process }) => processKeyText(process))
  )
  if (keys.size !== 1) {
    const pids = [...new Set(processes.map(({ process }) => process.pid))]
    const words =
      keys.size === 0
        ? `it holds no process ${chosen?.[2] ?? ''}`
        : `it holds ${keys.size} processes: say which as ${file}:PID (${pids.slice(0, 20).join(', ')}${pids.length > 20 ? ' …' : ''})`
    throw new FailureError('bad-input', file, words.trimEnd())
  }
  const history = new History()
  for (const { processes: own, takenAt, events = [] } of moments) {
    for (const imported of own.filter(({ process }) => isWanted(process.pid))) {
      const capture = imported.capture()
      history.add({ ...capture, takenAt: takenAt ?? capture.takenAt })
      for (const event of events) history.report({ ...event, starts: [] })
    }
  }
  return history
}
