/** Texts of the machine: its memory, groups of processes, who shares what, and what limits a process. */
export const machine = {
  label: 'The machine',
  whole: 'This machine',
  wholeOfFile: 'All processes',
  path: 'Where you are',
  back: 'Back to the machine',
  views: 'Views of the machine',
  groupBy: 'Group by',
  metric: 'Area',
  by: {
    program: 'program',
    tree: 'process tree',
    user: 'user',
    session: 'session',
    unit: 'systemd unit',
    cgroup: 'cgroup',
    container: 'container',
    app: 'application'
  },
  tab: {
    picture: 'Picture',
    table: 'Table',
    time: 'Over time',
    shared: 'Shared objects',
    deleted: 'Deleted files',
    families: 'Fork families'
  },
  keys: 'Processes as rectangles. Arrows move, Enter opens, Escape goes back.',
  reading: 'Reading…',
  stillReading: 'PSS of {count} process is still to be read. | PSS of {count} processes is still to be read.',
  notYet: 'not read yet',
  noMeminfo: 'This file does not report what the memory of the machine is used for (/proc/meminfo).',
  someByRss:
    'PSS of {count} process may not be read: its area is RSS, at most what it takes. It is marked with ⊘. | PSS of {count} processes may not be read: their areas are RSS, at most what they take. They are marked with ⊘.',
  byRss: 'RSS {amount}',
  nothing: {
    pss: 'The source does not report PSS.',
    uss: 'The source does not report USS.',
    rss: 'The source does not report RSS.',
    swap: 'No process has anything in swap, as far as this is known.'
  },
  count: 'Processes',
  detail: 'What it is',
  smaller: '{count} smaller ones',
  restOfGroups: '{count} more group | {count} more groups',
  pages: { anonymous: 'Anonymous', file: 'Files', shared: 'Shared memory' },
  bar: 'Physical memory, {total}',
  total: 'Total',
  part: {
    anonymous: 'Anonymous',
    shmem: 'Shared, tmpfs',
    fileCache: 'Page cache',
    buffers: 'Buffers',
    slabReclaimable: 'Slab, reclaimable',
    slabUnreclaimable: 'Slab',
    kernelReclaimable: 'Kernel, reclaimable',
    pageTables: 'Page tables',
    kernelStacks: 'Kernel stacks',
    perCpu: 'Per CPU',
    hugetlb: 'Huge page pool',
    zswap: 'zswap',
    gpu: 'GPU',
    balloon: 'Balloon',
    hardwareCorrupted: 'Broken',
    free: 'Free',
    unaccounted: 'Not accounted'
  },
  partHint: {
    anonymous: 'Memory of processes that belongs to no file: heaps, stacks and the like (AnonPages).',
    shmem:
      'Shared memory and files in tmpfs, such as /dev/shm and /tmp where that is a tmpfs (Shmem). It cannot be dropped, only swapped out.',
    fileCache:
      'Contents of files kept in memory (Cached without Shmem), mapped by processes or not. The kernel gives back what is clean when memory is needed.',
    buffers: 'Contents of block devices, such as the metadata of file systems (Buffers).',
    slabReclaimable: 'Objects of the kernel that it can drop, mostly of file names and inodes (SReclaimable).',
    slabUnreclaimable: 'Objects of the kernel that it cannot drop (SUnreclaim).',
    kernelReclaimable: 'Other memory of the kernel that it can give back (KReclaimable without SReclaimable).',
    pageTables: 'Tables that say where the pages of processes lie (PageTables, SecPageTables).',
    kernelStacks: 'Stacks on which the kernel runs for each thread (KernelStack).',
    perCpu: 'Memory that each processor has a copy of (Percpu).',
    hugetlb: 'Pages set aside for the huge page pool, used or not (Hugetlb). Nothing else can use them.',
    zswap: 'Compressed pages that were swapped out and stay in memory (Zswap).',
    gpu: 'Memory that GPU drivers report (GPUActive, GPUReclaim).',
    balloon: 'Memory given back to the hypervisor (Balloon).',
    hardwareCorrupted: 'Memory that the hardware reported as broken; it is not used any more (HardwareCorrupted).',
    free: 'Memory that is used for nothing (MemFree).',
    unaccounted:
      'What no line of /proc/meminfo counts: memory of drivers, of vmalloc, of file system data and more. Below zero, the lines changed while the kernel wrote them.'
  },
  mostly: { anonymous: 'anonymous', file: 'of files', shared: 'shared memory' },
  fact: {
    several: '{name} ({count} processes)',
    exactly: '{amount}',
    least: 'at least {amount}',
    largest: '{who} takes {amount} (PSS).',
    largestMostly: '{who} takes {amount} (PSS), most of it {mostly}.',
    available: 'The kernel estimates that {amount} of {total} are available to new programs without swapping.',
    cache: '{amount} is page cache, which the kernel gives back on demand where it is clean.',
    dirty: '{amount} are still to be written to disk.',
    part: '{name} takes {amount}, {percent} of the memory.',
    swap: '{used} of {total} swap are in use.',
    swapUnused: '{total} of swap are there and unused.',
    noSwap: 'There is no swap.',
    zram: 'zram keeps {original} of swap in {used} of memory.',
    zswap: 'zswap keeps {original} of swap in {used} of memory.',
    pressure: 'In the last minute, some task waited for memory {some} % of the time, and all tasks at once {full} %.',
    calm: 'In the last minute, tasks waited for memory for less than 0.01 % of the time.',
    unreadable: 'PSS of {count} process may not be read. | PSS of {count} processes may not be read.',
    unreadableHelp: 'vmatlas started with privileges (sudo vmatlas serve) reads them all.'
  },
  groupSums: 'PSS {pss} · USS {uss} · swap {swap} · anonymous {anon}',
  groupReading: '{done} of {count} processes read',
  groupUnreadable:
    'Of {count} process the mappings could not be read; it is missing from the picture. | Of {count} processes the mappings could not be read; they are missing from the picture.',
  groupLeftOut:
    '{count} smaller process is left out of the picture. | {count} smaller processes are left out of the picture.',
  groupEmpty: 'None of these processes could be read.'
}

