import { label } from './label.ts'
import type { Recogniser } from './recogniser.ts'

const MIB = 1024 * 1024
/** Smaller holes are room of libraries and allocators, also in processes that use a GPU. */
const SMALLEST_GPU_RESERVATION = 64 * MIB

const GUARD = label('reserved', 'inferred', 'guard-flag', { purpose: 'guard' })
const NO_ACCESS = label('reserved', 'kernel', 'no-access', { purpose: 'reserved', group: '' })
const GPU_RESERVED = label('reserved', 'probable', 'gpu-reserved', { purpose: 'gpu-reserved', owner: 'NVIDIA driver' })
const UNTOUCHED = label('reserved', 'inferred', 'untouched', { purpose: 'untouched' })
const DEVICE_PAGES = label('device', 'kernel', 'device-pages', { purpose: 'device-pages' })
const SHARED = label('shared', 'kernel', 'shared-mapping', { purpose: 'shared-anonymous' })
const NAME_UNKNOWN = label('anonymous', 'unknown', 'name-unknown', { purpose: 'unknown', group: '' })
const ANONYMOUS = label('anonymous', 'unknown', 'anonymous', { purpose: 'anonymous', group: '' })

/**
 * Memory without access, and memory mapped without reserving swap (`nr`) that holds nothing. The flag `gu` means that a
 * mapping may have guard pages (MADV_GUARD_INSTALL, Linux 6.13), not that it is one; without access it is nothing else.
 */
export const recogniseReserved: Recogniser = {
  recognise(cursor) {
    if (cursor.hasNoAccess()) {
      if (cursor.hasFlag('gu') === true) return GUARD
      const isUnified = cursor.isPlainAnonymous() && cursor.hasUnifiedMemory && cursor.bytes >= SMALLEST_GPU_RESERVATION
      return isUnified ? GPU_RESERVED : NO_ACCESS
    }
    return cursor.hasFlag('nr') === true && cursor.usedKb() === 0 ? UNTOUCHED : null
  }
}

/** Where it is not known whether a mapping has a file, all that is known is that nothing may be accessed. */
export const recogniseNameUnknown: Recogniser = {
  recognise(cursor) {
    if (cursor.observed.areNamesKnown) return null
    return cursor.hasNoAccess() ? NO_ACCESS : NAME_UNKNOWN
  }
}

/** Pages without a struct page (`pf`) or of a device (`io`): mapped device memory. What has a name was recognised by it. */
export const recogniseDevicePages: Recogniser = {
  recognise(cursor) {
    return cursor.hasFlag('pf') === true || cursor.hasFlag('io') === true ? DEVICE_PAGES : null
  }
}

/** What is left: anonymous memory, shared or not. */
export const recogniseAnonymous: Recogniser = {
  recognise: (cursor) => (cursor.isShared() ? SHARED : ANONYMOUS)
}
