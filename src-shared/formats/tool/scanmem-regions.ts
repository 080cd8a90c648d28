import type { Importer } from '../importer.ts'
import { countLines, readLines } from '../listing/line-importer.ts'

/** `[ 2] 55d6c7bf5000,    135168 bytes,  heap, 55d6c7bf5000, rw- , [heap]` (scanmem, handlers.c) */
const ROW =
  /^\s*\[\s{0,5}\d{1,6}\] (?:0x)?([0-9a-f]{4,16}),\s{1,20}(\d{1,15}) bytes,\s{1,10}(?:misc|code|exe|heap|stack), (?:0x)?[0-9a-f]{1,16}, ([r-][w-][x-])\s{0,4}, (.*)$/i

/** The list of `lregions` of scanmem and GameConqueror. */
export const scanmemRegions: Importer = {
  id: 'scanmem-regions',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.95 : 0),
  read: (bytes, name) =>
    readLines('scanmem-regions', bytes, name, {
      limits: 'scanmem lists only what it searches: mappings that can not be written, and others, are missing',
      line(text, out) {
        const [, start, size = '0', perms, file = ''] = ROW.exec(text) ?? []
        if (start === undefined) return false
        const from = BigInt(`0x${start}`)
        return out.mapping({ start: from, end: from + BigInt(size), perms, name: file === 'unassociated' ? '' : file })
      }
    })
}
