import { readdirSync } from 'node:fs'
import type { ProcFolder } from './proc-folder.ts'

const decoder = new TextDecoder()
const MOST_THREADS = 20_000

/** The last number of the line NSpid: that in the innermost PID namespace (man 5 proc_pid_status). */
function ownNumber(status: Uint8Array | null): { readonly own: number; readonly isNested: boolean } | null {
  const numbers = /^NSpid:\s*(.*)$/m.exec(status === null ? '' : decoder.decode(status))?.[1]?.split(/\s+/) ?? []
  return numbers.length === 0 ? null : { own: Number(numbers.at(-1)), isNested: numbers.length > 1 }
}

/**
 * The threads of a process by the numbers that it knows itself: those of its own PID namespace, which in a container are
 * others than here.
 */
export function threadsByOwnNumber(folder: ProcFolder): ReadonlyMap<number, number> {
  let here: string[]
  try {
    here = readdirSync(folder.pathOf('task')).slice(0, MOST_THREADS)
  } catch {
    return new Map()
  }
  const isNested = ownNumber(folder.tryRead('status'))?.isNested === true
  return new Map(
    here.map((tid) => {
      const own = isNested ? ownNumber(folder.tryRead(`task/${tid}/status`))?.own : undefined
      return [own ?? Number(tid), Number(tid)]
    })
  )
}