export const sharing = {
  title: 'Shared',
  label: 'Files and shared objects with the processes that map them',
  filter: 'Filter by object or process',
  ask: 'To find out what is shared, the mappings of every process are read. That takes a few seconds and holds each process for a moment.',
  read: 'Read now',
  again: 'Read again',
  stop: 'Stop',
  progress: '{done} of {total} processes read',
  found: {
    shared:
      '{count} object, mapped by {processes} processes in all. | {count} objects, mapped by {processes} processes in all.',
    deleted:
      '{count} file that was deleted or replaced is still mapped: processes that map it use the old contents. | {count} files that were deleted or replaced are still mapped: processes that map them use the old contents.',
    families:
      '{count} family shares memory copy-on-write since a fork. | {count} families share memory copy-on-write since a fork.',
    process: 'This process shares {count} object with others. | This process shares {count} objects with others.'
  },
  unreadable:
    '{count} process could not be read; what it maps is missing. | {count} processes could not be read; what they map is missing.',
  leftOut:
    '{count} small object of a single process is left out. | {count} small objects of single processes are left out.',
  at: 'Read {time}.',
  notRead: 'This process was not there, or could not be read, when this was read.',
  deleted: 'deleted',
  own: 'this process',
  copyOnWrite: 'It still shares {amount} copy-on-write with relatives.',
  column: { name: 'Object', pss: 'PSS', users: 'Users', rss: 'RSS', uss: 'USS', size: 'Size', id: 'Device, inode' },
  hint: {
    name: 'File, memfd or shared memory segment; open it to see who maps it',
    pss: 'What it really takes: the proportional shares of all that map it, as far as they could be read',
    users: 'Processes that map it',
    rss: 'Resident pages, counted for each process that has them',
    uss: 'Pages that only one process has, such as what it wrote into a private mapping',
    size: 'Mapped size, counted for each process',
    id: 'Where it is: the device and the number of the file on it'
  },
  family: 'Oldest of the family',
  takes: 'Takes',
  takesHint: 'What the shared pages take, each counted once as far as its sharers were read',
  copies: 'As copies',
  copiesHint: 'What they would take if each process had its own'
}

