import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/**
 * `    b6843000-b689efff r-x         0     5c000  /system/lib/libdemo.so (BuildId: 00ff)`: range, permissions, offset, size, file; the
 * end is the last byte, `'` may be between the halves (debuggerd, tombstone_proto_to_text.cpp). xCrash writes the end as the
 * kernel does, and `>` for the file of the row above (xcc_maps.c). `0` and `1` for the permissions is no kind of either.
 */
const ROW =
  /^\s*(?:--->\s*)?([0-9a-f']{8,17})-([0-9a-f']{8,17})\s+([r-][w-][x-])\s+([0-9a-f]{1,16})\s+[0-9a-f]{1,16}(?:\s+(\S.*)?)?$/i
/** `    bebc0000-bebe1000 [stack]`: below "memory map around fault addr", Android before 5. */
const NEAR_ROW = /^\s{2,40}([0-9a-f]{8})-([0-9a-f]{8})(?:\s+([r-][w-][x-]))?(?:\s+(\S.*)?)?$/i
const NEAR = /^memory map around/
const PROCESS = /^pid: (\d{1,10}), tid: \d{1,10}, name: (.*)$/
const BEGINNING = /^(?:memory map|.{0,40}: memory map)/
/** Behind the file: what loads it there, and its identity. Android 7 and 8 wrote `load base`. */
const REMARK = / \((?:BuildId|load bias|load base|deleted-inode)\b[^()]*\)/g
const AS_ABOVE = '>'

/** The names in `pid: 812, tid: 830, name: Binder:1  >>> com.example.app <<<`; null for other lines. */
function processIn(line: string): { pid: number; thread: string; command: string } | null {
  const process = PROCESS.exec(line)
  if (process === null) return null
  const names = process[2]!
  const [from, to] = [names.indexOf('>>> '), names.lastIndexOf(' <<<')]
  if (from < 0 || to < from) return null
  return { pid: Number(process[1]), thread: names.slice(0, from).trimEnd(), command: names.slice(from + 4, to) }
}

/** Whether the end of a row is its last byte. */
const isInclusive = (end: string): boolean => /fff$/i.test(end)

/** The memory map of an Android tombstone, also as xCrash writes it. */
export const tombstone: Importer = {
  id: 'tombstone',
  detect: (head) =>
    countLines(head, ROW) > 0 ? 0.85 : countLines(head, NEAR) > 0 && countLines(head, NEAR_ROW) > 0 ? 0.8 : 0,
  read(bytes, name) {
    const isWhole = countLines(bytes.subarray(0, 1 << 20), BEGINNING) > 0
    let isInMap = !isWhole
    const isNear = countLines(bytes.subarray(0, 1 << 20), NEAR) > 0
    let above = ''
    return readLines('tombstone', bytes, name, {
      limits: isNear ? 'this tombstone lists only the mappings next to the address of the fault' : null,
      line(text, out) {
        const named = processIn(text)
        if (named !== null) {
          const { pid, thread, command } = named
          // The main thread's name is the process's, cut off by the kernel where it is long.
          const process = { pid, name: command === '' ? thread : command.split('/').at(-1)!, command }
          // Of a report with many threads each has such a line.
          if (out.rowCount > 0 || !isInMap) out.begin(process)
          else out.report(process)
          isInMap = !isWhole
        }
        if (BEGINNING.test(text)) isInMap = true
        else if (/^(?:open files|-{5,} |TOTAL SIZE)/.test(text.trim())) isInMap = !isWhole
        const near = isNear && isInMap ? NEAR_ROW.exec(text) : null
        const nearRange = near === null ? null : hexRange(near[1]!, near[2]!)
        if (near !== null && nearRange !== null)
          return out.mapping({ ...nearRange, perms: near[3], name: near[4] ?? '' })
        const row = isInMap ? ROW.exec(text.replaceAll("'", '')) : null
        const range = row === null ? null : hexRange(row[1]!, row[2]!, isInclusive(row[2]!))
        // Registers, stacks and logs are around the map; only what is inside it can be a damaged row.
        if (row === null || range === null) return !isInMap || /^(?:memory map|--->)/.test(text)
        const file = (row[5] ?? '').replace(REMARK, '').trim()
        if (file !== AS_ABOVE) above = file
        return out.mapping({ ...range, perms: row[3], offset: BigInt(`0x${row[4]!}`), name: above })
      }
    })
  }
}
