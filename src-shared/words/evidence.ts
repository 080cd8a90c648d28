/**
 * Why memory is taken for what it is taken for, in English; one sentence or two, which say what was checked and nothing else.
 * The Chinese ones are in the locales.
 */
export const evidence = {
  anonymous: 'No file or name; use unknown.',
  arena:
    'It begins at a multiple of 64 MiB, and addresses without access follow exactly up to the next multiple, as glibc lays out the arenas of malloc.',
  'arena-rest':
    'It follows a malloc arena up to the next multiple of 64 MiB and has no access: room for the arena to grow.',
  bss: 'The program headers of {name} say that its zero-initialised data (.bss) is here.',
  'bss-tail':
    'It follows the writable data of {name} directly, where its zero-initialised data (.bss) would be. Where that ends is not known from this source.',
  'class-archive':
    'The kernel names the file {name}. A JVM lives in this process, and archives of class data (CDS) are so named.',
  device:
    '{name} lies in /dev or has a name that drivers give, so it is taken for a device, or for memory that a driver hands out.',
  'device-window':
    '{name} is a device file of the NVIDIA driver: a window to the driver or the GPU, not the GPU memory in use.',
  'device-pages': 'Its flags (pf or io) say that its pages are not ordinary memory.',
  'dev-shm': '{name} lies in a folder for files in memory and is mapped shared.',
  'shared-object':
    '{name} is made to be shared; this source reports no permissions, so whether it is mapped shared is not known.',
  executable:
    'Memory without a file that may be executed and not written: probably code that was made or copied while the program ran.',
  file: 'The kernel names the file {name}.',
  'file-deleted': 'The kernel writes “{name} (deleted)”: the file {name} was deleted or replaced, or it is so named.',
  'file-inode': 'It has an inode, so there is a file; its name is not known from this source.',
  'super-page-metadata':
    'Chromium lives in this process. It is a single page in a run of mappings with 8 GiB or more of reserved addresses, as PartitionAlloc keeps what it knows of its pages.',
  'wasm-guard':
    'It has no access and lies right before or behind WebAssembly memory, as the addresses do that V8 keeps free so that generated code need not check bounds.',
  'wasm-memory':
    '{owner} lives in this process. Addresses without access follow directly, and together they are exactly 8 or 10 GiB, as V8 reserves them for the memory of a WebAssembly program.',
  'v8-table':
    '{owner} lives in this process. It begins at a multiple of 64 KiB and has the flag nr without ac: reserved first and opened later, as V8 does for its tables of pointers.',
  'js-chunks':
    '{owner} lives in this process, and this begins at a multiple of 1 MiB, far from where the kernel puts what is mapped: so its JavaScript engine maps its heap.',
  'moz-chunks':
    '{owner} lives in this process, and this lies in a unit of 1 MiB in which memory begins where it does in chunks of its allocator mozjemalloc: at the beginning, or behind a header and a guard page.',
  'mysql-buffers':
    '{owner} lives in this process and keeps large buffers out of core dumps (flag dd), as this is. Probably its buffer pool or another of its buffers.',
  'ghc-heap':
    'It begins at a multiple of 1 MiB in a run of mappings with 8 GiB or more of reserved addresses, from 0x4200000000 on, where the runtime of GHC (Haskell) reserves its heap. Probably that.',
  'guest-ram':
    '{owner} lives in this process, and keeps the memory of a virtual machine from forked children (flag dc), as this is. Probably that memory.',
  'writable-executable': 'Memory without a file that may be written and executed; what for is unknown.',
  'rust-signal-stack':
    'Its flag nh, its size of 8 to 15 KiB and the page without access before it are those of the stack on which a thread of a Rust program handles signals. Probably that.',
  'fiber-stacks':
    'Its flag nh is that of memory mapped as a stack (MAP_STACK), and {owner} lives in this process, which maps stacks for its fibers. Probably such stacks.',
  'generated-code':
    'Memory without a file that may be executed; {owner}, which writes machine code as it runs, lives in this process.',
  'generated-code-maybe':
    'Memory without a file that may be executed; {owner} lives in this process, which writes machine code in some builds and with some extensions.',
  'go-heap':
    'A file of this process holds Go code (section .gopclntab), and the run of mappings without names that it lies in begins and ends at multiples of 64 MiB, as Go reserves its heap.',
  'go-heap-place':
    'It lies where Go up to 1.25 asks for its heap (from 0xc000000000 on), in a run of mappings that begins and ends at multiples of 64 MiB.',
  'go-metadata':
    'A file of this process holds Go code (section .gopclntab), and this lies where Go maps what is not its heap: probably tables of its runtime.',
  'gpu-reserved':
    'It has no access, and the process uses NVIDIA’s unified memory: probably addresses kept for it. Addresses by themselves take no memory.',
  guard: 'It has no access and lies right before a stack: a guard against running past the stack’s end.',
  'guard-flag':
    'It has no access, and its flag gu says that guard pages were put into it at some time (MADV_GUARD_INSTALL).',
  'guest-range':
    '{owner} lives in this process; where it runs a program of another machine, that program’s memory is from 0x4000000000 on, or below, where it must lie at addresses of its own. Probably that.',
  heap: 'The kernel calls it [heap].',
  'heap-info':
    'Looked inside: it lies in 64 MiB that begin with glibc’s heap_info, which points to the arena that it belongs to.',
  'heap-place':
    'The first writable memory without a name behind the program’s own data, within the {room} by which the kernel moves the heap’s start. This source has no [heap] label.',
  'heap-info-free':
    'Looked inside: glibc’s heap_info is at the beginning of the 64 MiB it lies in and points to its arena. That arena took {held} kB from the system, of which at least {free} kB are free: held by malloc.',
  'heap-free':
    'The kernel calls it [heap]. Looked inside: malloc’s main arena took {held} kB from the system, of which at least {free} kB are free: held by malloc.',
  'huge-page': '{name} consists of huge pages, mapped shared.',
  'java-heap-memfd':
    'The JVM names the memory file of its heap java_heap (ZGC). Where it maps the same pages several times, as it does without generations, RSS counts them each time.',
  'jemalloc-flags': '{owner} lives in this process, and its memory has the flag nr without dc, dd and nh, as this has.',
  'jvm-below-32g':
    'A JVM lives in this process, and this lies below 32 GiB, where it puts a heap that it points into with 32 bits. Probably its Java heap.',
  'jvm-code': 'Memory without a file that may be executed, in the process of a JVM, as its code cache is.',
  'jvm-said': 'The JVM was asked ({time}): by its answer to {command}, this is its {area}.',
  'kernel-object': '{name} is an object of the kernel.',
  'kernel-page': 'The kernel put {name} there.',
  'kernel-page-place': 'Address, size and permissions are those of {name}. This source has no label for it.',
  leftover:
    'It has no file or name. {owner} lives in this process and maps memory of such a size for itself, so it is probably its own; it may be a large malloc block.',
  'loader-list':
    'Looked inside: it holds entries of the list in which the program’s loader (ld.so) keeps what is loaded.',
  'malloc-chunk':
    'Looked inside: headers of malloc blocks that are mappings of their own (a size, and the bit for mmap) say that they lie here.',
  'malloc-chunk-doubtful':
    'Looked inside: the header of a large malloc block is here. But more memory looks like such blocks than malloc counts, so it may be a copy of one.',
  memfd: '{name} was made by memfd_create: a file that lives in memory only, mapped shared.',
  'mimalloc-flags':
    '{owner} lives in this process, and its address (2 to 30 TiB) and flag (nr) are those of memory of mimalloc.',
  'mixed-addresses':
    'Looked inside or at the files: the kernel joined memory for several purposes into this mapping. The shares are of its addresses; how much of each is in memory was not counted.',
  'mixed-memory':
    'Looked inside or at the files: the kernel joined memory for several purposes into this mapping. The shares are of what was in memory then.',
  'mixed-most-addresses':
    'Looked inside or at the files: the kernel joined memory for several purposes into this mapping; {percent} % of its addresses are for what it is named after.',
  'mixed-most-memory':
    'Looked inside or at the files: the kernel joined memory for several purposes into this mapping; {percent} % of what was in memory of it then are for what it is named after.',
  module: 'At least one mapping of {name} may be executed, so it is taken for a program or library.',
  'module-in-memory':
    '{name} is a file in memory that is named like a library or mapped to be executed, so it is taken for a program or library.',
  'module-name': '{name} is named like a library, so it is taken for one, though no part of it may be executed here.',
  'musl-group':
    'Looked inside: a group of musl’s malloc begins here, whose metadata points back to it and gives its length.',
  'musl-thread':
    'Looked inside: musl’s descriptor of thread {tid} shows where its stack is; the last {own} kB are that descriptor and the thread’s variables.',
  'musl-thread-deep':
    'Looked inside: musl’s descriptor of thread {tid} shows where its stack is; the last {own} kB are that descriptor and the thread’s variables. {deep} kB were in use at that moment, by its stack pointer (/proc/PID/task/{tid}/syscall).',
  'name-unknown': 'This source reports no names: whether it has a file is not known.',
  named: 'The program named it “{name}” (prctl PR_SET_VMA_ANON_NAME).',
  'named-shared': 'Shared memory that the program named “{name}”.',
  'no-access': 'It has no access permissions (PROT_NONE): nothing can be read or written there.',
  'other-bracket': 'The kernel names it {name}.',
  padding: 'The kernel calls it {name}: addresses kept free, so that files stay aligned to larger pages.',
  'perf-map':
    'Memory without a file that may be executed; the list of generated code that the process writes for perf ({file}) names {count} functions here so far, {kb} kB of code.',
  'postgres-buffers':
    'Shared memory without a file, of 16 MiB or more, in a process of {owner}, which keeps its buffers in such memory. Probably its shared buffers and other shared state.',
  'private-copy': 'A private mapping of {name}, a file in memory: pages that the process writes become its own copies.',
  'private-special': 'A private mapping of {name}, which is anonymous memory by another name; use unknown.',
  loader:
    'What the kernel gave to the program when it began (its auxiliary vector) says that {name} is its loader, which maps the libraries.',
  program: 'What the kernel gave to the program when it began (its auxiliary vector) says that the program is {name}.',
  'python-pool': 'Looked inside: most of the samples have the header of a pool, in which CPython keeps small objects.',
  'ruby-page':
    'Looked inside: each 64 KiB of it begin with a pointer to Ruby’s own description of a heap page, which points back into them; Ruby keeps its objects in such pages.',
  room: 'It has no access and lies in the range of the thing that it is named after: a part that is kept free, closed off or given back.',
  'sanitizer-flags':
    '{owner} lives in this process, and the flags nr and nh together are those of memory that it maps for itself.',
  'sbcl-space':
    'Memory without a file that may be executed; {owner} lives in this process, and its spaces for code and data may be.',
  'sanitizer-range': '{owner} lives in this process, and its allocator uses these addresses.',
  'sanitizer-shadow': 'It has the flags nr, dd and nh together, as the shadow memory of sanitizers has.',
  'shared-anonymous': 'The kernel shows shared anonymous memory as {name}.',
  'shared-mapping': 'It is of the shared kind and has no name.',
  stack: 'The kernel calls it {name}.',
  'super-pages':
    'Chromium lives in this process. It lies in a run of mappings with 8 GiB or more of reserved addresses, and in a unit of 2 MiB in which memory begins where it does in those of PartitionAlloc.',
  sysv: '{name} is a System V shared memory segment.',
  'musl-main-thread':
    'Looked inside: musl’s descriptor of the main thread is here, to which the other threads’ descriptors lead; before it lie the variables of that thread.',
  'thread-block':
    'Looked inside: at its end is the block by which glibc knows the main thread, which points to itself; before that block lie the variables of that thread.',
  'thread-pointer-own':
    'The stack pointer of thread {tid} points into it (/proc/PID/task/{tid}/syscall); {deep} kB of it were in use at that moment. Looked inside: its last {own} kB are glibc’s descriptor of that thread and its thread-local variables.',
  'thread-pointer-deep':
    'The stack pointer of thread {tid} points into it (/proc/PID/task/{tid}/syscall); {deep} kB of it were in use at that moment.',
  'thread-pointer': 'The stack pointer of thread {tid} points into it (/proc/PID/task/{tid}/syscall).',
  'thread-stack': 'Its flag nh and the guard before it (or its size of 8 MiB) are those of a thread’s stack.',
  'thread-stack-size':
    'Its size of 8 MiB and the guard before it are those of a thread’s stack; this source has no flag that would prove it.',
  'thread-stack-idle':
    'Its flag nh, its size of 8 MiB and the guard before it are those of a stack, and no thread of the process has its stack pointer in it: of a thread that ended, kept for the next one, or of a coroutine.',
  'thread-stack-unclaimed':
    'Its flag nh, its size of 8 MiB and the guard before it are those of a stack. None of the threads that could be asked has its stack pointer in it; some were running.',
  untouched: 'It was mapped without reserving swap (nr) and holds no page now, neither in memory nor in swap.',
  'v8-cage':
    '{owner} lives in this process, and this lies in a run of mappings with 8 GiB or more of reserved addresses, as its heaps do.',
  'v8-flags': 'It has the flag dc (not copied to a forked child), as V8’s heap pages have.',
  'v8-cage-page':
    'Looked inside: pages in this range begin with their own numbers, as those of V8’s heap do where pointers are compressed.',
  'v8-cage-rest':
    'Looked inside: this is the part of V8’s sandbox behind the cage of its heap, which the numbers of its pages show. What scripts use through buffers lies there.',
  'v8-page':
    'Looked inside: the head of a page of V8’s heap is here. It points back to itself, and to its space, the {space}.',
  'v8-sandbox': '{owner} lives in this process, and this lies in a reservation of 1 TiB or more, as V8’s sandbox is.',
  'valgrind-range': 'valgrind runs this program, and its own memory lies at these addresses.',
  'vm-structs':
    'Looked inside: the JVM’s own table of its structures (gHotSpotVMStructs) shows that its {area} is here.',
  'vm-structs-heap':
    'Looked inside: the JVM’s own table of its structures (gHotSpotVMStructs) shows that its heap is here, and what it was made of when it was looked at (used / committed): {spaces}. References to objects: {references}.',
  'vm-structs-z-heap':
    'Looked inside: the JVM’s own table of its structures (gHotSpotVMStructs) shows what the heap in this memory file was made of when it was looked at (used / committed): {spaces}. Where the file is mapped several times, as it is without generations, RSS counts its pages each time.',
  'vm-structs-constants':
    'Looked inside: constant pools of classes that the JVM’s own table of its structures (gHotSpotVMStructs) leads to lie here, and metaspace is given out in pieces of 4 MiB and more.',
  'vm-structs-stack':
    'Looked inside: the JVM’s own table of its structures (gHotSpotVMStructs) shows that the stack of its thread {tid} is here. How deep it was is not known: the thread was running, or its stack pointer could not be read.',
  'vm-structs-used':
    'Looked inside: the JVM’s own table of its structures (gHotSpotVMStructs) shows that its heap is here. By its counters (hsperfdata), which it brings up to date when it collects, {used} kB of {committed} kB are used, by generation and space: {spaces}.',
  'vm-structs-base':
    'Looked inside: the JVM’s own table of its structures (gHotSpotVMStructs) shows where its classes begin; the mappings from there, without a gap and up to the first large hole, are probably its class space.'
} satisfies Readonly<Record<string, string>>

/** Why: a key of the table above. */
export type EvidenceKey = keyof typeof evidence

/** All keys: lessons may speak of mappings by why they are what they are. */
export const EVIDENCE_KEYS: readonly string[] = Object.keys(evidence)
