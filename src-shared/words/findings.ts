/** Words of one kind of finding; placeholders in braces are filled in from its values. */
export interface FindingWords {
  readonly title: string
  /** What was found, with the numbers. */
  readonly what: string
  /** The same where the finding says that the other sentence fits. */
  readonly other?: string
  /** Why it matters, or why not. */
  readonly why: string
  /** What one can do. */
  readonly todo: string
}

/** English words for findings. The Chinese ones are in the locales. Each says only what its numbers prove. */
export const findings = {
  'near-map-limit': {
    title: 'Nearly as many mappings as are allowed',
    what: '{count} mappings, {percent} of the {limit} that this machine allows a process (vm.max_map_count). {made} of them: {maker}.',
    other:
      '{count} mappings. How many are allowed on that machine is not known; usually it is {limit} (vm.max_map_count), of which this is {percent}. {made} of them: {maker}.',
    why: 'At the limit mmap, mprotect and munmap fail with ENOMEM, however much memory is free, and most programs end then.',
    todo: 'Find out why there are so many (files mapped one by one, guards, permissions changed page by page), or raise the limit: sysctl vm.max_map_count=262144.'
  },
  'growing-majority': {
    title: 'One thing takes most of the memory and grows',
    what: '{what}: {now}, {percent} of what is resident. It grew by {grown} in {time} ({moments} moments), about {rate} a minute.',
    why: 'What grows all the time while the work stays the same is often a leak, a cache without a bound, or data that is never released.',
    todo: 'Watch it longer with vmatlas record, see in “What grew” whether it levels off, and look at it with the tools of its runtime (a heap dump, a profile of allocations).'
  },
  'arena-slack': {
    title: 'malloc holds memory that the program has freed',
    what: 'Of {held} that malloc took from the system, at least {free} ({percent}) are free inside it. {resident} of it are resident.',
    other:
      'Of {held} that malloc took from the system in {arenas} arenas, at least {free} ({percent}) are free inside them. {resident} of it are resident.',
    why: 'The program can use it again, but no other program can: malloc gives memory back only from the end of an arena, and each thread may get an arena of its own.',
    todo: 'malloc_trim(0) gives back what it can (glibc 2.8 and later, also in the middle). With many threads, MALLOC_ARENA_MAX=2 keeps the arenas few; an allocator such as jemalloc gives back by itself.'
  },
  'swapped-out': {
    title: 'Much of it is swapped out',
    what: '{swapped} lie in swap, {percent} of what the process has in memory and swap together.',
    why: 'Where the process needs them it waits until they are read back, page by page: from a disk, unless the swap lies in memory (zram).',
    todo: 'See which mappings they are. Memory that was only used at the start does no harm there; for the rest the machine or its cgroup had too little memory then, or it was requested (memory.reclaim, MADV_PAGEOUT).'
  },
  'huge-page-waste': {
    title: 'Huge pages that are hardly used',
    what: '{unused} of {size} that are mapped for huge pages of the machine’s pool hold no page in this process now. They were mapped without MAP_NORESERVE: for what is not touched yet, the pool keeps pages reserved.',
    other: '{huge} in huge pages lie in arenas of malloc of which more than half is free.',
    why: 'Pages of the pool serve nothing else until they are given back; and one object in use keeps a whole huge page of 2 MiB.',
    todo: 'Map fewer of them, or with MAP_NORESERVE; for transparent ones, set /sys/kernel/mm/transparent_hugepage/enabled to madvise or use PR_SET_THP_DISABLE.'
  },
  'writable-executable': {
    title: 'Memory that may be written and executed',
    what: '{count} mappings ({size}) may be both written and executed, and no known runtime that makes machine code owns them.',
    why: 'Anyone who can write there can run any code: it makes a flaw in the program much worse.',
    todo: 'Find out who maps it so. A stack that is executable comes from a library or object file without a .note.GNU-stack section (see readelf -lW, GNU_STACK).'
  },
  'deleted-library': {
    title: 'It runs a file that was deleted or replaced',
    what: '{name} was deleted or replaced after it was loaded.',
    other: '{count} programs or libraries were deleted or replaced after they were loaded, among them {name}.',
    why: 'The process still runs the old one, even where an update was meant to close a hole in it; and the disk keeps its space until the process ends.',
    todo: 'Restart the process after an update.'
  },
  'page-tables': {
    title: 'Its page tables are large',
    what: '{tables} of page tables for {resident} resident: {percent} of it.',
    why: 'They are memory of the kernel that RSS does not count, and they are not swapped out. Memory that lies far apart, or shared by many processes in small pages, needs many.',
    todo: 'Use memory more densely, or huge pages for what is large and shared (databases: huge_pages).'
  },
  'idle-stacks': {
    title: 'Stacks that no thread runs on',
    what: '{count} stacks of {size} hold {resident}, and no thread of the process has its stack pointer in them.',
    why: 'glibc keeps stacks of threads that ended for the next ones, up to 40 MiB; coroutines have stacks of their own.',
    todo: 'Where threads begin and end all the time, a pool of threads costs less. GLIBC_TUNABLES=glibc.pthread.stack_cache_size=0 lets the stacks go at once (glibc 2.34 and later).'
  },
  'locked-memory': {
    title: 'Memory that is locked',
    what: '{locked} of addresses are locked: their pages stay in memory.',
    other: '{locked} of addresses are locked, and {limit} is the limit for it: their pages stay in memory.',
    why: 'Locked memory is never swapped out and never given to others. At the limit the next mlock fails, unless the process has the right to lock all (CAP_IPC_LOCK).',
    todo: 'Nothing, if the program needs it (real time, keys, DMA). Else look for mlockall, and at RLIMIT_MEMLOCK.'
  },
  'hugetlb-memory': {
    title: 'Huge pages outside of RSS',
    what: '{pages} are huge pages of the machine’s pool, besides {resident} resident.',
    why: 'RSS and PSS do not count them; tools that show only RSS show too little.',
    todo: 'Add them when you ask what the process takes.'
  },
  'device-memory': {
    title: 'Windows to devices outside of RSS',
    what: '{count} mappings of devices, {size} of addresses, of which no page counts as resident.',
    why: 'What the device itself uses (the memory of a GPU) is in none of these numbers, and the addresses say nothing about it.',
    todo: 'Ask the device’s own tool: nvidia-smi, radeontop, /proc/PID/fdinfo (drm-memory-…).'
  },
  'memory-files': {
    title: 'Memory that may outlive the process',
    what: 'Mappings of {count} files in memory or segments of System V shared memory, which are not deleted, hold {resident}.',
    why: 'Such files stay when the process ends, until they are removed or the machine restarts; segments too, unless they are marked to go with the last process that uses them (IPC_RMID).',
    todo: 'Remove what is not needed: rm in /dev/shm, ipcrm for System V (ipcs -m lists it).'
  },
  'core-dump': {
    title: 'A core dump would be large',
    what: 'If it crashed, about {size} would be dumped.',
    other:
      'If it crashed, about {size} would be to dump, of which the limit lets {limit} into a file; a program that takes dumps (core_pattern with |) gets all.',
    why: 'Writing it takes time and room on the disk; one that is cut is often of no use.',
    todo: 'Leave out what is not needed there: MADV_DONTDUMP, /proc/PID/coredump_filter; or set the limit (ulimit -c).'
  },
  'large-reservation': {
    title: 'A large virtual size that takes hardly any memory',
    what: '{reserved} of addresses hold hardly any page; {resident} of the whole process are resident. The most of it, {size}: {most}.',
    why: 'Addresses are kept free for later or for fast checks (sanitizers, V8, Go, Java). Without pages they cost nothing.',
    todo: 'Nothing: look at RSS or PSS. Limits on virtual memory (ulimit -v) do not suit such programs.'
  }
} satisfies Readonly<Record<string, FindingWords>>

