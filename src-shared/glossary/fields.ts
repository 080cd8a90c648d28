/**
 * The lines of smaps by the kernel's names. Words are in the locales, `details.field.<id>`. Units as the kernel prints
 * them: `kB` is 1024 bytes. Sources: Documentation/filesystems/proc.rst, fs/proc/task_mmu.c. A field that is not here
 * shows by itself, without an explanation.
 */
export interface FieldEntry {
  readonly id: string
  readonly unit: 'kB' | 'none'
  /** First kernel that prints it; null for those older than 2.6.25 or whose first kernel is not known. */
  readonly since: string | null
}

const field = (id: string, since: string | null = null, unit: FieldEntry['unit'] = 'kB'): FieldEntry => ({
  id,
  unit,
  since
})

export const FIELDS: readonly FieldEntry[] = [
  field('Size'),
  field('KernelPageSize', '2.6.29'),
  field('MMUPageSize', '2.6.29'),
  field('Rss'),
  field('Pss', '2.6.25'),
  field('Pss_Dirty', '6.0'),
  field('Pss_Anon', '5.4'),
  field('Pss_File', '5.4'),
  field('Pss_Shmem', '5.4'),
  field('Shared_Clean'),
  field('Shared_Dirty'),
  field('Private_Clean'),
  field('Private_Dirty'),
  field('Referenced'),
  field('Anonymous', '2.6.37'),
  field('KSM', '6.8'),
  field('LazyFree', '4.12'),
  field('AnonHugePages', '2.6.38'),
  field('ShmemHugePages'),
  field('ShmemPmdMapped', '4.8'),
  field('FilePmdMapped', '5.4'),
  field('Shared_Hugetlb', '4.4'),
  field('Private_Hugetlb', '4.4'),
  field('Swap', '2.6.26'),
  field('SwapPss', '4.3'),
  field('Locked', '2.6.38'),
  field('THPeligible', '5.0', 'none'),
  field('ProtectionKey', '4.9', 'none')
]

const KNOWN = new Map(FIELDS.map((entry) => [entry.id, entry]))

/** What is known of a field by the kernel's name. */
export function fieldEntry(id: string): FieldEntry | undefined {
  return KNOWN.get(id)
}
