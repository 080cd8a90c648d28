import type { Capture } from './capture.ts'
import { mappingName } from './mapping-table.ts'
import { u64BigInt, u64Number } from './u64-column.ts'

/**
 * A mapping's name as pmap's default, -d and -x give it (pmap.md §5, pmap 4.0.2), without the two blanks in front:
 * `[ shmid=0x… ]`, else what follows the last `/` (all from the first `/` with -p), else `[ stack ]`, else `[ anon ]`.
 */
export function shortMappingName(capture: Capture, row: number, fullPath: boolean): string {
  const { table } = capture
  const name = mappingName(table, row)
  const backing = table.backing[row]!
  const { major, minor, inode } = table.backings
  if (name.includes('/SYSV') && major[backing] === 0 && minor[backing] === capture.shmMinor) {
    return `[ shmid=0x${u64BigInt(inode, backing).toString(16)} ]`
  }
  const first = name.indexOf('/')
  if (first >= 0) return fullPath ? name.slice(first) : name.slice(name.lastIndexOf('/') + 1) || '/'
  const { startStack } = capture
  if (startStack === null) return name === '[stack]' ? '[ stack ]' : '[ anon ]'
  const isStack = startStack >= u64BigInt(table.start, row) && startStack <= u64BigInt(table.end, row)
  return isStack && u64Number(table.end, row) > 0 ? '[ stack ]' : '[ anon ]'
}

/** The name as -X gives it: the kernel's text, without its path unless `fullPath`. Not cut at 127 bytes, which is pmap's limit and not a rule. */
export function wideMappingName(capture: Capture, row: number, fullPath: boolean): string {
  const name = mappingName(capture.table, row)
  return fullPath ? name : name.slice(name.lastIndexOf('/') + 1)
}
