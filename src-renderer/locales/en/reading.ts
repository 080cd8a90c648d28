/** What a reading may report about itself: failures, verdicts, notes, states of panels. */
export const failure = {
  gone: 'The process has ended: {target}.',
  denied:
    'No permission to read {target}. Its owner or an administrator may; start vmatlas with more rights to see it.',
  unsupported: 'This host cannot do that: {target}.',
  truncated: 'The reading was cut off: {target}.',
  'bad-input': 'This could not be understood: {target}.',
  'too-large': 'Too large to be read: {target}.',
  cancelled: 'Cancelled: {target}.',
  disk: 'Could not write: {target}.',
  lost: 'The connection to the host is lost. vmatlas tries to reach it again.',
  bug: 'Internal error: {target}. Please report it with the line below.'
}

export const verdict = {
  still: 'Still: no thread of it ran while it was read, so it changed nothing meanwhile.',
  stable: 'Stable: it ran while it was read; before and after, its mappings were the same.',
  changed: 'Changed while it was read: {rows} rows may not fit together.',
  truncated: {
    exited: 'Cut off: the process ended while it was read.',
    exec: 'Cut off: the process became another program (exec) while it was read.',
    short: 'Cut off: the end of the list is missing.'
  },
  unchecked: 'Not checked: this source does not report whether it shows one moment.',
  short: {
    still: 'Still',
    stable: 'Stable',
    changed: 'Changed while read',
    truncated: 'Cut off',
    unchecked: 'Not checked'
  }
}

export const capture = {
  note: {
    'kernel-thread':
      'This is a kernel thread. It runs inside the kernel and has no address space of its own, so there are no mappings.',
    zombie:
      'This process has ended; only its entry in the process table is left until its parent collects it. It has no memory any more.',
    'first-thread-ended':
      'Its first thread has ended while others go on: its memory is still in use, but under this number the kernel shows no mappings. The number of another thread of it (/proc/PID/task) shows them.',
    denied:
      'Its mappings may not be read by this user: the kernel allows that only to the owner of an ordinary program, or with CAP_SYS_PTRACE.',
    'no-smaps': 'Only the list of mappings is there, as in maps. How much of each is in memory is not known.',
    'reading-postponed':
      'Only the list of its mappings was read, which does not disturb it. Reading how much of each is in memory would hold its memory map: while that lasts, it waits wherever it maps or unmaps memory.',
    'skipped-lines': 'Some lines could not be understood and were left out.',
    'rows-left-out': 'The listing is cut: rows were left out of it. All sums are of the mappings that it lists.',
    'less-than-total':
      'The listing is not whole: its mappings come to less than the total below them. All sums are of the mappings that it lists.',
    'no-total':
      'pmap writes a total below its rows (not with -q), and there is none: rows may be missing. All sums are of the mappings that are listed.',
    'open-end': 'The text ends without a line end: the name of its last mapping may be longer.'
  }
}

export const panel = {
  idle: 'Nothing is chosen yet.',
  waiting: 'Reading…',
  stale: 'Not up to date since {time}.',
  lastPicture: 'This is the last picture.',
  retry: 'Try again'
}
