import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/** `[0x0000555555554000-0x0000555555555000) r-x /usr/bin/demo PT_LOAD[0]` (LLVM, CommandObjectMemory.cpp). */
const ROW = /^\s*\[0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})\)\s+([r-][w-][x-])(?:\s+(\S.*)?)?$/i

/** lldb's `memory region --all`. */
export const lldbRegions: Importer = {
  id: 'lldb-regions',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.9 : 0),
  read: (bytes, name) =>
    readLines('lldb-regions', bytes, name, {
      limits: 'lldb lists holes like mappings without permissions: what has neither name nor permissions is left out',
      line(text, out) {
        if (/^\s*\(lldb\) mem/.test(text)) out.begin()
        const row = ROW.exec(text)
        const range = row === null ? null : hexRange(row[1] ?? '0', row[2] ?? '0')
        if (row === null || range === null) return /^\s*(?:\(lldb\)|Modified memory|Dirty pages)/.test(text)
        const file = row[4]?.replace(/\sPT_LOAD\[\d{1,10}\]$/, '').trim() ?? ''
        return (row[3] === '---' && file === '') || out.mapping({ ...range, perms: row[3] ?? '---', name: file })
      }
    })
}
