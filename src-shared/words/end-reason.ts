/** English words for why a process ended; the Chinese ones are in the locales. */
export const endReason = {
  unknown: 'why is not known',
  status: 'it ended with status {value}',
  signal: 'it was ended by {value}',
  oom: 'the kernel’s out-of-memory killer ended it',
  'oom-cgroup':
    'the out-of-memory killer ended a process of its cgroup at that time; whether it was this one is not known'
}
