import type { Capture } from './capture.ts'
import { ANON, backingName, holdsStackStart, stackColumn, STACK, wideName } from './pmap-name.ts'
import { decodeText } from './text-list.ts'

/** A mapping's name as pmap's default, -d and -x choose it, for showing: without the two blanks before pmap's own words. */
export function shortMappingName({ table, shmMinor, startStack }: Capture, row: number, isFullPath: boolean): string {
  const name = backingName(table, table.backing[row]!, shmMinor, { isFullPath, usesKernelNames: false })
  if (name === null) return holdsStackStart(table, row, stackColumn(startStack)) ? STACK : ANON
  return typeof name === 'string' ? name : decodeText(name)
}

/** A mapping's name as -X chooses it, for showing. */
export function wideMappingName({ table }: Capture, row: number, isFullPath: boolean): string {
  return decodeText(wideName(table, row, isFullPath))
}
