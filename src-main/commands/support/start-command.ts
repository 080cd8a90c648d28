import { spawn, type ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import type { Duplex } from 'node:stream'
import { FailureError } from '#shared/contract/failure.ts'
import type { EndReason } from '#shared/memory/end-reason.ts'
import { reasonOfWaitStatus } from '#main/recorder/end-of-process.ts'
import type { RecordedCommand } from '#main/recorder/record-process.ts'
import { findProgram } from '#main/source/find-program.ts'

export interface StartedCommand extends RecordedCommand {
  readonly pid: number
  isRunning(): boolean
  /** Does not keep this program waiting for it; it continues. */
  leave(): void
}

export interface StartPlan {
  /** It waits once more when it is about to end and its memory is still there. */
  readonly holdsLast: boolean
  /** Called whenever it waits to be read, and when it has ended. */
  readonly changed: () => void
}

function failureOf(program: string, code: string): FailureError {
  const words: Partial<Record<string, string>> = {
    ENOENT: 'there is no such program',
    EACCES: 'you may not run it',
    ENOEXEC: 'it is no program'
  }
  return new FailureError('bad-input', program, words[code] ?? `it could not be started (${code})`)
}

const errorName = (number: number): string =>
  Object.entries(constants.errno).find(([, each]) => each === number)?.[0] ?? `error ${number}`

/** Starts it as a child, which runs at once. */
async function startFreely(
  [program = '', ...args]: readonly string[],
  { changed }: StartPlan
): Promise<StartedCommand> {
  const child = spawn(program, args, { stdio: 'inherit' })
  let isRunning = true
  const end = new Promise<EndReason>((resolve) => {
    child.once('exit', (status, signal) => {
      isRunning = false
      resolve(signal === null ? reasonOfWaitStatus((status ?? 0) << 8) : reasonOfWaitStatus(constants.signals[signal]))
      changed()
    })
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error: NodeJS.ErrnoException) => reject(failureOf(program, error.code ?? error.message)))
  })
  return {
    pid: child.pid ?? 0,
    end,
    isHeld: () => false,
    resume: () => undefined,
    isRunning: () => isRunning,
    leave: () => child.unref()
  }
}

/** Calls back with each line that `build/starter/vmatlas-start.c` prints: a word and a number. */
function readLines(socket: Duplex, onLine: (word: string, number: number) => void): void {
  let rest = ''
  socket.setEncoding('latin1').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [word = '', number = ''] = line.split(' ')
      onLine(word, Number(number))
    }
  })
  // Its end is that of the starter, which the child reports.
  socket.on('error', () => undefined)
}

/** Starts it through a small program that holds it where it is to be read. */
function startHeld(starter: string, command: readonly string[], plan: StartPlan): Promise<StartedCommand> {
  const [program = ''] = command
  const child: ChildProcess = spawn(starter, [plan.holdsLast ? '1' : '0', ...command], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe']
  })
  const socket = child.stdio[3] as Duplex
  return new Promise((resolve, reject) => {
    let [isHeld, isRunning] = [false, true]
    let setEnd: (reason: EndReason) => void = () => undefined
    const end = new Promise<EndReason>((reported) => (setEnd = reported))
    const started = (pid: number): StartedCommand => ({
      pid,
      end,
      isHeld: () => isHeld,
      resume() {
        if (isHeld) socket.write('\n')
        isHeld = false
      },
      isRunning: () => isRunning,
      leave() {
        child.unref()
        // The starter ends then, and lets it run.
        socket.destroy()
      }
    })
    readLines(socket, (word, number) => {
      switch (word) {
        case 'held':
        case 'running':
          isHeld = word === 'held'
          return resolve(started(number))
        case 'failed':
          return reject(failureOf(program, errorName(number)))
        case 'ending':
          isHeld = true
          return plan.changed()
        case 'ended':
          isRunning = false
          setEnd(reasonOfWaitStatus(number))
          return plan.changed()
      }
    })
    child.once('error', (error: NodeJS.ErrnoException) => reject(failureOf(starter, error.code ?? error.message)))
    // After all that it printed.
    child.once('close', () => {
      isRunning = false
      plan.changed()
      reject(failureOf(program, 'its starter ended'))
    })
  })
}

/**
 * Starts a command with this terminal. Where the starter was compiled, the command waits until it was read for the first
 * time: then even one that ends at once was seen.
 * @throws FailureError when it can't be started
 */
export function startCommand(command: readonly string[], plan: StartPlan): Promise<StartedCommand> {
  const starter = findProgram('helper/vmatlas-start')
  return starter === null ? startFreely(command, plan) : startHeld(starter, command, plan)
}
