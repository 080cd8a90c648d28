import { spawn } from 'node:child_process'
import { FailureError } from '#shared/contract/failure.ts'
import { constants } from 'node:os'
import type { EndReason } from '#shared/memory/end-reason.ts'
import { reasonOfWaitStatus } from '#main/recorder/end-of-process.ts'

export interface StartedCommand {
  readonly pid: number
  /** Resolves with how it ended. */
  readonly end: Promise<EndReason>
  isRunning(): boolean
  /** Does not keep this program waiting for it. */
  leave(): void
}

/** Starts a command with this terminal, and gives it back as soon as it runs. @throws FailureError when it can't be started */
export async function startCommand([program = '', ...args]: readonly string[]): Promise<StartedCommand> {
  const child = spawn(program, args, { stdio: 'inherit' })
  let isRunning = true
  const end = new Promise<EndReason>((resolve) => {
    child.once('exit', (status, signal) => {
      isRunning = false
      resolve(signal === null ? reasonOfWaitStatus((status ?? 0) << 8) : reasonOfWaitStatus(constants.signals[signal]))
    })
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'ENOENT'
          ? 'there is no such program'
          : `it could not be started (${error.code ?? error.message})`
      reject(new FailureError('bad-input', program, why))
    })
  })
  return { pid: child.pid ?? 0, end, isRunning: () => isRunning, leave: () => child.unref() }
}
