import { shown } from '#shared/base/terminal-text.ts'
import { formatKib } from '#shared/base/format-units.ts'
import type { ShowRecord } from '#main/recorder/record-process.ts'
import type { CommandIo } from '../command.ts'

const BARS = '▁▂▃▄▅▆▇█'
const WIDTH = 40

/** Values as a line of bars, as high as they are between 0 and the largest of them. */
export function barsOf(values: readonly number[]): string {
  const most = Math.max(...values, 1)
  return values.map((value) => BARS[Math.min(BARS.length - 1, Math.floor((value / most) * BARS.length))]).join('')
}

/** A line on the terminal that follows a recording: resident memory as bars, and how many moments are kept. */
export function recordProgress(io: CommandIo): { readonly show: ShowRecord; close(): void } {
  if (!io.stderr.isTerminal) return { show: () => undefined, close: () => undefined }
  const values: number[] = []
  let width = 0
  return {
    show(numbers, moments, isWaiting) {
      values.push(numbers['VmRSS'] ?? 0)
      if (values.length > WIDTH) values.shift()
      const state = isWaiting ? 'waiting' : `${moments} kept`
      const text = `${barsOf(values)} ${formatKib(values.at(-1) ?? 0)}, ${state}`
      io.stderr.print(shown`\r${text.padEnd(width)}`)
      width = text.length
    },
    close: () => void (width > 0 && io.stderr.print(shown`\n`))
  }
}
