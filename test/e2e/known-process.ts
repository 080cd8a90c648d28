import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A stopped process whose memory is known: test/e2e/programs/known.c. */
export interface KnownProcess {
  readonly pid: number
  /** File name of the program: no other process is called so. */
  readonly name: string
  /** First addresses, hexadecimal without 0x, by what is there. */
  readonly at: Readonly<Record<'file' | 'shared' | 'touched' | 'reservation' | 'closed', string>>
  /** Ends it and waits until it is gone from /proc. */
  kill(): Promise<void>
}

/**
 * Makes the program in a folder. It is linked statically, so that none of its pages are shared with processes that come
 * and go while numbers are compared; every copy has a name and pages of its own.
 */
export function buildKnownProgram(folder: string): string {
  const program = join(folder, `known-${randomBytes(4).toString('hex')}`)
  const source = join(import.meta.dirname, 'programs/known.c')
  execFileSync('cc', ['-O1', '-static', '-o', program, source], { stdio: 'inherit' })
  return program
}

/** Starts the program and waits until it has stopped itself. */
export async function startKnownProcess(program: string): Promise<KnownProcess> {
  const child = spawn(program, [`${program}.dat`], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const line = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (status) => reject(new Error(`${program} ended with status ${status}`)))
    child.stdout.once('data', (data) => resolve(String(data)))
  })
  const [pid = '', ...addresses] = line.trim().split(' ')
  const [file = '', shared = '', touched = '', reservation = '', closed = ''] = addresses.map((text) => text.slice(2))
  // It prints its addresses a moment before it stops.
  while (!/\) T /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))) await new Promise(setImmediate)
  // Pages of new files are dirty until the disk has them: it shall not get them while numbers are compared.
  execFileSync('sync', [program, `${program}.dat`])
  return {
    pid: Number(pid),
    name: program.slice(program.lastIndexOf('/') + 1),
    at: { file, shared, touched, reservation, closed },
    async kill() {
      child.kill('SIGKILL')
      await ended
    }
  }
}
