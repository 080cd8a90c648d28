/**
 * Lines of /proc/meminfo that a lesson may ask for, kB (Documentation/filesystems/proc.rst, meminfo); `overcommit` is
 * vm.overcommit_memory (Documentation/mm/overcommit-accounting.rst): 0 guesses, 1 never refuses, 2 counts strictly.
 */
export const MACHINE_FACTS = [
  'MemTotal',
  'MemAvailable',
  'Cached',
  'SwapTotal',
  'SwapFree',
  'CommitLimit',
  'Committed_AS',
  'overcommit'
] as const
