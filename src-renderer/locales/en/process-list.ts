/** Texts of the process list. */
export const processList = {
  label: 'Processes',
  filter: {
    label: 'Show processes whose name, pid, user, command line or cgroup contains this text',
    placeholder: 'Filter processes',
    clear: 'Clear the filter'
  },
  shape: {
    label: 'Arrangement of the list',
    flat: 'One list',
    tree: 'Tree',
    program: 'By program',
    user: 'By user',
    session: 'By session',
    unit: 'By systemd unit',
    cgroup: 'By cgroup',
    container: 'By container',
    app: 'By application'
  },
  columns: {
    button: 'Columns',
    hint: 'Choose columns and their order',
    earlier: 'Move {column} to the front',
    later: 'Move {column} to the back',
    usual: 'Default columns',
    keys: 'Up and Down move, Space shows or hides, Alt with Up or Down moves the column.'
  },
  exactAge: 'Oldest PSS in sight: {seconds} s',
  unread: 'PSS: {count} to read',
  age: 'Read {seconds} s ago',
  held: 'Order kept',
  heldHint: 'While the pointer is over the list, rows keep their positions. The numbers still update.',
  count: '{count} process | {count} processes',
  some: '{shown} of {count} processes',
  members: '×{count}',
  noGroup: '(none)',
  sum: {
    all: 'All {count}',
    shown: '{count} shown',
    selected: '{count} selected'
  },
  sumHint: {
    of: 'Sum over {count} process. | Sum over {count} processes.',
    exact: 'Shared pages are counted once, in parts, so this adds up.',
    most: 'At most this much: a page that several share is counted for each of them.',
    unknown: 'Not known for {count} of them; they are missing from the sum.'
  },
  column: {
    pid: 'PID',
    name: 'Name',
    user: 'User',
    trend: 'Trend',
    grew: 'Grew',
    threads: 'Threads',
    rssAnon: 'RssAnon',
    rssFile: 'RssFile',
    rssShmem: 'RssShmem',
    pageTables: 'VmPTE',
    peak: 'VmHWM',
    mappings: 'Mappings',
    mappingShare: 'Map limit',
    faults: 'Faults/s',
    oomScore: 'OOM score',
    unit: 'Unit',
    container: 'Container',
    app: 'Application',
    cgroup: 'Cgroup',
    command: 'Command line'
  },
  hint: {
    pid: 'Number of the process',
    name: 'Name as the kernel keeps it: at most 15 bytes, which the program may change',
    user: 'User whose rights the process has',
    trend: 'Resident memory over the last five minutes',
    grew: 'How much resident memory grew, since the time chosen above the list',
    threads: 'Number of threads',
    rssAnon: 'Resident memory of no file: heap, stacks and the like',
    rssFile: 'Resident memory of files: programs, libraries, data',
    rssShmem: 'Resident shared memory and tmpfs',
    pageTables: 'Page tables of the process: memory of the kernel that describes its memory',
    peak: 'The most resident memory it ever had',
    mappings: 'Number of mappings',
    mappingShare: 'Mappings as a part of vm.max_map_count, the most that a process may have',
    faults: 'Page faults per second, since the previous list',
    oomScore: 'How likely the kernel is to end this process when memory runs out: 0 to 2000',
    unit: 'The innermost systemd unit that the process belongs to',
    container: 'Container or pod, from the path of its cgroup',
    app: 'Application, as a desktop, Flatpak or snap started it',
    cgroup: 'Path of the cgroup that counts its memory',
    command: 'Command line with which it was started'
  },
  grownSince: {
    label: 'Since when growth is counted',
    start: 'Grew: in all',
    mark: 'Grew: from now',
    minute: 'Grew: a minute'
  },
  badge: {
    kernelThread: 'kernel',
    zombie: 'ended',
    unreadable: 'locked',
    gone: 'ended'
  },
  trait: {
    kernelThread: 'Kernel thread: a part of the kernel, without memory of its own',
    zombie:
      'Zombie: it has ended and waits for its parent to collect it, or only its first thread has and others go on',
    unreadable: 'Not readable: its mappings may be read only by their owner or with privileges'
  },
  unknown: 'Not reported by the kernel',
  hidden: 'This list is not complete: /proc is mounted with hidepid, which hides the processes of other users.',
  menu: {
    label: 'What to do with this process',
    open: 'Open',
    window: 'Open in a new window',
    select: 'Add to the selection',
    deselect: 'Take out of the selection',
    space: 'Space'
  },
  empty: {
    none: 'The source has no processes.',
    filtered: 'No process matches “{filter}”.'
  }
}
