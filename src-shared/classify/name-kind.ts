/**
 * What the kernel's name of a mapping means by itself. Sources: Documentation/filesystems/proc.rst for the bracketed
 * names, mm/shmem.c and ipc/shm.c for memfd, SysV and /dev/zero, fs/anon_inodes.c; the [anon:…] names are set by
 * programs through PR_SET_VMA_ANON_NAME (Linux 5.17, long before on Android).
 */
export type NameKind =
  | 'none'
  | 'heap'
  | 'stack'
  | 'kernel-page'
  | 'named-anonymous'
  | 'named-shared'
  | 'memfd'
  | 'sysv'
  | 'dev-shm'
  | 'shared-anonymous'
  | 'huge-page'
  | 'dma-buffer'
  | 'device'
  | 'kernel-object'
  | 'padding'
  | 'other-bracket'
  | 'file'

export interface NameFacts {
  readonly kind: NameKind
  /** The name without the kernel's ` (deleted)`, and without the brackets' prefix of [anon:…]. */
  readonly label: string
  readonly isDeleted: boolean
  /** There is a file, but the source does not report its name: the label is made up of its inode. */
  readonly isLost?: boolean
}

const DELETED = ' (deleted)'
const KERNEL_PAGES = new Set([
  '[vdso]',
  '[vvar]',
  '[vvar_vclock]',
  '[vsyscall]',
  '[vectors]',
  '[sigpage]',
  '[uprobes]',
  '[timens]'
])

/** Android 15 keeps files aligned to pages of 16 KiB on kernels with smaller ones (android common kernel, mm/page_size_compat.c). */
const PADDING = '[page size compat]'
/** Anonymous inodes of drivers: graphics, virtual machines, direct access to hardware (grep anon_inode_getf in drivers/ and virt/). */
const DRIVER_INODE =
  /^anon_inode:\[?(?:i915|xe|amdgpu|drm|nvidia|mali|panfrost|panthor|kvm|vfio|iommufd|habanalabs|udmabuf|ion|uacce|dma_heap)(?![a-z])/

function bracketKind(name: string): NameKind {
  if (name === '[heap]') return 'heap'
  if (name === '[stack]' || name.startsWith('[stack:')) return 'stack'
  if (KERNEL_PAGES.has(name)) return 'kernel-page'
  if (name === PADDING) return 'padding'
  if (name.startsWith('[anon:')) return 'named-anonymous'
  if (name.startsWith('[anon_shmem:')) return 'named-shared'
  return 'other-bracket'
}

/** Names that only device files have, as pmap prints them without their folder (`…/`): graphics cards' and virtual machines'. */
const DEVICE_WITHOUT_FOLDER = /^…\/(?:nvidia(?:\d+|ctl|-uvm(?:-tools)?|-modeset)|renderD\d+|kfd|kvm)$/

/** A System V segment by its key (`newseg` in ipc/shm.c); a file may be called /SYSVfoo as well. */
const SEGMENT = /^\/SYSV[0-9a-f]{8}$/

/** Files that the kernel makes without a folder (fs/aio.c, mm/secretmem.c): they are always called deleted. */
const UNLINKED_OBJECTS = new Set(['/[aio]', '/secretmem'])

function pathKind(path: string): NameKind {
  if (path.startsWith('/memfd:')) return 'memfd'
  if (SEGMENT.test(path)) return 'sysv'
  if (path.startsWith('/dev/shm/')) return 'dev-shm'
  if (path === '/dev/zero') return 'shared-anonymous'
  if (path.startsWith('/anon_hugepage') || path.startsWith('/dev/hugepages/')) return 'huge-page'
  if (path.startsWith('/dmabuf:')) return 'dma-buffer'
  // Android keeps its system properties in a file system of its own there.
  if (path.startsWith('/dev/__properties__/')) return 'file'
  if (path.startsWith('/dev/ashmem')) return 'dev-shm'
  if (path.startsWith('/dev/')) return 'device'
  return 'file'
}

/**
 * Reads one name. A file whose own name ends in " (deleted)" can't be distinguished from a deleted one by it: the kernel writes
 * both alike.
 * @param inode decimal; one that is not 0 means that there is a file, though its name was lost on the way
 * @param isSoNamed it is known that the file has that very name
 */
export function nameFacts(name: string, inode = '0', isSoNamed = false): NameFacts {
  if (name === '' && inode !== '0') return { kind: 'file', label: `inode ${inode}`, isDeleted: false, isLost: true }
  if (name === '') return { kind: 'none', label: '', isDeleted: false }
  if (name.startsWith('[')) {
    const inner = /^\[anon(?:_shmem)?:(.*)\]$/s.exec(name)?.[1]
    return { kind: bracketKind(name), label: inner === undefined ? name : inner.trim(), isDeleted: false }
  }
  const isDeleted = !isSoNamed && name.endsWith(DELETED)
  const path = isDeleted ? name.slice(0, -DELETED.length) : name
  if (isDeleted && UNLINKED_OBJECTS.has(path)) return { kind: 'kernel-object', label: path, isDeleted }
  if (path.startsWith('/')) return { kind: pathKind(path), label: path, isDeleted }
  if (name.startsWith('anon_inode:dmabuf') || name.startsWith('anon_inode:[dmabuf')) {
    return { kind: 'dma-buffer', label: name, isDeleted }
  }
  if (DRIVER_INODE.test(name)) return { kind: 'device', label: name, isDeleted }
  if (name.startsWith('anon_inode:') || name.startsWith('socket:'))
    return { kind: 'kernel-object', label: name, isDeleted }
  // Files outside the reader's root or of another mount are written without a leading slash.
  return { kind: DEVICE_WITHOUT_FOLDER.test(path) ? 'device' : 'file', label: path, isDeleted }
}
