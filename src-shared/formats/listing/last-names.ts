/** What the kernel has at the end of an address space. */
const LAST_NAMES = new Set(['[vsyscall]', '[vdso]', '[vvar]', '[vvar_vclock]', '[stack]', '[vectors]', '[sigpage]'])

/** Whether a mapping of that name is among the last ones of an address space. */
export const isLastName = (name: string): boolean => LAST_NAMES.has(name)
