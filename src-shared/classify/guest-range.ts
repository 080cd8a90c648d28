const GIB = 1024 ** 3

/** Where QEMU maps the memory of a program that it runs: from TASK_UNMAPPED_BASE of 64-bit hosts on (linux-user/mmap.c). */
export const GUEST_RANGE = [2 ** 38, 2 ** 38 + 64 * GIB] as const
/** Where a program lies that was linked for fixed addresses. */
export const FIXED_GUEST_RANGE = [0x10000, 2 ** 38] as const
