import { FailureError } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import { History } from '#shared/history/history.ts'
import { processKeyText } from '#shared/memory/process-key.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { readInput } from './read-input.ts'

/** All moments of one process of a file: `FILE` where it is the only one in it, or `FILE:PID`. @throws FailureError */
export function historyOfFile(word: string): History {
  const chosen = /^(.+):(\d+)$/.exec(word)
  const file = chosen?.[1] ?? word
  const { moments } = openBytes(readInput(file), file, nodeFormatContext)
  const processes = moments.flatMap((moment) => moment.processes)
  const wanted = processes.filter(({ process }) => chosen === null || process.pid === Number(chosen[2]))
  const keys = new Map(wanted.map(({ process }) => [processKeyText(process), process.pid]))
  if (keys.size !== 1) {
    const pids = [...new Set(processes.map(({ process }) => process.pid))]
    const words =
      keys.size === 0
        ? `it holds no process ${chosen?.[2] ?? ''}`
        : `it holds ${keys.size} processes: say which as ${file}:PID (${pids.slice(0, 20).join(', ')}${pids.length > 20 ? ' …' : ''})`
    throw new FailureError('bad-input', file, words)
  }
  const history = new History()
  for (const process of wanted) history.add(process.capture())
  return history
}
