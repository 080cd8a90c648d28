import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PeerUsers, usersOfThis, type PeerEnd } from './peer-user.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-net-'))
afterAll(() => rmSync(folder, { recursive: true }))

const PORT = 0x1c95

// Lines of /proc/net/tcp and tcp6 (Linux 6.12), the users changed.
writeFileSync(
  join(folder, 'tcp'),
  `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1C95 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1 0 100 0 0 10 0
   1: 0100007F:1C95 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 12 1 0 20 4 30 10 -1
   2: 0100007F:D431 0100007F:1C95 01 00000000:00000000 02:000005B4 00000000  1234        0 13 2 0 20 4 0 10 -1
   3: 0100007F:D434 0100007F:1C95 05 00000000:00000000 02:000005B4 00000000     0        0 0 2 0 20 4 0 10 -1
   4: 0100007F:D433 0100007F:1C96 01 00000000:00000000 02:000005B4 00000000  1000        0 16 2 0 20 4 0 10 -1
   5: 0500007F:D431 0100007F:1C95 01 00000000:00000000 02:000005B4 00000000  5555        0 15 2 0 20 4 0 10 -1
`
)
writeFileSync(
  join(folder, 'tcp6'),
  `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0000000000000000FFFF00000100007F:D432 0000000000000000FFFF00000100007F:1C95 01 00000000:00000000 00:00000000 00000000   4321        0 14 1 0 20 4 0 10 -1
`
)

const end = (remotePort: number, remoteAddress = '127.0.0.1'): PeerEnd => ({ remoteAddress, remotePort })

describe('the user at the other end', () => {
  it('is read from the row of that end', async () => {
    const peers = new PeerUsers(PORT, folder)
    expect(await peers.userOf(end(0xd431))).toBe(1234)
    expect(await peers.userOf(end(0xd431, '127.0.0.5'))).toBe(5555)
    expect(await peers.userOf(end(0xd432, '::ffff:127.0.0.1'))).toBe(4321)
  })

  it('is not known of a connection that is not there, closed by its process or to another port', async () => {
    const peers = new PeerUsers(PORT, folder)
    // The kernel names root as the user of a socket that no process has open any more.
    for (const port of [0xd433, 0xd434, 0xd435]) expect(await peers.userOf(end(port))).toBeNull()
    expect(await peers.userOf({})).toBeNull()
    expect(await new PeerUsers(PORT, join(folder, 'missing')).userOf(end(0xd431))).toBeNull()
  })

  it('is this user for connections of this process, also of many at once', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const sockets: Socket[] = []
    server.on('connection', (socket) => sockets.push(socket))
    const peers = new PeerUsers(port)
    const clients = Array.from({ length: 40 }, () => createConnection(port, '127.0.0.1'))
    await expect.poll(() => sockets.length).toBe(40)
    const users = await Promise.all(sockets.map((socket) => peers.userOf(socket)))
    expect(new Set(users)).toEqual(new Set([process.getuid?.()]))
    for (const socket of [...clients, ...sockets]) socket.destroy()
    server.close()
  })

  it('may be root, and for root the user who asked for it', () => {
    const own = process.getuid?.() ?? 0
    expect(usersOfThis({})).toEqual([own, 0])
    expect(usersOfThis({ SUDO_UID: '1000', PKEXEC_UID: '1001' })).toEqual(own === 0 ? [0, 0, 1000, 1001] : [own, 0])
  })
})
