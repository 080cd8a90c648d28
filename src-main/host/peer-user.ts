import { readFileSync } from 'node:fs'

/** The ends of a connection over IPv4, as Node's sockets name them. */
export interface Ends {
  readonly remoteAddress?: string | undefined
  readonly remotePort?: number | undefined
  readonly localAddress?: string | undefined
  readonly localPort?: number | undefined
}

/** An end as /proc/net/tcp writes it: address bytes in the machine's order (little-endian), port as a number, in hex. */
function endText(address = '', port = 0, prefix = ''): string {
  const bytes = address.replace('::ffff:', '').split('.').map(Number).reverse()
  const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0')
  return `${prefix}${bytes.map((byte) => hex(byte, 2)).join('')}:${hex(port, 4)}`
}

/** Addresses of an IPv6 socket that speaks IPv4: 80 zero bits, 16 ones, in the same order of bytes. */
const MAPPED = '0000000000000000FFFF0000'

/**
 * The user id of the process at the other end of a connection within this machine, as the kernel knows it
 * (Documentation/networking/proc_net_tcp.rst); null when it does not say.
 */
export function peerUser(ends: Ends, folder = '/proc/net'): number | null {
  for (const [file, prefix] of [
    ['tcp', ''],
    ['tcp6', MAPPED]
  ] as const) {
    // The other end's own row: what is our remote end is its local one.
    const row = `${endText(ends.remoteAddress, ends.remotePort, prefix)} ${endText(ends.localAddress, ends.localPort, prefix)} `
    try {
      const text = readFileSync(`${folder}/${file}`, 'latin1')
      const at = text.indexOf(`: ${row}`)
      if (at < 0) continue
      // After the two ends: state, queues, timer, retransmissions, then the user.
      const uid = Number(
        text
          .slice(at + 2 + row.length, text.indexOf('\n', at))
          .trim()
          .split(/ +/)[4]
      )
      if (Number.isSafeInteger(uid)) return uid
    } catch {
      // No such file in this /proc.
    }
  }
  return null
}

/** Users who may come in this user's name: root, and whoever became root with sudo or pkexec to start this. */
export function usersOfThis(environment: NodeJS.ProcessEnv = process.env): readonly number[] {
  const own = process.getuid?.() ?? 0
  const before = own === 0 ? [environment['SUDO_UID'], environment['PKEXEC_UID']] : []
  return [own, 0, ...before.filter((text) => text !== undefined).map(Number)]
}
