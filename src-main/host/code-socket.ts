import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Milliseconds that a running host takes at most to send its address. */
const ANSWER_TIMEOUT = 3000
/** Longest answer, characters. */
const LONGEST = 300

/**
 * Where running hosts can be asked for a further address: in the user's runtime folder, or where there is none below
 * XDG_STATE_HOME (XDG Base Directory Specification). systemd's folder is named too: not every shell on a server has the variable.
 */
export function codeFolders(environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  const runtime = environment['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.()}`
  const state = environment['XDG_STATE_HOME']
  const folders = [runtime, state?.startsWith('/') ? state : join(homedir(), '.local/state')]
  return folders.flatMap((folder) => (folder.startsWith('/') ? [join(folder, 'vmatlas')] : []))
}

/** Whether a folder is this user's; closes it to others. */
function isOwnFolder(folder: string): boolean {
  try {
    const stat = lstatSync(folder)
    if (!stat.isDirectory() || stat.uid !== process.getuid?.()) return false
    if ((stat.mode & 0o077) !== 0) chmodSync(folder, 0o700)
    return true
  } catch {
    return false
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    // Not here; another folder may do.
  }
}

/** Connects and returns what is sent there; null when nothing listens there or answers in time. */
function ask(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    let text = ''
    const socket = createConnection(path)
    socket.setTimeout(ANSWER_TIMEOUT, () => socket.destroy())
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (text.length > LONGEST) socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(/^http:\/\/127\.0\.0\.1:\d+\/\?code=[\w-]+\n$/.test(text) ? text.trim() : null))
  })
}

function listen(path: string, address: () => string): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.end(`${address()}\n`)
    })
    server.once('error', () => resolve(null))
    server.listen(path, () => {
      chmodSync(path, 0o600)
      resolve(server)
    })
  })
}

/**
 * Offers a new address to whoever may connect to a socket file, which is this user alone (unix(7): connecting needs the right
 * to write, and the folder is closed to others).
 * @returns how to stop; null when no folder can be used
 */
export async function offerAddresses(
  folders: readonly string[],
  port: number,
  address: () => string
): Promise<(() => void) | null> {
  for (const folder of folders) {
    makeFolder(folder)
    if (!isOwnFolder(folder)) continue
    const path = join(folder, `serve-${port}.sock`)
    // What a host left that was killed: its port is this host's now.
    rmSync(path, { force: true })
    const server = await listen(path, address)
    // Closing removes the file.
    if (server !== null) return () => void server.close()
  }
  return null
}

/** A new address of each running host of this user, or of the one with that port (0: any), by port. */
export async function askForAddresses(folders: readonly string[], port = 0): Promise<ReadonlyMap<number, string>> {
  const addresses = new Map<number, string>()
  for (const folder of folders) {
    if (!isOwnFolder(folder)) continue
    for (const name of readdirSync(folder)) {
      const found = Number(/^serve-(\d+)\.sock$/.exec(name)?.[1] ?? 0)
      if (found === 0 || (port !== 0 && found !== port)) continue
      const address = await ask(join(folder, name))
      if (address !== null) addresses.set(found, address)
    }
  }
  return addresses
}
