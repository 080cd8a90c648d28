import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/** `start    end      size     prot` */
const HEADING = /^\s*start\s+end\s+size\s+prot\s*$/
/** `00400000-0047c000 0007c000 r-x` (QEMU, page_dump in accel/tcg/user-exec.c) */
const ROW = /^\s*([0-9a-f]{8,16})-([0-9a-f]{8,16})\s+([0-9a-f]{8,16})\s+([r-][w-][x-])\s*$/i

/** The address space of the program that qemu-user runs, as its log (-d page) lists it. */
export const qemuUser: Importer = {
  id: 'qemu-user',
  detect: (head) => (countLines(head, HEADING) > 0 && countLines(head, ROW) > 0 ? 0.9 : 0),
  read: (bytes, name) =>
    readLines('qemu-user', bytes, name, {
      limits: 'qemu-user prints neither names nor offsets; the mappings are those of the program that it runs',
      line(text, out) {
        if (HEADING.test(text)) out.begin({ areNamesKnown: false })
        const [, start, end = '0', , perms = '---'] = ROW.exec(text) ?? []
        const range = start === undefined ? null : hexRange(start, end)
        return range !== null && out.mapping({ ...range, perms, name: '' })
      }
    })
}
