import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { captureFromFiles } from '#shared/formats/capture-from-files.ts'
import type { Capture } from '#shared/memory/capture.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { parseProcessStatus } from '#shared/scan/process-status.ts'
import { pageSize } from './machine.ts'
import { userText } from './users.ts'

/** Where packages install the privileged reader; the polkit policy names this path and no other. */
const READER = '/usr/lib/vmatlas/vmatlas-read'
const PKEXEC = '/usr/bin/pkexec'
/** The same list, in the same order, as FILES in build/helper/vmatlas-read.c. */
const ELEVATED_FILES = ['stat', 'status', 'cmdline', 'maps', 'smaps_rollup', 'smaps'] as const

const FAILED = 0xffffffff
/** pkexec's own answers (pkexec(1)): the user declined, or is not allowed. */
const DECLINED = 126
const NOT_ALLOWED = 127
/** The reader's own answer: there is no such process. */
const ENDED = 1
const LARGEST_OUTPUT = 2 ** 30
/** Readings that may wait for the one that is under way. */
const MOST_WAITING = 8

export type ElevatedFiles = Partial<Record<(typeof ELEVATED_FILES)[number], Uint8Array>>

/** Takes the reader's output apart; a file that could not be read is absent. Null when it was cut off. */
export function readElevatedFiles(output: Uint8Array): ElevatedFiles | null {
  const view = new DataView(output.buffer, output.byteOffset, output.byteLength)
  const files: ElevatedFiles = {}
  let at = 0
  for (const name of ELEVATED_FILES) {
    const parts: Uint8Array[] = []
    let isWhole = true
    for (;;) {
      if (at + 4 > output.length) return null
      const length = view.getUint32(at, true)
      at += 4
      if (length === FAILED) {
        isWhole = false
        at += 4
        break
      }
      if (length === 0) break
      if (at + length > output.length) return null
      parts.push(output.subarray(at, at + length))
      at += length
    }
    if (isWhole) files[name] = new Uint8Array(Buffer.concat(parts))
  }
  return files
}

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Runs a command and gives its standard output and status; the output is null when it was longer than `largest`. */
function outputOf(
  command: string,
  args: readonly string[],
  largest: number
): Promise<{ output: Buffer | null; status: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { DISPLAY: process.env['DISPLAY'], XAUTHORITY: process.env['XAUTHORITY'] }
    })
    const parts: Buffer[] = []
    let size = 0
    child.stdout.on('data', (part: Buffer) => {
      size += part.length
      // It belongs to root, so no signal of ours ends it; a closed pipe does.
      if (size > largest) child.stdout.destroy()
      else parts.push(part)
    })
    child.on('error', reject)
    child.on('close', (status) => resolve({ output: size > largest ? null : Buffer.concat(parts), status }))
  })
}

/** Reads one process of another user after asking for a password, or null where the reader is not installed. */
export function createElevatedReader(
  command: readonly string[] = [PKEXEC, READER],
  largest = LARGEST_OUTPUT
): { capture(process: ProcessKey): Promise<Capture> } | null {
  if (!command.every(isExecutable)) return null
  const [program = '', ...args] = command
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  async function read(process: ProcessKey): Promise<Capture> {
    const target = `process ${process.pid}`
    const { output, status } = await outputOf(program, [...args, String(process.pid)], largest)
    if (output === null) throw new FailureError('too-large', target, `its files have more than ${largest} bytes`)
    if (status === DECLINED || status === NOT_ALLOWED)
      throw new FailureError('denied', target, 'reading it was not authorised')
    if (status === ENDED) throw new FailureError('gone', target, 'it has ended')
    if (status !== 0) throw new FailureError('bug', target, `the privileged reader ended with ${status ?? 'a signal'}`)
    const files = readElevatedFiles(new Uint8Array(output))
    if (files === null) throw new FailureError('truncated', target, 'the output of the privileged reader was cut off')
    const stat = files.stat === undefined ? null : parseProcessStat(files.stat)
    if (stat === null || (process.startTime !== 0 && stat.startTime !== process.startTime)) {
      throw new FailureError('gone', target, 'it has ended; another process has its number now')
    }
    const user = files.status === undefined ? null : userText(parseProcessStatus(files.status).uid)
    return captureFromFiles(files, { pid: process.pid, user, takenAt: Date.now(), pageSize: pageSize() })
  }

  return {
    // One at a time: each asks for a password, and may have a GiB in hand.
    async capture(process) {
      if (waiting > MOST_WAITING)
        throw new FailureError('too-large', `process ${process.pid}`, 'too many privileged readings wait already')
      waiting++
      const reading = last.then(() => read(process))
      last = reading.catch(() => undefined)
      try {
        return await reading
      } finally {
        waiting--
      }
    }
  }
}
