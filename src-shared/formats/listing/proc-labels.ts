/** Fields of smaps (Documentation/filesystems/proc.rst), in the kernel's order. */
export const SMAPS_FIELDS: readonly string[] = (
  'Size KernelPageSize MMUPageSize Rss Pss Pss_Dirty Pss_Anon Pss_File Pss_Shmem Shared_Clean Shared_Dirty ' +
  'Private_Clean Private_Dirty Referenced Anonymous KSM LazyFree AnonHugePages ShmemPmdMapped FilePmdMapped ' +
  'Shared_Hugetlb Private_Hugetlb Swap SwapPss Locked THPeligible ProtectionKey'
).split(' ')

const OF_SMAPS = new Set([...SMAPS_FIELDS, 'VmFlags'])

export const isSmapsLabel = (label: string): boolean => OF_SMAPS.has(label)

/** Lines of status (Documentation/filesystems/proc.rst), of any kernel. */
const OF_STATUS =
  /^(?:Name|Umask|State|Tgid|Ngid|Pid|PPid|TracerPid|Uid|Gid|FDSize|Groups|NS[a-z]+|Kthread|Vm[A-Z][A-Za-z]+|Rss(?:Anon|File|Shmem)|HugetlbPages|CoreDumping|THP_enabled|untag_mask|Threads|Sig[A-Z][A-Za-z]*|Shd[A-Z][a-z]+|Cap[A-Z][a-z]+|NoNewPrivs|Seccomp\w*|Speculation\w+|(?:Cpus|Mems)_allowed\w*|(?:non)?voluntary_ctxt_switches|x86_\w+)$/

export const isStatusLabel = (label: string): boolean => label !== 'VmFlags' && OF_STATUS.test(label)