export const limits = {
  label: 'Limits',
  pathTitle: 'Cgroups up to the root (version {version})',
  none: 'no limit',
  silent: 'Its files say nothing about memory.',
  times: '{count} time | {count} times',
  eventHint: 'How often it happened since the cgroup was made',
  pressure: 'Pressure in the last minute: some tasks waited {some} %, all {full} %.',
  oomScore: 'OOM score {score}: when memory runs out, the process with the highest is ended.',
  oomScoreAdj: 'OOM score {score} (adjusted by {adj}): when memory runs out, the process with the highest is ended.',
  identity: {
    path: 'Cgroup',
    unit: 'Unit',
    container: 'Container',
    pod: 'Pod',
    qos: 'QoS class',
    app: 'Application',
    session: 'Session'
  },
  number: {
    current: 'in use',
    peak: 'most ever',
    max: 'limit (max)',
    high: 'throttled from (high)',
    low: 'protected (low)',
    soft: 'soft limit',
    min: 'guaranteed (min)',
    swapCurrent: 'swap in use',
    swapMax: 'swap limit'
  },
  hint: {
    current: 'Memory of this cgroup and all below it, page cache and kernel memory included',
    peak: 'The most it ever used',
    max: 'Beyond this the kernel reclaims, and then ends processes',
    high: 'Beyond this processes are slowed down while memory is reclaimed',
    low: 'Not reclaimed while others can give',
    soft: 'Reclaimed down to this when memory is short',
    min: 'Never reclaimed',
    swapCurrent: 'Swap of this cgroup and all below it',
    swapMax: 'The most swap it may use'
  },
  split: { anonymous: 'anonymous', fileCache: 'page cache', shmem: 'shared, tmpfs', kernel: 'kernel' },
  splitHint: {
    anonymous: 'Heaps, stacks and the like: it can only be swapped out',
    fileCache: 'Contents of files: the kernel can give back what is clean',
    shmem: 'Shared memory and tmpfs: it can only be swapped out, and no process need have it mapped',
    kernel: 'Memory of the kernel for this cgroup'
  },
  sentence: {
    containerMax: 'Its container may take {limit} and takes {current}.',
    containerMaxCache: 'Its container may take {limit} and takes {current}, of which {cache} is page cache.',
    containerHigh: 'Its container is slowed down from {limit} on and takes {current}.',
    containerHighCache:
      'Its container is slowed down from {limit} on and takes {current}, of which {cache} is page cache.',
    cgroupMax: 'Its tightest limit is that of {path}: {limit}, of which {current} is taken.',
    cgroupMaxCache:
      'Its tightest limit is that of {path}: {limit}, of which {current} is taken, {cache} of it page cache.',
    cgroupHigh: '{path} is slowed down from {limit} on and takes {current}.',
    cgroupHighCache: '{path} is slowed down from {limit} on and takes {current}, of which {cache} is page cache.',
    unlimited: 'No cgroup from {path} to the root limits its memory.',
    unreadable: 'The cgroup files can’t be read, so its limits are not known.',
    unknown: 'Its cgroup is not known.',
    killed: 'In {path} the kernel has ended processes for lack of memory: {count} so far.',
    shmem: '{amount} of it is shared memory and tmpfs, which counts though no process may show it in its RSS.',
    kernel: '{amount} of it is memory of the kernel, which is in no process’s RSS.',
    anonymous: '{amount} of it is anonymous memory.'
  },
  gpu: {
    title: 'GPU memory',
    region: 'Region',
    total: 'Total',
    resident: 'Resident',
    shared: 'Shared',
    nothing: 'The driver reports no memory of this client.',
    silent: 'It has {files} open. NVIDIA’s driver does not report in /proc how much memory that is.'
  }
}
