import { closeSync, constants, fchownSync, lstatSync, openSync, readdirSync, unlinkSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { FailureError } from '#shared/contract/failure.ts'
import { joinBytes } from '#shared/base/join-bytes.ts'
import type { ProcFolder } from './proc-folder.ts'

/** How long a JVM gets to open its socket, and to answer a command, milliseconds. */
const TIMEOUTS = { opening: 5000, answer: 20_000 }
const POLL = 20
/** The thread that a HotSpot JVM waits for SIGQUIT with; without it (-Xrs) the signal ends the process. Names have 15 bytes. */
const SIGNAL_THREAD = 'Signal Dispatch'
const SIGQUIT_BIT = 1n << 2n
const MOST_THREADS = 4096
const decoder = new TextDecoder()
const latin = new TextDecoder('latin1')

/** What a JVM answered: whether it could, and what it wrote, as it wrote it. */
export interface AttachReply {
  readonly isError: boolean
  readonly bytes: Uint8Array
  readonly isCut: boolean
}

/** What /proc/PID/status reports about a process that is to be asked. */
interface Asked {
  readonly uid: number
  readonly gid: number
  /** Its number in its own PID namespace, by which its files are named. */
  readonly ownPid: number
}

/**
 * A JVM that answers commands over its socket, as jcmd asks it (jdk.attach, sun.tools.attach.VirtualMachineImpl, and
 * src/hotspot/os/posix/attachListener_posix.cpp; protocol version 1, JDK 6 to 25). The socket is /tmp/.java_pidN in the
 * process's own file system, where N is its number in its own PID namespace. A JVM that has none opens it when the file
 * .attach_pidN exists and SIGQUIT arrives. That signal ends other programs, so it goes only to a process that has
 * libjvm.so mapped, that handles the signal, and that runs the JVM's thread for signals.
 */
export class JvmAttach {
  readonly #folder: ProcFolder
  readonly #asked: Asked
  readonly #directory: number

  private constructor(folder: ProcFolder, directory: number, asked: Asked) {
    this.#folder = folder
    this.#directory = directory
    this.#asked = asked
  }

  /**
   * Finds the socket of a JVM, or has it opened.
   * @throws FailureError `denied` for another user's process, `unsupported` where it is not a JVM that can be asked, `lost`
   * where it does not open its socket in time
   */
  static async open(folder: ProcFolder): Promise<JvmAttach> {
    const asked = whoIsAsked(folder)
    const directory = openTemporary(folder)
    const attach = new JvmAttach(folder, directory, asked)
    try {
      if (!(await attach.#isListening())) await attach.#haveOpened()
      return attach
    } catch (error) {
      attach.close()
      throw error
    }
  }

  close(): void {
    closeSync(this.#directory)
  }

  /**
   * Has one diagnostic command carried out. @param mostBytes of the answer that are read
   * @throws FailureError `lost` where it does not answer in time
   */
  async ask(command: string, mostBytes: number): Promise<AttachReply> {
    const socket = await this.#connect()
    const parts: Uint8Array[] = []
    let length = 0
    const { label } = this.#folder
    await new Promise<void>((resolve, reject) => {
      const deadline = setTimeout(() => {
        reject(new FailureError('lost', label, `it did not answer ${command} within ${TIMEOUTS.answer / 1000} s`))
      }, TIMEOUTS.answer)
      const end = (): void => {
        clearTimeout(deadline)
        resolve()
      }
      socket.on('data', (bytes: Uint8Array) => {
        parts.push(bytes)
        length += bytes.length
        if (length > mostBytes) end()
      })
      socket.once('end', end)
      socket.once('close', end)
      // A JVM that ends while it answers: what came is what there is.
      socket.once('error', end)
      // Version, command, and three arguments, each with a zero byte behind it.
      socket.write(`1\0jcmd\0${command}\0\0\0`)
    }).finally(() => socket.destroy())
    const bytes = joinBytes(parts)
    const line = bytes.indexOf(10)
    if (line < 0) throw new FailureError('lost', label, `it gave no answer to ${command}`)
    const status = latin.decode(bytes.subarray(0, Math.min(line, 20))).trim()
    return { isError: status !== '0', bytes: bytes.subarray(line + 1, mostBytes), isCut: length > mostBytes }
  }

  /** Whether the socket is listened on; those of JVMs that have ended stay behind. */
  async #isListening(): Promise<boolean> {
    try {
      ;(await this.#connect()).destroy()
      return true
    } catch {
      return false
    }
  }

  async #haveOpened(): Promise<void> {
    const [folder, asked] = [this.#folder, this.#asked]
    mustBeJvm(folder)
    const file = `/proc/self/fd/${this.#directory}/.attach_pid${asked.ownPid}`
    try {
      unlinkIfThere(file)
      const descriptor = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
      try {
        // Older JVMs believe only a file that is their own.
        if (process.geteuid?.() === 0) fchownSync(descriptor, asked.uid, asked.gid)
      } finally {
        closeSync(descriptor)
      }
    } catch {
      const where = 'the file by which it is asked can not be made in the /tmp of its file system'
      throw new FailureError('denied', folder.label, where)
    }
    try {
      // Fails when the process that was looked at has ended, whoever has its number now.
      folder.read('stat')
      process.kill(folder.pid, 'SIGQUIT')
      const until = performance.now() + TIMEOUTS.opening
      while (performance.now() < until) {
        await wait(POLL)
        if (await this.#isListening()) return
        folder.read('stat')
      }
    } finally {
      unlinkIfThere(file)
    }
    const why = `it did not open its socket within ${TIMEOUTS.opening / 1000} s; it may have been started with -XX:+DisableAttachMechanism`
    throw new FailureError('lost', folder.label, why)
  }

  /** Each command has a connection of its own. @throws FailureError `lost` */
  async #connect(): Promise<Socket> {
    const { uid, ownPid } = this.#asked
    const path = `/proc/self/fd/${this.#directory}/.java_pid${ownPid}`
    const found = lstatSync(path, { throwIfNoEntry: false })
    // Any user may put a file into /tmp.
    const isOfJvm = found?.isSocket() === true && (found.uid === uid || found.uid === 0)
    const unheard = new FailureError('lost', this.#folder.label, 'nothing listens on the socket of the JVM')
    if (!isOfJvm) throw unheard
    return await new Promise((resolve, reject) => {
      const socket = connect({ path })
      socket.once('connect', () => resolve(socket))
      socket.once('error', () => reject(unheard))
    })
  }
}

function unlinkIfThere(file: string): void {
  try {
    unlinkSync(file)
  } catch {
    // It is gone already: the JVM removes it, too.
  }
}

/** Lines of /proc/PID/status by their names. */
function statusOf(folder: ProcFolder): ReadonlyMap<string, string> {
  const lines = decoder.decode(folder.read('status')).split('\n')
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]))
}

/** Only one's own processes are asked, or those of others by root, as the JVM itself allows it. */
function whoIsAsked(folder: ProcFolder): Asked {
  const status = statusOf(folder)
  const effective = (name: string): number => Number(status.get(name)?.split(/\s+/)[1])
  const [uid, gid] = [effective('Uid'), effective('Gid')]
  const own = process.geteuid?.()
  if (own !== 0 && own !== uid) {
    throw new FailureError('denied', folder.label, 'a JVM answers only the user that it runs as, and root')
  }
  const ownPid = Number(status.get('NSpid')?.split(/\s+/).at(-1) ?? folder.pid)
  return { uid, gid, ownPid }
}

/** Its /tmp, held open: a link of that name could lead out of its file system. */
function openTemporary(folder: ProcFolder): number {
  try {
    return openSync(folder.pathOf('root/tmp'), constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  } catch {
    throw new FailureError('denied', folder.label, 'the /tmp of its file system can not be opened')
  }
}

/** @throws FailureError unless SIGQUIT is harmless to the process: it is a HotSpot JVM that waits for it */
function mustBeJvm(folder: ProcFolder): void {
  const no = (why: string): never => {
    throw new FailureError('unsupported', folder.label, why)
  }
  if (!/\/libjvm\.so(?: \(deleted\))?$/m.test(latin.decode(folder.read('maps'))))
    no('it is no JVM: it has no libjvm.so mapped')
  const status = statusOf(folder)
  const handled = BigInt(`0x${/^[0-9a-f]{1,16}$/.exec(status.get('SigCgt') ?? '')?.[0] ?? '0'}`)
  const isWaiting = readdirSync(folder.pathOf('task'))
    .slice(0, MOST_THREADS)
    .some((tid) => latin.decode(folder.tryRead(`task/${tid}/comm`) ?? new Uint8Array(0)).trimEnd() === SIGNAL_THREAD)
  if ((handled & SIGQUIT_BIT) === 0n || !isWaiting) {
    no(
      'its JVM does not wait for the signal by which it is asked (it just began, was started with -Xrs, or is no HotSpot)'
    )
  }
  if (/^[TtZX]/.test(status.get('State') ?? '')) no('it is stopped or has ended, so it can not answer')
}
