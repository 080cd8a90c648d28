import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

const RANGE = String.raw`^\s*(?:[►>]\s*)?0x([0-9a-f]{1,16})\s+0x([0-9a-f]{1,16})`
/** pwndbg: start, end, rights, size, offset, file. */
const PWNDBG = new RegExp(
  String.raw`${RANGE}\s+([r-][w-][x-][ps-]?)\s+[0-9a-f]{1,16}\s+([0-9a-f]{1,16})(?:\s+(\S.*)?)?$`,
  'i'
)
/** gef: start, end, (size,) offset, rights, file. */
const GEF = new RegExp(
  String.raw`${RANGE}(?:\s+0x[0-9a-f]{1,16})?\s+0x([0-9a-f]{1,16})\s+([r-][w-][x-])(?:\s+(\S.*)?)?$`,
  'i'
)
/** peda: start, end, rights, file. */
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

/** `vmmap` of the gdb extensions pwndbg, gef and peda. */
export const debuggerVmmap: Importer = {
  id: 'debugger-vmmap',
  // gdb's own list has the same shape as gef's, but four letters of rights.
  detect: (head) => (countLines(head, PWNDBG) + countLines(head, GEF) + countLines(head, PEDA) > 0 ? 0.88 : 0),
  read: (bytes, name) =>
    readLines('debugger-vmmap', bytes, name, {
      limits: null,
      meta: () => ({}),
      line(text, out) {
        const row = rowOf(text)
        const range = row === null ? null : hexRange(row.start, row.end)
        if (row === null || range === null) return /LEGEND|Legend|^\s*Start\s+End\b|^(?:pwndbg|gef|gdb-peda)/.test(text)
        out.mapping({
          ...range,
          perms: row.perms.padEnd(4, 'p'),
          offset: row.offset === undefined ? undefined : BigInt(`0x${row.offset}`),
          name: row.name.trim()
        })
        return true
      }
    })
}
