/** Texts of the process list. */
export const processList = {
  label: 'Processes',
  filter: {
    label: 'Show processes whose name, pid, user or command line contains this text',
    placeholder: 'Filter: name, pid, user, command line',
    clear: 'Clear the filter'
  },
  shape: {
    flatHint: 'All processes in one list',
    tree: 'Tree',
    treeHint: 'Children under their parents'
  },
  precise: 'PSS',
  preciseHint:
    'Read the proportional memory (PSS) of every process once. This takes a while and holds each process for a moment.',
  preciseBusy: 'Reading…',
  exactAge: 'PSS and USS are from {seconds} s ago.',
  count: '{count} processes',
  some: '{shown} of {count} processes',
  column: {
    pid: 'PID',
    name: 'Name',
    user: 'User',
    trend: 'RSS, 5 min',
    grew: 'Grew',
    threads: 'Threads',
    command: 'Command line'
  },
  hint: {
    pid: 'Number of the process',
    name: 'Name as the kernel keeps it: at most 15 bytes, which the program may change',
    user: 'User whose rights the process has',
    trend: 'Resident memory over the last five minutes',
    grew: 'By how much resident memory grew; from when on is chosen above the list',
    threads: 'Number of threads',
    command: 'Command line with which it was started'
  },
  grownSince: {
    label: 'From when on the list counts growth',
    start: 'Grew: in all',
    mark: 'Grew: from now',
    minute: 'Grew: a minute'
  },
  badge: {
    kernelThread: 'kernel',
    zombie: 'ended',
    unreadable: 'locked'
  },
  trait: {
    kernelThread: 'Kernel thread: a part of the kernel, without memory of its own',
    zombie: 'Zombie: it has ended and waits for its parent to notice, or only its first thread has and others go on',
    unreadable: 'Not readable: its mappings may be read only by their owner or with privileges'
  },
  unknown: 'Not reported by the kernel',
  expand: 'Open the branch of {name}',
  collapse: 'Close the branch of {name}',
  hidden: 'This list is not complete: /proc is mounted with hidepid, which hides the processes of other users.',
  menu: {
    label: 'What to do with this process',
    open: 'Open',
    window: 'Open in a new window'
  },
  empty: {
    none: 'The source has no processes.',
    filtered: 'No process matches “{filter}”.'
  }
}
