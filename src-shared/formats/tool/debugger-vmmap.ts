import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

const RANGE = String.raw`^\s*(?:[►>]\s*)?0x([0-9a-f]{1,16})\s+0x([0-9a-f]{1,16})`
/** pwndbg: `0x555555554000 0x555555558000 r--p 4000 0 /usr/bin/demo`. */
const PWNDBG = new RegExp(
  String.raw`${RANGE}\s+([r-][w-][x-][ps-]?)\s+[0-9a-f]{1,16}\s+([0-9a-f]{1,16})(?:\s+(\S.*)?)?$`,
  'i'
)
/** gef: `0x0000555555554000 0x0000555555558000 0x0000000000000000 r-- /usr/bin/demo`; a size may be before the offset. */
const GEF = new RegExp(
  String.raw`${RANGE}(?:\s+0x[0-9a-f]{1,16})?\s+0x([0-9a-f]{1,16})\s+([r-][w-][x-])(?:\s+(\S.*)?)?$`,
  'i'
)
/** peda: `0x00400000 0x00401000 r-xp /usr/bin/demo`. */
const PEDA = new RegExp(String.raw`${RANGE}\s+([r-][w-][x-][ps-])\s+([^\d\s].*|)$`, 'i')

interface Row {
  readonly start: string
  readonly end: string
  readonly perms: string
  readonly offset: string | undefined
  readonly name: string
}

function rowOf(text: string): Row | null {
  const pwndbg = PWNDBG.exec(text)
  const gef = pwndbg === null ? GEF.exec(text) : null
  const peda = pwndbg === null && gef === null ? PEDA.exec(text) : null
  const [, start = '0', end = '0'] = pwndbg ?? gef ?? peda ?? []
  if (pwndbg !== null) return { start, end, perms: pwndbg[3] ?? '', offset: pwndbg[4], name: pwndbg[5] ?? '' }
  if (gef !== null) return { start, end, perms: gef[4] ?? '', offset: gef[3], name: gef[5] ?? '' }
  return peda === null ? null : { start, end, perms: peda[3] ?? '', offset: undefined, name: peda[4] ?? '' }
}

const PROMPT = /^(?:pwndbg>|gef.?>|gef➤|gdb-peda\$)/

/** Without what is behind a name: an offset that was asked for, registers that point there. pwndbg numbers what has none. */
function nameOf(text: string): string {
  const name = text.replace(/ \+0x[0-9a-f]{1,16}$| {2}<- [^]*$/i, '').trim()
  return /^(?:\[anon_[0-9a-f]+\]|<explored>)$/.test(name) ? '' : name
}

/** `vmmap` of the gdb extensions pwndbg, gef and peda. */
export const debuggerVmmap: Importer = {
  id: 'debugger-vmmap',
  // gdb's own list has the same shape as gef's, but four letters of permissions.
  detect: (head) => (countLines(head, PWNDBG) + countLines(head, GEF) + countLines(head, PEDA) > 0 ? 0.88 : 0),
  read: (bytes, name) =>
    readLines('debugger-vmmap', bytes, name, {
      limits: null,
      line(text, out) {
        if (PROMPT.test(text)) out.begin()
        const row = rowOf(text)
        const range = row === null ? null : hexRange(row.start, row.end)
        if (row === null || range === null) return false
        return out.mapping({
          ...range,
          perms: row.perms,
          offset: row.offset === undefined ? undefined : BigInt(`0x${row.offset}`),
          name: nameOf(row.name)
        })
      }
    })
}
