import { PERM_SHARED } from '../memory/mapping-table.ts'
import { finding } from './finding.ts'
import type { Recogniser } from './recogniser.ts'

/** A mapping without access up to this size is taken as a guard: it traps, it keeps nothing free for later use. */
const LARGEST_GUARD_BYTES = 1024 * 1024

const GUARD = finding('reserved', 'inferred', 'guard', 'guard')
const NO_ACCESS = finding('reserved', 'kernel', 'no-access')
const UNTOUCHED = finding('reserved', 'inferred', 'untouched')
const DEVICE_PAGES = finding('device', 'kernel', 'device-pages')
const SHARED = finding('shared', 'kernel', 'shared-mapping')
const ANONYMOUS = finding('anonymous', 'kernel', 'anonymous')

/** Memory nobody may touch, and memory mapped without reserving swap (`nr`) of which no page was ever touched. */
export const recogniseReserved: Recogniser = {
  id: 'reserved',
  recognise(cursor) {
    const { kind } = cursor.name
    if (kind !== 'none' && kind !== 'named-anonymous') return null
    if (cursor.hasNoAccess()) return cursor.bytes <= LARGEST_GUARD_BYTES ? GUARD : NO_ACCESS
    return cursor.hasFlag('nr') === true && cursor.usedKb() === 0 ? UNTOUCHED : null
  }
}

/** Pages without a struct page (`pf`) or of a device (`io`): mapped device memory, whatever its name. */
export const recogniseDevicePages: Recogniser = {
  id: 'device-pages',
  recognise(cursor) {
    if (cursor.name.kind === 'kernel-page') return null
    return cursor.hasFlag('pf') === true || cursor.hasFlag('io') === true ? DEVICE_PAGES : null
  }
}

/** What is left: anonymous memory, shared or not. */
export const recogniseAnonymous: Recogniser = {
  id: 'anonymous',
  recognise: (cursor) => (cursor.perms & PERM_SHARED ? SHARED : ANONYMOUS)
}
