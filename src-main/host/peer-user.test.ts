import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { peerUser, usersOfThis } from './peer-user.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-net-'))
afterAll(() => rmSync(folder, { recursive: true }))

// Lines of /proc/net/tcp and tcp6 (Linux 6.12), the users changed.
writeFileSync(
  join(folder, 'tcp'),
  `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1C95 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11 1 0 100 0 0 10 0
   1: 0100007F:1C95 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 12 1 0 20 4 30 10 -1
   2: 0100007F:D431 0100007F:1C95 01 00000000:00000000 02:000005B4 00000000  1234        0 13 2 0 20 4 0 10 -1
`
)
writeFileSync(
  join(folder, 'tcp6'),
  `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0000000000000000FFFF00000100007F:D432 0000000000000000FFFF00000100007F:1C95 01 00000000:00000000 00:00000000 00000000   4321        0 14 1 0 20 4 0 10 -1
`
)
const ends = (remotePort: number): object => ({
  remoteAddress: '127.0.0.1',
  remotePort,
  localAddress: '127.0.0.1',
  localPort: 0x1c95
})

describe('the user at the other end', () => {
  it('is read from the row of that end', () => {
    expect(peerUser(ends(0xd431), folder)).toBe(1234)
    expect(peerUser(ends(0xd432), folder)).toBe(4321)
    expect(peerUser(ends(0xd433), folder)).toBeNull()
    expect(peerUser({}, folder)).toBeNull()
    expect(peerUser(ends(0xd431), join(folder, 'missing'))).toBeNull()
  })

  it('is this user for a connection of this process', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    const coming = new Promise<Socket>((resolve) => server.once('connection', resolve))
    await new Promise((resolve) => server.once('listening', resolve))
    const client = createConnection((server.address() as AddressInfo).port, '127.0.0.1')
    const socket = await coming
    expect(peerUser(socket)).toBe(process.getuid?.())
    client.destroy()
    socket.destroy()
    server.close()
  })

  it('may be root, and for root the user who asked for it', () => {
    const own = process.getuid?.() ?? 0
    expect(usersOfThis({})).toEqual([own, 0])
    expect(usersOfThis({ SUDO_UID: '1000', PKEXEC_UID: '1001' })).toEqual(own === 0 ? [0, 0, 1000, 1001] : [own, 0])
  })
})
