import type { Capture } from './capture.ts'
import { mappingName } from './mapping-table.ts'
import { ANON, backingName, holdsStackStart, stackColumn, STACK, wideName } from './pmap-name.ts'
import { decodeText } from './text-list.ts'

/** A name in the kernel's brackets is no path, whatever slashes a program has put into it: `[anon:dalvik-/system/framework/boot.art]`. */
const isBracketed = (name: string): boolean => name.startsWith('[') && name.endsWith(']')

/** A name without its folders. */
export function nameWithoutFolders(name: string): string {
  return isBracketed(name) ? name : name.slice(name.lastIndexOf('/') + 1)
}

/** A mapping's name as pmap's default, -d and -x choose it, for showing: without the two blanks before pmap's own words. */
export function shortMappingName({ table, shmMinor, startStack }: Capture, row: number, isFullPath: boolean): string {
  const kernels = mappingName(table, row)
  // pmap takes such a name for a path and prints what is behind its last slash.
  if (isBracketed(kernels) && kernels.includes('/')) return kernels
  const name = backingName(table, table.backing[row]!, shmMinor, { isFullPath, usesKernelNames: false })
  if (name === null) return holdsStackStart(table, row, stackColumn(startStack)) ? STACK : ANON
  return typeof name === 'string' ? name : decodeText(name)
}

/** A mapping's name as -X chooses it, for showing. */
export function wideMappingName({ table }: Capture, row: number, isFullPath: boolean): string {
  const kernels = mappingName(table, row)
  return isBracketed(kernels) ? kernels : decodeText(wideName(table, row, isFullPath))
}
