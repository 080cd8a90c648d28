import { createInterface } from 'node:readline'
import { stdin } from 'node:process'
import type { RecordedEvent } from '#shared/memory/recorded-event.ts'

export interface MarksOfUser {
  /** Marks since the last time. */
  take(): RecordedEvent[]
  close(): void
}

/** As for marks in the app. */
const LONGEST_NOTE = 500

/**
 * Marks while something is recorded: a line that is typed is a note, and the signal SIGUSR2 a mark without one.
 * @param hearsKeys false where the terminal belongs to the command that is recorded
 */
export function marksOfUser(hearsKeys: boolean): MarksOfUser {
  let marks: RecordedEvent[] = []
  const mark = (label: string): void => {
    marks.push({ kind: 'mark', at: Date.now(), count: 1, label })
  }
  const onSignal = (): void => mark('')
  process.on('SIGUSR2', onSignal)
  const lines = hearsKeys && stdin.isTTY ? createInterface({ input: stdin }) : null
  lines?.on('line', (line) => mark(line.trim().slice(0, LONGEST_NOTE)))
  return {
    take() {
      const taken = marks
      marks = []
      return taken
    },
    close() {
      process.off('SIGUSR2', onSignal)
      lines?.close()
    }
  }
}
