/** Names of categories and why a mapping got one, metrics, commands, units. */
export const category = {
  image: 'Image',
  heap: 'Heap',
  arena: 'Malloc arena',
  stack: 'Stack',
  file: 'Mapped file',
  shared: 'Shared memory',
  anonymous: 'Anonymous',
  runtime: 'Runtime',
  reserved: 'Reserved',
  device: 'Device',
  kernel: 'Kernel-provided'
}

export const categoryMeaning = {
  image: 'Programs and libraries: code and data of ELF files',
  heap: 'The heap that grows by brk, where malloc takes small pieces from',
  arena: 'More heaps of malloc, made for threads or named by the allocator',
  stack: 'Stacks of threads',
  file: 'Files mapped to be read or written like memory',
  shared: 'Memory made to be shared between processes',
  anonymous: 'Memory without a file whose use is not known',
  runtime: 'Heaps and generated code of language runtimes',
  reserved: 'Addresses kept free or as guards; nothing can be stored there',
  device: 'Memory of devices',
  kernel: 'Pages that the kernel gives to every process'
}

export const confidence = {
  kernel: 'The kernel says so',
  inferred: 'Inferred from the evidence',
  probable: 'Probably: the likeliest of what is known',
  unknown: 'Not known'
}

export const evidence = {
  arena:
    'It begins at a multiple of 64 MiB and addresses without access follow up to the next multiple: so glibc lays out the arenas of malloc.',
  'arena-rest': 'It follows a malloc arena directly and has no access: room for the arena to grow.',
  module: 'At least one mapping of {name} may be executed, so it is a program or library.',
  'module-name': '{name} is named like a library, though no part of it may be executed here.',
  file: 'The kernel names the file {name}.',
  'bss-tail': 'It follows the writable data of {name} directly: the part of its data that starts as zeros (.bss).',
  heap: 'The kernel calls it [heap].',
  named: 'The program named it “{name}” (prctl PR_SET_VMA_ANON_NAME).',
  stack: 'The kernel calls it {name}.',
  'kernel-page': 'The kernel put {name} there.',
  'kernel-object': '{name} is an object of the kernel.',
  'named-shared': 'Shared memory that the program named “{name}”.',
  memfd: '{name} was made by memfd_create: a file that lives in memory only.',
  sysv: '{name} is a System V shared memory segment.',
  'dev-shm': '{name} is a file in memory made for sharing.',
  'shared-anonymous': 'The kernel shows shared anonymous memory as {name}.',
  'huge-page': '{name} consists of huge pages.',
  device: '{name} belongs to a device.',
  'other-bracket': 'The kernel names it {name}.',
  guard: 'It has no access and is small: a guard that stops a program that runs past an end.',
  'no-access': 'It has no access: addresses kept free, without memory.',
  untouched: 'It was mapped without reserving swap (nr), and no page of it was ever touched.',
  'device-pages': 'Its flags (pf or io) say that its pages are not ordinary memory.',
  'shared-mapping': 'It is of the shared kind and has no name.',
  anonymous: 'It has no file and no name; nothing says what it is for.',
  'generated-code': 'Memory without a file that may be executed: code that the program generates (JIT).',
  'script-heap': 'Its flags dc and nr together are those of V8’s heap pages.',
  'go-heap': 'It lies where Go puts its heap arenas, from 0xc000000000.',
  'thread-stack': 'Its size, its flags or the guard before it are those of a thread’s stack.'
}

export const metric = {
  size: 'Size',
  rss: 'RSS',
  pss: 'PSS',
  uss: 'USS',
  swap: 'Swap',
  dirty: 'Dirty'
}

export const metricMeaning = {
  size: 'Address space',
  rss: 'Resident: in memory now, shared pages counted in full',
  pss: 'Proportional: shared pages divided among those who use them',
  uss: 'Unique: pages that only this process uses',
  swap: 'Moved to swap',
  dirty: 'Changed since it was read or created'
}

export const command = {
  openFile: 'Open…',
  openFileInNewWindow: 'Open in a new window…',
  openInNewWindow: 'Show this in a new window',
  saveSnapshot: 'Save a snapshot of this process…',
  saveAllSnapshot: 'Save a snapshot of all processes…',
  exportReport: 'Export…',
  savePng: 'Save the treemap as PNG…',
  saveSvg: 'Save the treemap as SVG…',
  copyRows: 'Copy rows',
  copyPmap: 'Copy as pmap text',
  findProcess: 'Find a process',
  filterMappings: 'Filter mappings',
  goToAddress: 'Go to an address…',
  showSettings: 'Settings…',
  recapture: 'Capture again',
  togglePause: 'Pause or go on',
  compare: 'Compare…',
  lessons: 'Lessons',
  showHelp: 'Help',
  showAbout: 'About vmatlas'
}
