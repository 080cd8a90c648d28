import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Connections that this user may have at a time, with those that have not sent anything yet. */
const MOST_OWN = 256
/** Connections of all others together: they may hold a printed address, and can't keep this user out. */
const MOST_OTHERS = 32
/** Connections whose user is being looked up; a few milliseconds each. */
const MOST_UNKNOWN_YET = 2048

const FULL = 'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

function refuse(socket: Socket): void {
  // Goes as soon as these words are sent, whatever the other side does.
  socket.end(FULL)
  socket.destroySoon()
}

/** Lets connections in before a byte of them is parsed: a limit for this user, another for all others. */
export class Admission {
  readonly #isOwnUser: (socket: Socket) => Promise<boolean>
  readonly #parse: (socket: Socket) => void
  readonly #arriving = new Set<Socket>()
  readonly #own = new Set<Socket>()
  readonly #others = new Set<Socket>()

  /** Puts itself in front of the server's own handler of connections. */
  constructor(server: Server, isOwnUser: (socket: Socket) => Promise<boolean>) {
    this.#isOwnUser = isOwnUser
    const handlers = server.listeners('connection') as ((socket: Socket) => void)[]
    this.#parse = (socket) => handlers.forEach((handle) => handle.call(server, socket))
    server.removeAllListeners('connection')
    server.on('connection', (socket) => void this.#admit(socket))
  }

  /** Whether a connection that was let in is known to be this user's. */
  isOwn(socket: Socket): boolean {
    return this.#own.has(socket)
  }

  /** Ends those that are still on their way in; the server ends the others. */
  close(): void {
    for (const socket of this.#arriving) socket.destroy()
  }

  async #admit(socket: Socket): Promise<void> {
    // A client that goes away while it is let in is not an error of this host.
    socket.on('error', () => socket.destroy())
    if (this.#arriving.size >= MOST_UNKNOWN_YET) return refuse(socket)
    this.#arriving.add(socket)
    const isOwn = await this.#isOwnUser(socket)
    this.#arriving.delete(socket)
    if (socket.destroyed) return
    const [slots, most] = isOwn ? [this.#own, MOST_OWN] : [this.#others, MOST_OTHERS]
    if (slots.size >= most) return refuse(socket)
    slots.add(socket)
    socket.once('close', () => slots.delete(socket))
    this.#parse(socket)
  }
}
