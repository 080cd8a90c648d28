import { PERM_SHARED } from '../memory/mapping-table.ts'
import { label } from './label.ts'
import type { Recogniser } from './recogniser.ts'

/** A mapping without access up to this size is taken as a guard: it traps, it keeps nothing free for later use. */
const LARGEST_GUARD_BYTES = 1024 * 1024

const GUARD = label('reserved', 'inferred', 'guard', { purpose: 'guard', group: 'guard' })
const NO_ACCESS = label('reserved', 'kernel', 'no-access', { purpose: 'reserved' })
const UNTOUCHED = label('reserved', 'inferred', 'untouched', { purpose: 'untouched' })
const DEVICE_PAGES = label('device', 'kernel', 'device-pages', { purpose: 'device-pages' })
const SHARED = label('shared', 'kernel', 'shared-mapping', { purpose: 'shared-anonymous' })
const ANONYMOUS = label('anonymous', 'unknown', 'anonymous', { purpose: 'anonymous', group: '' })

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
