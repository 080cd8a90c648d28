import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type MovingMode =
  'leak' | 'merge' | 'saw' | 'steps' | 'plateau' | 'wander' | 'churn' | 'threads' | 'permissions' | 'exec' | 'zombie'

/** What it had touched of its own at a time: milliseconds since 1970, kB. */
export interface Said {
  readonly at: number
  readonly kb: number
}

/** A running programs/moving.c. */
export interface MovingProcess {
  readonly pid: number
  /** All that it printed so far. */
  readonly said: readonly Said[]
  /** Makes one step (where it was started with 0 milliseconds) and waits until it has printed it. */
  step(): Promise<void>
  /** Gives it a byte and waits for nothing. */
  send(): void
  /** Resolves when it has printed this many lines. */
  until(count: number): Promise<void>
  /** kB in a minute from its first word to its last. */
  rate(): number
  /** Ends it and waits until it is gone. */
  kill(): Promise<void>
}

/** A folder with the program, made once for all tests of a file; remove() at their end. */
export function movingProgram(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-moving-'))
  const path = join(folder, 'moving')
  execFileSync('cc', ['-O1', '-pthread', '-o', path, join(import.meta.dirname, 'programs/moving.c')], {
    stdio: 'inherit'
  })
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * Starts it and waits for its first word.
 * @param milliseconds between steps; 0 for a step at each byte
 * @param kb of each step
 */
export async function startMoving(
  program: string,
  mode: MovingMode,
  { milliseconds = 0, kb = 1024, steps = 1000 } = {}
): Promise<MovingProcess> {
  const child = spawn(program, [mode, String(milliseconds), String(kb), String(steps)], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const said: Said[] = []
  let pid = 0
  let text = ''
  let wake = (): void => undefined
  child.stdin.on('error', () => undefined)
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      const [first, second] = line.split(' ').map(Number)
      if (second === undefined) pid = first ?? 0
      else said.push({ at: first ?? 0, kb: second })
    }
    wake()
  })
  async function until(count: number): Promise<void> {
    while (said.length < count) await new Promise<void>((resolve) => (wake = resolve))
  }
  await Promise.race([until(1), ended.then(() => Promise.reject(new Error(`${program} ${mode} ended`)))])
  return {
    pid,
    said,
    until,
    async step() {
      const count = said.length
      child.stdin.write('x')
      await until(count + 1)
    },
    send: () => void child.stdin.write('x'),
    rate() {
      const [first, last] = [said[0]!, said.at(-1)!]
      return ((last.kb - first.kb) / (last.at - first.at)) * 60_000
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    }
  }
}
