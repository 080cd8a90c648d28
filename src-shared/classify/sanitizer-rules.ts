import { SANITIZERS, type AnonymousRule } from './anonymous-rule.ts'

const KIB = 1024
const MIB = 1024 * KIB

/** Rules for the memory of sanitizers (see ANONYMOUS_RULES, of which they are the first). */
export const SANITIZER_RULES: readonly AnonymousRule[] = [
  // compiler-rt/lib/sanitizer_common: shadow is mapped without reserve, huge pages and core dump.
  {
    evidence: 'sanitizer-shadow',
    purpose: 'sanitizer-shadow',
    category: 'runtime',
    confidence: 'inferred',
    access: 'r',
    has: ['nr', 'dd', 'nh'],
    runtimes: SANITIZERS
  },
  {
    evidence: 'sanitizer-shadow',
    purpose: 'sanitizer-shadow',
    category: 'runtime',
    confidence: 'probable',
    access: 'r',
    has: ['nr', 'dd', 'nh'],
    leastBytes: 64 * MIB
  },
  // compiler-rt/lib/asan/asan_allocator.h, lib/tsan/rtl/tsan_platform.h, lib/msan/msan.h, all for x86-64.
  {
    evidence: 'sanitizer-range',
    purpose: 'sanitizer-allocator',
    category: 'runtime',
    confidence: 'inferred',
    access: 'rw',
    between: [[0x600000000000, 0x640000000000]],
    runtimes: ['asan']
  },
  {
    evidence: 'sanitizer-range',
    purpose: 'sanitizer-allocator',
    category: 'runtime',
    confidence: 'inferred',
    access: 'rw',
    between: [[0x7b0000000000, 0x7c0000000000]],
    runtimes: ['tsan']
  },
  {
    evidence: 'sanitizer-range',
    purpose: 'sanitizer-allocator',
    category: 'runtime',
    confidence: 'inferred',
    access: 'rw',
    between: [[0x700000000000, 0x740000000000]],
    runtimes: ['msan']
  },
  // The same for memory that is neither shadow nor of the allocator's ranges.
  {
    evidence: 'sanitizer-flags',
    purpose: 'sanitizer-memory',
    category: 'runtime',
    confidence: 'inferred',
    access: 'rw',
    has: ['nr', 'nh'],
    runtimes: SANITIZERS
  }
]
