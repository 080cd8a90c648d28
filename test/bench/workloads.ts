import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PROGRAMS = join(import.meta.dirname, 'programs')
const MAX_MAP_COUNT = '/proc/sys/vm/max_map_count'

export interface Workload {
  readonly pid: number
  /** Sends one line and gives the line that comes back. */
  ask(line: string): Promise<string>
  stop(): Promise<void>
}

/** Builds and starts the programs that the benchmarks measure, and takes everything away at the end. */
export class Workloads {
  readonly folder = mkdtempSync(join(tmpdir(), 'vmatlas-bench-'))
  readonly #running = new Set<Workload>()
  readonly #mapLimit = readFileSync(MAX_MAP_COUNT, 'utf8').trim()

  /** @throws Error with the compiler's words when there is none. */
  build(program: string): string {
    const file = join(this.folder, program)
    execFileSync('cc', ['-O1', '-o', file, join(PROGRAMS, `${program}.c`), '-lpthread'])
    return file
  }

  /** Lets processes have that many mappings; needs root. False where it may not. */
  allowMappings(count: number): boolean {
    if (Number(readFileSync(MAX_MAP_COUNT, 'utf8')) >= count) return true
    try {
      writeFileSync(MAX_MAP_COUNT, String(count))
      return true
    } catch {
      return false
    }
  }

  /** Builds and starts a program of ours; it gets a folder for its files. */
  async start(program: string, ...args: readonly (string | number)[]): Promise<Workload> {
    return this.run(this.build(program), ...args, this.folder)
  }

  /** Path of a program of ours that an interpreter runs. */
  script(name: string): string {
    return join(PROGRAMS, name)
  }

  /** Starts any program; it is ready when it has written a line, and ends with its input. */
  async run(program: string, ...args: readonly (string | number)[]): Promise<Workload> {
    const child: ChildProcessWithoutNullStreams = spawn(program, args.map(String))
    child.stderr.pipe(process.stderr)
    const line = (): Promise<string> =>
      new Promise((resolve, reject) => {
        child.stdout.once('data', (bytes: Buffer) => resolve(String(bytes).trim()))
        child.once('exit', () => reject(new Error(`${program} ended early`)))
      })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const workload: Workload = {
      pid: child.pid ?? 0,
      ask: async (text) => {
        const answer = line()
        child.stdin.write(`${text}\n`)
        return answer
      },
      stop: async () => {
        this.#running.delete(workload)
        child.stdin.end()
        const timer = setTimeout(() => child.kill('SIGKILL'), 2000)
        await ended
        clearTimeout(timer)
      }
    }
    if ((await line()) !== 'ready') throw new Error(`${program} did not get ready`)
    this.#running.add(workload)
    return workload
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running].map((workload) => workload.stop()))
    if (readFileSync(MAX_MAP_COUNT, 'utf8').trim() !== this.#mapLimit) writeFileSync(MAX_MAP_COUNT, this.#mapLimit)
    rmSync(this.folder, { recursive: true, force: true })
  }
}
