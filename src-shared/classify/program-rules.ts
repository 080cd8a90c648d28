import { SANITIZERS, V8, type AnonymousRule } from './anonymous-rule.ts'
import { FIXED_GUEST_RANGE, GUEST_RANGE } from './guest-range.ts'

const KIB = 1024
const MIB = 1024 * KIB
const GIB = 1024 * MIB

/** Rules for the memory of single programs and runtimes (see ANONYMOUS_RULES, of which they are a part). */
export const PROGRAM_RULES: readonly AnonymousRule[] = [
  // js/src/gc/Memory.cpp: chunks of 1 MiB at random addresses, far from what the kernel maps.
  {
    evidence: 'js-chunks',
    purpose: 'js-heap',
    category: 'runtime',
    confidence: 'inferred',
    access: 'rw',
    between: [[4 * GIB, 0x7e0000000000]],
    multiple: MIB,
    leastBytes: MIB,
    runtimes: ['firefox', 'mozjs']
  },
  // memory/build/mozjemalloc.cpp: chunks of 1 MiB, each with a header of pages, a guard page and the runs behind it.
  {
    evidence: 'moz-chunks',
    purpose: 'mozjemalloc-heap',
    category: 'arena',
    confidence: 'inferred',
    access: 'rw',
    between: [[0x7e0000000000, 0x800000000000]],
    multiple: MIB,
    offsets: [0, 0x3000],
    hasNot: ['nh', 'nr'],
    unit: MIB,
    runtimes: ['firefox']
  },
  // storage/innobase: the buffer pool and other large buffers are left out of core dumps (MADV_DONTDUMP).
  {
    evidence: 'mysql-buffers',
    purpose: 'mysql-buffers',
    category: 'runtime',
    confidence: 'probable',
    access: 'rw',
    has: ['dd'],
    hasNot: ['nr', 'dc', 'nh'],
    leastBytes: MIB,
    runtimes: ['mysql']
  },
  // rts/posix/OSMem.c: GHC's runtime reserves 1 TiB from 0x4200000000 on; Go asks for its heap from 0xc000000000 on.
  {
    evidence: 'ghc-heap',
    purpose: 'ghc-heap',
    category: 'runtime',
    confidence: 'probable',
    access: 'rw',
    between: [[0x4200000000, 0xc000000000]],
    multiple: MIB,
    within: 'cage',
    notWith: [...V8, 'jvm', 'bun', 'go', 'valgrind', ...SANITIZERS]
  },
  // cont.c, fiber_pool_expand: stacks of many fibers in one mapping (MAP_STACK), each with a page that has no access.
  {
    evidence: 'fiber-stacks',
    purpose: 'fiber-stack',
    category: 'stack',
    confidence: 'probable',
    access: 'rw',
    has: ['nh'],
    hasNot: ['nr', 'dd', 'dc'],
    runtimes: ['ruby']
  },
  // library/std/src/sys/pal/unix/stack_overflow.rs: SIGSTKSZ or what the processor's registers need (AT_MINSIGSTKSZ), mapped
  // for each thread with MAP_STACK behind a page without access. glibc's smallest stack of a thread is 16 KiB.
  {
    evidence: 'rust-signal-stack',
    purpose: 'signal-stack',
    category: 'stack',
    confidence: 'probable',
    access: 'rw',
    has: ['nh'],
    hasNot: ['nr', 'dd', 'dc', 'hg'],
    leastBytes: 8 * KIB,
    mostBytes: 15 * KIB,
    isGuarded: true,
    runtimes: ['rust']
  },
  // runtime/coreparse.c and validate.c: the spaces for code and data are readable, writable and executable.
  {
    evidence: 'sbcl-space',
    purpose: 'sbcl-heap',
    category: 'runtime',
    confidence: 'inferred',
    access: 'x',
    runtimes: ['sbcl']
  },
  // softmmu/physmem.c: memory of the virtual machine is not for forked children (MADV_DONTFORK).
  {
    evidence: 'guest-ram',
    purpose: 'guest-memory',
    category: 'anonymous',
    confidence: 'probable',
    access: 'r',
    has: ['dc'],
    runtimes: ['qemu']
  },
  // linux-user/mmap.c: on 64-bit hosts the program's memory begins at TASK_UNMAPPED_BASE, 1 << 38. A program that must lie at
  // its own addresses lies below (linux-user/elfload.c, with guest_base 0), where QEMU itself, a PIE, has nothing.
  {
    evidence: 'guest-range',
    purpose: 'guest-memory',
    category: 'anonymous',
    confidence: 'probable',
    access: 'r',
    between: [GUEST_RANGE, FIXED_GUEST_RANGE],
    runtimes: ['qemu']
  }
]
