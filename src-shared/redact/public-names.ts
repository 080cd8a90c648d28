/** Folders whose contents come with the system and reveal nothing about its users. */
const SYSTEM_FOLDERS =
  /^\/(usr\/(lib|lib32|lib64|libx32|libexec|bin|sbin|share)|lib|lib32|lib64|libx32|bin|sbin|system|system_ext|apex|vendor|product)\//
/** Devices of the kernel's own naming. */
const DEVICE = /^\/dev\/(?!shm\/|hugepages\/|mqueue\/|disk\/|mapper\/)[a-z][a-z\d/]*$/
/** What the kernel and its parts write by themselves (see classify/name-kind.ts). */
const KERNEL_NAME =
  /^(\[(heap|stack|vdso|vvar|vvar_vclock|vsyscall|vectors|sigpage|uprobes|timens)\]|\[stack:\d+\]|\/anon_hugepage|\/secretmem|\/\[aio\]|anon_inode:\[?[a-z_-]+\]?|\/dev\/ashmem)$/
/** Names that allocators and runtimes give their memory; what an application calls its own is not among them. */
const RUNTIME_NAME =
  /^\[anon:\s*(stack_and_tls[:\w]*|thread stack|stack|glibc: [\w ]+|libc_malloc|scudo:?\w*|jemalloc\w*|GWP-ASan[\w ]*|malloc\w*|\.bss|Go: [\w ()-]+|dalvik-[\w ()-]+|v8\w*|JS\w*|JIT\w*|jit-\w*)\]$/i

/** True for a path of the system itself, such as a library of the distribution. */
export function isSystemPath(path: string): boolean {
  return SYSTEM_FOLDERS.test(path) && !path.includes('/../')
}

/** True for names that no user or application chose. */
export function isKernelName(name: string): boolean {
  const plain = name.replace(/ \(deleted\)$/, '')
  return plain === '' || KERNEL_NAME.test(plain) || RUNTIME_NAME.test(plain) || DEVICE.test(plain)
}
