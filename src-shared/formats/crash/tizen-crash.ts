import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

const HEADING = /^Maps Information\s*$/
/** `ef6c3000 ef6ce000 r-xp /usr/lib/libfeedback.so.0.1.4` */
const ROW = /^([0-9a-f]{8,16}) ([0-9a-f]{8,16}) ([r-][w-][x-][ps-])(?: (\S.*)?)?$/i
/** `PID: 21995`, `Process Name: demoapp`, `Executable File Path: /usr/bin/demoapp` */
const PID = /^PID: (\d{1,10})\s*$/
const NAME = /^Process Name: (\S.{0,400})$/
const PROGRAM = /^Executable File Path: (\S.{0,4000})$/

/** A crash report of Tizen's crash-manager. */
export const tizenCrash: Importer = {
  id: 'tizen-crash',
  detect: (head) => (countLines(head, HEADING) > 0 && countLines(head, ROW) > 0 ? 0.97 : 0),
  read: (bytes, name) =>
    readLines('tizen-crash', bytes, name, {
      limits: 'the report has neither offsets nor devices, and may leave out mappings without a name',
      line(text, out) {
        const pid = PID.exec(text)?.[1]
        if (pid !== undefined) out.report({ pid: Number(pid) })
        const own = NAME.exec(text)?.[1]?.trimEnd()
        if (own !== undefined) out.report({ name: own })
        const command = PROGRAM.exec(text)?.[1]?.trimEnd()
        if (command !== undefined) out.report({ command })
        const [, start, end = '0', perms, file = ''] = ROW.exec(text) ?? []
        const range = start === undefined ? null : hexRange(start, end)
        // Registers, sums and stacks are around the map.
        if (range === null) return true
        return out.mapping({ ...range, perms, name: file.trim() })
      }
    })
}
