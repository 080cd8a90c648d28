import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'
import { fileOfCriu, permsOfCriu } from './criu-vma.ts'

/**
 * `(00.158066) 0x55ac6b268000-0x55ac6b302000 (616K) prot 0x5 flags 0x2 fdflags 0 st 0x41 off 0xc000 reg fp  shmid: 0x1`: range, size,
 * PROT_ and MAP_ bits, offset, what it is (CRIU, pr_vma in criu/include/vma.h).
 */
const ROW =
  /^(?:\(\d{1,6}\.\d{1,9}\)\s{1,8}(?:\d{1,10}:\s)?)?\s*0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16}) \(\d{1,15}K\) prot (?:0x)?([0-9a-f]{1,4}) flags (?:0x)?([0-9a-f]{1,8})(?: fdflags \S{1,12})? st (?:0x)?[0-9a-f]{1,8} off (?:0x)?([0-9a-f]{1,16}) (.{0,60}?) shmid: (?:0x)?([0-9a-f]{1,16})/i
const PID = /\b(?:mappings|VMAs?) \(pid: (\d{1,10})\)/
/** The mappings of processes in a log of CRIU. */
export const criuLog: Importer = {
  id: 'criu-log',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.95 : 0),
  read: (bytes, name) =>
    readLines('criu-log', bytes, name, {
      limits: 'CRIU identifies files by numbers, not by their names',
      line(text, out) {
        const pid = PID.exec(text)?.[1]
        if (pid !== undefined) out.begin({ pid: Number(pid) })
        const [, start, end = '0', prot = '0', flags = '0', offset = '0', words = '', file = ''] = ROW.exec(text) ?? []
        const range = start === undefined ? null : hexRange(start, end)
        // A log has many other lines.
        if (range === null) return !text.includes(' prot ')
        return out.mapping({
          ...range,
          perms: permsOfCriu(Number.parseInt(prot, 16), Number.parseInt(flags, 16)),
          offset: BigInt(`0x${offset}`),
          name: fileOfCriu(words.split(/\s+/), file)
        })
      }
    })
}
