import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/** A line of a tombstone's memory map; the end is the last byte, `'` may stand between the halves (debuggerd, tombstone_proto_to_text.cpp). */
const ROW =
  /^\s*(?:--->\s*)?([0-9a-f']{8,17})-([0-9a-f']{8,17})\s+([r-][w-][x-])\s+([0-9a-f]{1,16})\s+([0-9a-f]{1,16})(?:\s+(\S.*)?)?$/i

/** `pid: 812, tid: 830, name: Binder:1  >>> com.example.app <<<` */
const PROCESS = /^pid: (\d{1,10}), tid: \d{1,10}, name: (.*)$/

function whoOf(pid: string, text: string): { pid: number; name: string; command: string } {
  const mark = text.indexOf(' >>> ')
  const end = text.lastIndexOf(' <<<')
  const command = text.slice(mark + 5, end < mark ? undefined : end)
  return { pid: Number(pid), name: text.slice(0, mark).trimEnd(), command }
}

/** The memory map of an Android tombstone. */
export const tombstone: Importer = {
  id: 'tombstone',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.85 : 0),
  read(bytes, name) {
    let meta: { pid?: number; name?: string; command?: string } = {}
    let isInMap = countLines(bytes.subarray(0, 1 << 20), /^memory map/) === 0
    return readLines('tombstone', bytes, name, {
      limits: null,
      meta: () => meta,
      line(text, out) {
        const process = PROCESS.exec(text)
        if (process !== null && process[2]?.includes(' >>> ') === true) meta = whoOf(process[1] ?? '0', process[2])
        if (/^memory map/.test(text)) isInMap = true
        else if (/^(?:open files|-{5,} )/.test(text)) isInMap = false
        const row = isInMap ? ROW.exec(text) : null
        const range = row === null ? null : hexRange(row[1]!.replaceAll("'", ''), row[2]!.replaceAll("'", ''), true)
        // Registers, stacks and logs stand around the map; only what stands inside it can be a damaged row.
        if (row === null || range === null) return !isInMap || /^(?:memory map|--->)/.test(text)
        const file = row[6]?.replace(/ \((?:BuildId|load bias)[^()]*\)/g, '').trim() ?? ''
        out.mapping({ ...range, perms: `${row[3] ?? '---'}p`, offset: BigInt(`0x${row[4] ?? '0'}`), name: file })
        return true
      }
    })
  }
}
