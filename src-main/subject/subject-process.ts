import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { FailureError } from '#shared/contract/failure.ts'
import type { SubjectReply } from '#shared/contract/host.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { ProcFolder } from '#main/source/proc-folder.ts'

/** Most that a subject may touch, kB: also on a big machine a lesson needs no more. */
const MOST_KB = 512 * 1024
/** No command works longer than this, milliseconds; the longest touches 64 MiB. */
const COMMAND_TIMEOUT = 10_000

/** An eighth of the memory that the kernel reports as available, kB. */
function budgetKb(): number {
  const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0)
  return Math.min(MOST_KB, Math.floor(available / 8))
}

function readReply(line: string): SubjectReply {
  const reply: unknown = JSON.parse(line)
  if (typeof reply !== 'object' || reply === null) throw new SyntaxError('not an object')
  const known: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(reply)) {
    if (typeof value === 'string' || typeof value === 'number') known[name] = value
  }
  return known
}

interface Waiting {
  resolve(line: string): void
  reject(error: FailureError): void
}

/** One running subject: a command goes in, a line of JSON comes out. */
export class SubjectProcess {
  readonly #child: ChildProcess
  #waiting: Waiting | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #text = ''
  #hasEnded = false

  /** Starts it; whether that worked shows at its first command. */
  constructor(program: string) {
    // No environment: it would be on the stack, and glibc's tunables would change the lesson.
    this.#child = spawn(program, [String(budgetKb()), tmpdir()], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] })
    this.#child.on('error', (error) => this.#end(error.message))
    this.#child.on('exit', () => this.#end('the subject has ended'))
    // A command to a subject that just died; its exit is reported.
    this.#child.stdin?.on('error', () => undefined)
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.#receive(text))
  }

  /** @throws FailureError when it can't be started */
  static async start(program: string): Promise<SubjectProcess> {
    const subject = new SubjectProcess(program)
    await subject.command('hello')
    return subject
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** @throws FailureError `gone` */
  get process(): ProcessKey {
    const folder = new ProcFolder(this.pid)
    try {
      return { pid: this.pid, startTime: parseProcessStat(folder.read('stat'))?.startTime ?? 0 }
    } finally {
      folder.close()
    }
  }

  /** Carries out one command after those before it. @throws FailureError `gone` or, when it refuses, `bad-input` */
  command(command: string): Promise<SubjectReply> {
    const answer = this.#turn.then(() => this.#ask(command))
    this.#turn = answer.catch(() => undefined)
    return answer
  }

  async #ask(command: string): Promise<SubjectReply> {
    if (this.#hasEnded) throw new FailureError('gone', 'subject', 'it has ended; start the lesson again')
    const line = await new Promise<string>((resolve, reject) => {
      const tooLate = setTimeout(() => {
        this.#end('it did not answer in time and was stopped')
        this.stop()
      }, COMMAND_TIMEOUT)
      this.#waiting = {
        resolve: (text) => {
          clearTimeout(tooLate)
          resolve(text)
        },
        reject: (error) => {
          clearTimeout(tooLate)
          reject(error)
        }
      }
      this.#child.stdin?.write(`${command}\n`)
    })
    const reply = readReply(line)
    if (reply['ok'] !== 1) throw new FailureError('bad-input', 'subject', `${command}: ${reply['error'] ?? line}`)
    return reply
  }

  #receive(text: string): void {
    this.#text += text
    const end = this.#text.indexOf('\n')
    if (end < 0) return
    const line = this.#text.slice(0, end)
    this.#text = this.#text.slice(end + 1)
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.resolve(line)
  }

  #end(why: string): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#waiting?.reject(new FailureError('gone', 'subject', why))
    this.#waiting = null
  }

  /** Kills it; what it mapped goes with it, and its child dies with it. */
  stop(): void {
    this.#child.kill('SIGKILL')
    // At once: the app may be ending itself and never hear of the subject's end.
    this.#end('it was stopped')
  }
}
