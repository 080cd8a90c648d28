import type { Capture } from '../memory/capture.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { textAt, textCount } from '../memory/text-list.ts'
import { u64Hex } from '../memory/u64-column.ts'

/** Memory that has been given a name by prctl(PR_SET_VMA_ANON_NAME) is the same memory as before (man 2 PR_SET_VMA). */
const GIVEN_NAME = /^\[anon:.*\]$/s

/** Whether all of these report devices and inodes. */
export function haveInodes(...captures: readonly Capture[]): boolean {
  return !captures.some(({ absent }) => absent?.includes('inode') === true || absent?.includes('device') === true)
}

/**
 * What is mapped, by backing of the table, as a key: two mappings with one key show the same object of one machine. Files and
 * shared memory are their device, inode and name, also once they are deleted; nameless memory is alike everywhere; the
 * kernel's own mappings are their names.
 * @param hasInodes false where the source reports no devices or inodes: there, names are used
 */
export function mappedObjects({ backings }: MappingTable, hasInodes: boolean): readonly string[] {
  return Array.from({ length: textCount(backings.name) }, (_, index) => {
    const name = textAt(backings.name, index).replace(/ \(deleted\)$/, '')
    const inode = u64Hex(backings.inode, index, 1)
    const isObject = hasInodes && (inode !== '0' || backings.major[index] !== 0 || backings.minor[index] !== 0)
    if (isObject) return `${backings.major[index]}:${backings.minor[index]} ${inode} ${name}`
    return GIVEN_NAME.test(name) ? '' : name
  })
}
