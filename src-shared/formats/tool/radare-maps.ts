import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/** Start, end, whether it is here, owner, size, kind, permissions, name, file, flag (radare2 and rizin, libr/debug/map.c). */
const ROW = /^\s*0x([0-9a-f]{1,16}) - 0x([0-9a-f]{1,16}) [*-] \w+ +[\d.]+[BKMGTPE]? [a-z] ([r-][w-][x-])(?: (.*))?$/i
/** The same of versions before 2.0: owner and size are in front. */
const OLD =
  /^\s*(?:sys|usr) +[\d.]+[BKMGTPE]? 0x([0-9a-f]{1,16}) [*-] 0x([0-9a-f]{1,16}) [a-z] ([r-][w-][x-])(?: (.*))?$/i

/** The name, which most rows have twice, with a flag behind it. */
function nameOf(text: string): string {
  const reported = text.replace(/ ; \S*$/, '').trim()
  const half = (reported.length - 1) / 2
  const isTwice =
    Number.isInteger(half) && reported[half] === ' ' && reported.slice(0, half) === reported.slice(half + 1)
  const name = isTwice ? reported.slice(0, half) : reported
  return /^unk\d+(?: unk\d+)?$/.test(name) ? '' : name
}

/** `dm` of radare2 and rizin. */
export const radareMaps: Importer = {
  id: 'radare-maps',
  detect: (head) => (countLines(head, ROW) + countLines(head, OLD) > 0 ? 0.92 : 0),
  read: (bytes, name) =>
    readLines('radare-maps', bytes, name, {
      limits: null,
      line(text, out) {
        const row = ROW.exec(text) ?? OLD.exec(text)
        const range = row === null ? null : hexRange(row[1]!, row[2]!)
        const isPrompt = /^\[0x[0-9a-f]+\]>/i.test(text)
        if (isPrompt) out.begin()
        if (row === null || range === null) return isPrompt
        return out.mapping({ ...range, perms: row[3], name: nameOf(row[4] ?? '') })
      }
    })
}
