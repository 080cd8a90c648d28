import { readFile } from 'node:fs/promises'

/** The other end of a connection over IPv4, as Node's sockets name it. */
export interface PeerEnd {
  readonly remoteAddress?: string | undefined
  readonly remotePort?: number | undefined
}

/** The state of a connection that both ends hold open; a socket that its process has closed has no user any more (0). */
const ESTABLISHED = '01'
/** Addresses of an IPv6 socket that speaks IPv4: 80 zero bits, 16 ones, in the same order of bytes. */
const MAPPED = '0000000000000000FFFF0000'

/** An end as /proc/net/tcp writes it: address bytes in the machine's order (little-endian), port as a number, in hex. */
function endText({ remoteAddress = '', remotePort = 0 }: PeerEnd): string {
  const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0')
  const bytes = remoteAddress.replace('::ffff:', '').split('.').map(Number).reverse()
  return `${bytes.map((byte) => hex(byte, 2)).join('')}:${hex(remotePort, 4)}`
}

/**
 * The users of the ends that are connected to a port, read in one pass (Documentation/networking/proc_net_tcp.rst): the other
 * end's own row is the one whose remote end is our port.
 */
function usersOfPort(text: string, port: number, users: Map<string, number>): void {
  const ours = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  for (let at = 0, end: number; at < text.length; at = end + 1) {
    end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    // Row, both ends, state, queues, timer, retransmissions, user.
    const [, local = '', remote = '', state, , , , user] = text.slice(at, end).trim().split(/ +/, 8)
    if (state !== ESTABLISHED || !remote.endsWith(ours) || !/^\d+$/.test(user ?? '')) continue
    users.set(local.startsWith(MAPPED) ? local.slice(MAPPED.length) : local, Number(user))
  }
}

/**
 * Finds out which user each incoming connection belongs to, as the kernel knows it (SO_PEERCRED is for other kinds of sockets). The tables are long
 * where a machine has many connections, so one reading answers for all that came since the last one began.
 */
export class PeerUsers {
  readonly #port: number
  readonly #folder: string
  #next: Promise<ReadonlyMap<string, number>> | null = null
  #last: Promise<unknown> = Promise.resolve()

  /** @param port this machine's, to which the others connect */
  constructor(port: number, folder = '/proc/net') {
    this.#port = port
    this.#folder = folder
  }

  /** The user id at the other end; null when the kernel does not report it, or the other end is closed already. */
  async userOf(peer: PeerEnd): Promise<number | null> {
    const end = endText(peer)
    return (await this.#read()).get(end) ?? null
  }

  #read(): Promise<ReadonlyMap<string, number>> {
    if (this.#next === null) {
      this.#next = this.#last.then(async () => {
        this.#next = null
        return this.#readTables()
      })
      this.#last = this.#next
    }
    return this.#next
  }

  async #readTables(): Promise<ReadonlyMap<string, number>> {
    const users = new Map<string, number>()
    for (const file of ['tcp', 'tcp6']) {
      // A /proc without such a file knows no owners.
      const text = await readFile(`${this.#folder}/${file}`, 'latin1').catch(() => '')
      usersOfPort(text, this.#port, users)
    }
    return users
  }
}

/** Users who may come in this user's name: root, and whoever became root with sudo or pkexec to start this. */
export function usersOfThis(environment: NodeJS.ProcessEnv = process.env): readonly number[] {
  const own = process.getuid?.() ?? 0
  const before = own === 0 ? [environment['SUDO_UID'], environment['PKEXEC_UID']] : []
  return [own, 0, ...before.filter((text) => text !== undefined).map(Number)]
}
