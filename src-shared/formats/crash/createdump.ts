import type { Importer } from '../importer.ts'
import { countLines, hexRange, readLines } from '../listing/line-importer.ts'

/**
 * `[createdump] 00007f6277c32000 - 00007f6277c33000 (000001) 0000000000370000 rwx-p- 27 /usr/share/dotnet/libdemo.so`: range, pages,
 * offset, permissions with shared, private and backed by memory, the same as a number, file (dotnet/runtime,
 * createdump/memoryregion.h). Older versions have fewer letters, or none.
 */
const ROW =
  /^(?:\[createdump\])?\s*([0-9a-f]{16}) - ([0-9a-f]{16}) \([0-9a-f]{6,16}\) ([0-9a-f]{16})(?: ([r-][w-][x-])(?:([s-])[p-][b-])?)?(?: [0-9a-f]{1,8}(?= |$))?(?: (\S.*)?)?$/i
/** What is written to the dump, and where modules were found, is no list of mappings. */
const OTHER_LIST = /^(?:\[createdump\])?\s*(?:Memory regions?|Module addresses|Threads?|Enumerating)\b/i
const LIST = /^(?:\[createdump\])?\s*(?:Module|Other|All) mappings:/i

/** What createdump of .NET prints with COMPlus_CreateDumpDiagnostics or --diag. */
export const createdump: Importer = {
  id: 'createdump',
  detect: (head) => (countLines(head, ROW) > 0 ? 0.9 : 0),
  read(bytes, name) {
    let isInList = true
    let hasPerms = false
    return readLines('createdump', bytes, name, {
      get limits() {
        return hasPerms ? null : 'this createdump reports no permissions'
      },
      line(text, out) {
        const pid = /(?:^|\s)(?:for|from) (?:crashing )?process (\d{1,10})\b/.exec(text)?.[1]
        if (pid !== undefined) out.report({ pid: Number(pid) })
        if (LIST.test(text)) isInList = true
        else if (OTHER_LIST.test(text)) isInList = false
        const row = isInList ? ROW.exec(text) : null
        const range = row === null ? null : hexRange(row[1]!, row[2]!)
        if (row === null || range === null) return !isInList
        const [, , , offset, letters, shared, file] = row
        if (letters !== undefined) hasPerms = true
        const sharing = shared === undefined ? '' : shared === 's' ? 's' : 'p'
        const perms = letters === undefined ? undefined : `${letters}${sharing}`
        return out.mapping({ ...range, perms, offset: BigInt(`0x${offset!}`), name: file?.trim() ?? '' })
      }
    })
  }
}
