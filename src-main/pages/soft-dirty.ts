import { readFileSync, writeFileSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { PROC_ROOT, readFailure, type ProcFolder } from '#main/source/proc-folder.ts'

/** VmFlags of a mapping that was made since the bits were cleared last; printed only where the kernel keeps them. */
const SOFT_DIRTY_FLAG = /^VmFlags:.* sd\b/m

/**
 * Whether this kernel keeps soft-dirty bits (CONFIG_MEM_SOFT_DIRTY; Documentation/admin-guide/mm/soft-dirty.rst): then new
 * mappings of any process have the flag, so this process's have. One that does not keep them takes the command to clear
 * them all the same (seen on Linux 6.18).
 */
export function keepsSoftDirty(root = PROC_ROOT): boolean {
  try {
    return SOFT_DIRTY_FLAG.test(readFileSync(`${root}/self/smaps`, 'latin1'))
  } catch {
    return false
  }
}

/**
 * Clears the soft-dirty bits of a process: what is written from now on has them.
 * @throws FailureError `unsupported` where the kernel does not keep them, `denied`, `gone`
 */
export function clearSoftDirty(folder: ProcFolder, isKept: boolean): void {
  if (!isKept) {
    const words = 'this kernel does not keep which pages were written (it was built without CONFIG_MEM_SOFT_DIRTY)'
    throw new FailureError('unsupported', folder.label, words)
  }
  try {
    writeFileSync(folder.pathOf('clear_refs'), '4', { flag: 'r+' })
  } catch (error) {
    throw readFailure(error, folder.label, 'clear_refs')
  }
}
