import { label, type Label } from './label.ts'
import { isLibraryName } from './module-name.ts'
import type { Recogniser } from './recogniser.ts'
import type { RowCursor } from './row-cursor.ts'

const KIB = 1024
const MIB = 1024 * KIB

/** x86-64's page of old system calls, at the same address in every process (Documentation/arch/x86/x86_64/mm.rst). */
const VSYSCALL = 0xffffffffff600000
/** The kernel moves the program break up by at most this (arch_randomize_brk; x86-64 since 6.9, before 32 MiB; arm64). */
const BREAK_RANDOMISATION = 1024 * MIB
const OLD_BREAK_RANDOMISATION = 32 * MIB
const LARGEST_VDSO = 16 * KIB
const LARGEST_VVAR = 64 * KIB

function kernelPage(name: string): Label {
  return label('kernel', 'inferred', 'kernel-page-place', { purpose: 'kernel-page', values: { name }, group: name })
}
const VSYSCALL_PAGE = kernelPage('[vsyscall]')
const VVAR_PAGES = kernelPage('[vvar]')
const VDSO_PAGE = kernelPage('[vdso]')
const heapWithin = (room: string): Label =>
  label('heap', 'inferred', 'heap-place', { purpose: 'heap', values: { room }, group: '[heap]' })
const HEAP = heapWithin('1 GiB')
/** So near that it is within the room of every kernel. */
const HEAP_NEARBY = heapWithin('32 MiB')

function isVdso(cursor: RowCursor, row: number): boolean {
  return (
    cursor.isPlainAnonymous(row) &&
    cursor.isExecutable(row) &&
    !cursor.isWritable(row) &&
    cursor.bytesOf(row) <= LARGEST_VDSO
  )
}

/** Whether only the stack and the kernel's own pages lie between the row and the stack. */
function isBehindStack(cursor: RowCursor): boolean {
  return cursor.previous?.purpose.key === 'main-stack' || cursor.previous === VVAR_PAGES
}

/**
 * What the kernel names and pmap's default, -d and -x do not print: [heap], [vvar], [vdso], [vsyscall]. Each is at an
 * address of its own. Only where the source has none of these names.
 */
export function recogniseUnnamedSpecial(): Recogniser {
  /** Where the program's own data ends, until something else begins; NaN before and after. */
  let programEnd = NaN
  let hasHeap = false
  /** The program itself: the first module that is not named like a library. Behind others there is no heap. */
  let program = ''
  return {
    recognise(cursor) {
      if (!cursor.isPlainAnonymous()) return null
      const { row, start } = cursor
      // No process has anything else there, also where the source names some of the kernel's pages (core files the vdso).
      if (start === VSYSCALL) return VSYSCALL_PAGE
      if (cursor.hasKernelNames) return null
      if (isBehindStack(cursor)) {
        if (isVdso(cursor, row)) return VDSO_PAGE
        const isVvar = cursor.isReadable() && !cursor.isReadWrite() && cursor.bytes <= LARGEST_VVAR
        if (isVvar && cursor.isFollowedDirectly() && isVdso(cursor, row + 1)) return VVAR_PAGES
      }
      const before = cursor.previous
      if (before?.category === 'image' && !isLibraryName(before.group)) program ||= before.group
      if (before?.category === 'image' && before.group === program) programEnd = cursor.endOf(row - 1)
      else programEnd = NaN
      const isNear = start > programEnd && start - programEnd <= BREAK_RANDOMISATION
      if (hasHeap || !isNear || !cursor.isReadWrite()) return null
      hasHeap = true
      return start - programEnd <= OLD_BREAK_RANDOMISATION ? HEAP_NEARBY : HEAP
    }
  }
}
