/** Texts of the numbers that the lists of processes have reported over time. */
export const numbers = {
  ofProcess: 'Numbers over time',
  ofProcessCaption:
    'From the list of processes, since the process was first seen there, whether it was watched or not. The kernel’s own numbers (/proc/PID/status).',
  ofMachine: 'All processes over time',
  ofMachineCaption:
    'All processes added up, from the list, since the recorder began. A page that several processes map counts in each of them, so this can be more than the machine has.',
  none: 'Nothing was recorded so far.',
  name: {
    rss: 'Resident',
    anon: 'Anonymous',
    file: 'Files',
    shmem: 'Shared memory',
    swap: 'Swapped',
    pageTables: 'Page tables',
    threads: 'Threads'
  }
}
