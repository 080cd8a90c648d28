/**
 * Why memory is taken for what it is taken for, in English; one sentence or two, which say what was checked and nothing else.
 * The Chinese ones stand in the locales.
 */
export const evidence = {
  anonymous: 'No file or name; use unknown.',
  arena:
    'It begins at a multiple of 64 MiB, and addresses without access follow exactly up to the next multiple: so glibc lays out the arenas of malloc.',
  'arena-rest':
    'It follows a malloc arena up to the next multiple of 64 MiB and has no access: room for the arena to grow.',
  bss: 'The program headers of {name} say that its zero-initialised data (.bss) is here.',
  'bss-tail':
    'It follows the writable data of {name} directly, where its zero-initialised data (.bss) would be. Where that ends is not known from this source.',
  device: 'The name {name} is that of a device or of memory that a driver hands out.',
  'device-window':
    '{name} is a device file of the NVIDIA driver: a window to the driver or the GPU, not the GPU memory in use.',
  'device-pages': 'Its flags (pf or io) say that its pages are not ordinary memory.',
  'dev-shm': '{name} is a file in memory (tmpfs), mapped shared.',
  'dotnet-gc': 'The .NET runtime lives in this process and reserves memory of this shape.',
  executable:
    'Memory without a file that may be executed and not written: code that was made or copied while the program ran.',
  file: 'The kernel names the file {name}.',
  'generated-code':
    'Memory without a file that may be executed; {owner}, which writes machine code as it runs, lives in this process.',
  'go-heap':
    'The program is written in Go (it has a .gopclntab section), and the mappings without names around it begin and end at multiples of 64 MiB, as Go reserves its heap.',
  'go-heap-place': 'It begins where Go up to 1.25 asks for its heap (0xc000000000), in units of 64 MiB.',
  'go-metadata':
    'The program is written in Go (it has a .gopclntab section), and this lies outside its heap: probably the runtime’s own tables.',
  'gpu-reserved':
    'It has no access, and the process uses NVIDIA’s unified memory: probably addresses kept for it. There is no memory behind them.',
  guard: 'It has no access and stands right before a stack: a guard that stops a program that runs past its end.',
  'guard-flag': 'It has no access, and its flag gu says that guard pages were put into it (MADV_GUARD_INSTALL).',
  heap: 'The kernel calls it [heap].',
  'heap-info': 'Looked inside: glibc’s heap_info stands at its beginning and points to its arena.',
  'heap-place':
    'The first writable memory without a name behind the program’s own data, within the 32 MiB by which the kernel moves the heap’s start. This source has no [heap] label.',
  'huge-page': '{name} consists of huge pages, mapped shared.',
  'java-heap-memfd':
    'The JVM names its memory file java_heap (ZGC). It maps the same pages several times, so RSS counts them several times.',
  'jemalloc-flags': '{owner} lives in this process, and the flag nr without dc, dd and nh is that of its memory.',
  'jvm-below-32g':
    'A JVM lives in this process, and this lies below 32 GiB, where it puts a heap that it points into with 32 bits. Probably its Java heap.',
  'jvm-code': 'Memory without a file that may be executed, in the process of a JVM: its code cache.',
  'kernel-object': '{name} is an object of the kernel.',
  'kernel-page': 'The kernel put {name} there.',
  'kernel-page-place': 'The kernel puts {name} at this place. This source has no label for it.',
  leftover:
    'Nothing says what it is. {owner} lives in this process and maps memory of such a size for itself, so it is probably its own; it may be a large malloc block.',
  'malloc-chunk':
    'Looked inside: it begins with the header of a malloc block that is a mapping of its own (its size, and the bit for mmap).',
  memfd: '{name} was made by memfd_create: a file that lives in memory only, mapped shared.',
  'mimalloc-flags': '{owner} lives in this process, and place (2 to 30 TiB) and flag (nr) are those of its memory.',
  mixed:
    'Looked inside or at the files: {percent} % of this mapping is what it is named after; the rest is something else, joined with it by the kernel.',
  module: 'At least one mapping of {name} may be executed, so it is a program or library.',
  'module-in-memory': '{name} is a file in memory, mapped as a program or library.',
  'module-name': '{name} is named like a library, though no part of it may be executed here.',
  'musl-group': 'Looked inside: it begins with a group of musl’s malloc, whose meta data points back to it.',
  'name-unknown': 'This source tells no names: whether it has a file is not known.',
  named: 'The program named it “{name}” (prctl PR_SET_VMA_ANON_NAME).',
  'named-shared': 'Shared memory that the program named “{name}”.',
  'no-access': 'It has no access rights (PROT_NONE): nothing can be read or written there.',
  'other-bracket': 'The kernel names it {name}.',
  padding: 'The kernel calls it {name}: addresses kept free, so that files stay aligned to larger pages.',
  'postgres-buffers':
    'Shared anonymous memory of 16 MiB or more in a process of {owner}, which keeps its buffers in such memory. Probably its shared buffers and other shared state.',
  'private-copy': 'A private mapping of {name}, a file in memory: pages that the process writes become its own copies.',
  'private-special': 'A private mapping of {name}, which is anonymous memory by another name; use unknown.',
  'python-pool':
    'Looked inside: headers of pools, in which CPython keeps small objects, stand at the multiples where they belong.',
  room: 'It has no access and lies in the range of the thing that it is named after: room for it to grow, or given back by it.',
  'sanitizer-range': '{owner} lives in this process, and its allocator uses these addresses.',
  'sanitizer-shadow': 'Its flags nr, dd and nh together are those of the shadow memory of sanitizers.',
  'shared-anonymous': 'The kernel shows shared anonymous memory as {name}.',
  'shared-mapping': 'It is of the shared kind and has no name.',
  'signal-stack': 'Its size and flags are those of an alternate stack for signals.',
  stack: 'The kernel calls it {name}.',
  'super-pages':
    'It lies in a reservation of 8 GiB or more and begins where the pages of PartitionAlloc begin, right behind the guard of a 2 MiB unit. Chromium lives in this process.',
  sysv: '{name} is a System V shared memory segment.',
  'thread-pointer': 'The stack pointer of thread {tid} points into it (/proc/PID/task/{tid}/syscall).',
  'thread-stack': 'Its flag nh and the guard before it (or its size of 8 MiB) are those of a thread’s stack.',
  'thread-stack-size':
    'Its size of 8 MiB and the guard before it are those of a thread’s stack; this source has no flag that would prove it.',
  untouched: 'It was mapped without reserving swap (nr) and holds no page now, neither in memory nor in swap.',
  'v8-cage': '{owner} lives in this process, and this lies in a reservation of 8 GiB or more, as its heaps do.',
  'v8-flags': 'Its flag dc (not copied to a forked child) is that of V8’s heap pages.',
  'v8-sandbox': '{owner} lives in this process, and this lies in a reservation of 1 TiB: V8’s sandbox.',
  'valgrind-range': 'valgrind runs this program, and its own memory lies at these addresses.',
  'vm-structs': 'Looked inside: the JVM’s own table of its structures (gHotSpotVMStructs) says that its {area} is here.'
} satisfies Readonly<Record<string, string>>

/** Why: a key of the table above. */
export type EvidenceKey = keyof typeof evidence

/** All keys: lessons may speak of mappings by why they are what they are. */
export const EVIDENCE_KEYS: readonly string[] = Object.keys(evidence)
