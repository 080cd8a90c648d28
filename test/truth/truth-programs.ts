import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { truthOfLines, truthOfNativeMemory, type TruthRange } from './truth-range.ts'

const SOURCES = join(import.meta.dirname, 'programs')

/** A program whose memory is known byte by byte. */
export interface TruthProgram {
  readonly id: string
  /** Programs without which it can't run; the table lists them as missing. */
  readonly needs: readonly string[]
  /** Makes what is started. @param folder to build in */
  command(folder: string): readonly string[]
  /** @param said what it printed until READY */
  truth(pid: number, said: string): readonly TruthRange[]
}

const hasProgram = (name: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0

export const TRUTH_PROGRAMS: readonly TruthProgram[] = [
  {
    id: 'malloc, threads, look-alikes',
    needs: ['cc'],
    command(folder) {
      const program = join(folder, 'malloc')
      execFileSync('cc', ['-O1', '-w', '-o', program, join(SOURCES, 'malloc.c'), '-lpthread'])
      return [program]
    },
    truth: (_, said) => truthOfLines(said)
  },
  {
    id: 'CPython',
    needs: ['python3'],
    command: () => ['python3', join(SOURCES, 'objects.py')],
    truth: (_, said) => truthOfLines(said)
  },
  {
    id: 'JVM',
    needs: ['java', 'javac', 'jcmd'],
    command(folder) {
      execFileSync('javac', ['-d', folder, join(SOURCES, 'Objects.java')])
      return ['java', '-XX:NativeMemoryTracking=detail', '-Xmx256m', '-cp', folder, 'Objects']
    },
    truth: (pid) =>
      truthOfNativeMemory(
        execFileSync('jcmd', [String(pid), 'VM.native_memory', 'detail', 'scale=B'], { encoding: 'utf8' })
      )
  }
]

export interface RunningProgram {
  readonly pid: number
  readonly truth: readonly TruthRange[]
  stop(): void
}

/** The needed programs that this machine lacks. */
export const missing = ({ needs }: TruthProgram): string[] => needs.filter((name) => !hasProgram(name))

/** Starts a program and waits until it is ready. @throws Error when it ends before that */
export async function startProgram(known: TruthProgram): Promise<RunningProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-truth-'))
  const [program, ...args] = known.command(folder)
  const child = spawn(program!, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString('latin1')
      if (/^READY$/m.test(said)) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`${known.id} ended before it was ready`)))
  })
  return {
    pid: child.pid!,
    truth: known.truth(child.pid!, said),
    stop() {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}