/** The kinds of findings. */
export type FindingId = keyof typeof findings

/** Where the facts are from; the same in all languages. */
export const findingSources: Readonly<Record<FindingId, string>> = {
  'near-map-limit': 'Documentation/admin-guide/sysctl/vm.rst; man 2 mmap',
  'growing-majority': 'this recording',
  'arena-slack': 'man 3 mallopt; man 3 malloc_trim; glibc malloc/malloc.c',
  'swapped-out': 'man 5 proc_pid_smaps; Documentation/admin-guide/cgroup-v2.rst',
  'huge-page-waste': 'Documentation/admin-guide/mm/hugetlbpage.rst and transhuge.rst',
  'writable-executable': 'man 2 mprotect; man 5 elf',
  'deleted-library': 'man 5 proc_pid_maps',
  'page-tables': 'man 5 proc_pid_status (VmPTE); Documentation/mm/page_tables.rst',
  'idle-stacks': 'glibc nptl/nptl-stack.c; glibc manual, Tunables',
  'locked-memory': 'man 2 mlock; man 2 getrlimit',
  'hugetlb-memory': 'man 5 proc_pid_status (HugetlbPages); Documentation/filesystems/proc.rst',
  'device-memory': 'Documentation/gpu/drm-usage-stats.rst',
  'memory-files': 'man 7 shm_overview; man 7 sysvipc',
  'core-dump': 'man 5 core',
  'large-reservation': 'man 2 mmap (MAP_NORESERVE, PROT_NONE)'
}
