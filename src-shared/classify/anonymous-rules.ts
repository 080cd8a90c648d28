import { SANITIZERS, V8, type AnonymousRule } from './anonymous-rule.ts'
import { PROGRAM_RULES } from './program-rules.ts'
import type { RuntimeId } from './runtimes.ts'
import { SANITIZER_RULES } from './sanitizer-rules.ts'

const KIB = 1024
const MIB = 1024 * KIB
const GIB = 1024 * MIB
const TIB = 1024 * GIB

/** Runtimes that write machine code while they run. */
export const JITS: readonly RuntimeId[] = [
  'node',
  'chromium',
  'firefox',
  'mozjs',
  'deno',
  'bun',
  'jsc',
  'luajit',
  'mono',
  'dotnet',
  'pypy',
  'guile',
  'qemu'
]
/** Runtimes that do it in some builds, with some settings, or by extensions such as libffi's closures. */
const SOMETIMES_JITS: readonly RuntimeId[] = ['php', 'erlang', 'ruby', 'python', 'postgres']

/** Addresses below which the JVM puts a heap that it points into with 32 bits (-XX:+UseCompressedOops). */
const COMPRESSED_OOPS_END = 32 * GIB

const GO_METADATA: AnonymousRule = {
  evidence: 'go-metadata',
  purpose: 'go-metadata',
  category: 'runtime',
  confidence: 'probable',
  access: 'rw',
  between: [[0x7e0000000000, 0x800000000000]],
  hasNot: ['nh'],
  runtimes: ['go']
}

/**
 * What memory without a name is for, by its flags, address and size and by the runtimes of its process: the first rule that
 * fits decides. Measured on over 70 kinds of program, 13 GB of resident memory (Linux 6.18; glibc 2.36, OpenJDK 17, Node
 * 20 and 24, Chromium, CPython 2.7 to 3.13, Go 1.19 and 1.26, gcc 12 and clang 14); sources in brackets.
 */
export const ANONYMOUS_RULES: readonly AnonymousRule[] = [
  ...SANITIZER_RULES,
  // v8/src/base/platform: heap pages are not for forked children (MADV_DONTFORK). Guest memory of emulators has it too.
  {
    evidence: 'v8-flags',
    purpose: 'v8-heap',
    category: 'runtime',
    confidence: 'inferred',
    access: 'r',
    has: ['dc'],
    runtimes: V8
  },
  {
    evidence: 'v8-flags',
    purpose: 'v8-heap',
    category: 'runtime',
    confidence: 'probable',
    access: 'rw',
    has: ['dc'],
    multiple: 256 * KIB,
    notWith: ['qemu', 'cuda']
  },
  {
    evidence: 'v8-sandbox',
    purpose: 'v8-sandbox',
    category: 'runtime',
    confidence: 'inferred',
    access: 'r',
    within: 'v8-sandbox',
    runtimes: V8
  },
  // v8/src/sandbox: tables of pointers out of the sandbox are reserved without swap, and not counted (no ac) when opened.
  {
    evidence: 'v8-table',
    purpose: 'v8-table',
    category: 'runtime',
    confidence: 'inferred',
    access: 'r',
    has: ['nr'],
    hasNot: ['ac', 'dc', 'dd', 'nh'],
    multiple: 64 * KIB,
    // An arena of glibc that is used up has these flags as well.
    mostBytes: 32 * MIB,
    runtimes: V8
  },
  // base/allocator/partition_allocator: super pages of 2 MiB that begin with a guard page and metadata.
  {
    evidence: 'super-pages',
    purpose: 'partition-alloc',
    category: 'arena',
    confidence: 'inferred',
    access: 'rw',
    within: 'cage',
    multiple: 2 * MIB,
    offsets: [0x4000, 0x1000, 0x2000],
    unit: 2 * MIB,
    runtimes: ['chromium']
  },
  // The metadata of super pages, apart from them: single pages between pages without access.
  {
    evidence: 'super-page-metadata',
    purpose: 'partition-alloc',
    category: 'arena',
    confidence: 'inferred',
    access: 'rw',
    within: 'cage',
    mostBytes: 4 * KIB,
    runtimes: ['chromium']
  },
  {
    evidence: 'v8-cage',
    purpose: 'v8-cage',
    category: 'runtime',
    confidence: 'inferred',
    access: 'r',
    within: 'cage',
    runtimes: V8
  },
  // src/hotspot: the code cache is the only memory that a JVM executes without a file.
  {
    evidence: 'jvm-code',
    purpose: 'jvm-code-cache',
    category: 'runtime',
    confidence: 'inferred',
    access: 'x',
    runtimes: ['jvm']
  },
  {
    evidence: 'jvm-below-32g',
    purpose: 'java-heap',
    category: 'runtime',
    confidence: 'probable',
    access: 'r',
    between: [[0, COMPRESSED_OOPS_END]],
    leastBytes: MIB,
    runtimes: ['jvm']
  },
  // Go up to 1.25 asks for its heap at 0xc000000000; later ones at a random multiple of 64 MiB (runtime/malloc.go).
  {
    evidence: 'go-heap',
    purpose: 'go-heap',
    category: 'runtime',
    confidence: 'inferred',
    access: 'r',
    within: 'aligned-run',
    runtimes: ['go']
  },
  {
    evidence: 'go-heap-place',
    purpose: 'go-heap',
    category: 'runtime',
    confidence: 'probable',
    access: 'rw',
    within: 'aligned-run',
    between: [[0xc000000000, 0xc800000000]],
    notWith: [...V8, 'jvm', 'bun', 'valgrind', ...SANITIZERS]
  },
  {
    ...GO_METADATA,
    notWith: ['glibc']
  },
  // With C in the program, malloc maps memory there as well, which is known only by looking inside.
  {
    ...GO_METADATA,
    isForInside: true
  },
  // jemalloc: pages.c maps without reserve where the machine overcommits; extents of 2 MiB.
  {
    evidence: 'jemalloc-flags',
    purpose: 'jemalloc-heap',
    category: 'arena',
    confidence: 'inferred',
    access: 'rw',
    has: ['nr'],
    hasNot: ['dc', 'dd', 'nh'],
    runtimes: ['jemalloc']
  },
  // mimalloc: os.c gives hints from 2 to 30 TiB and maps without reserve.
  {
    evidence: 'mimalloc-flags',
    purpose: 'mimalloc-heap',
    category: 'arena',
    confidence: 'inferred',
    access: 'rw',
    has: ['nr'],
    between: [[2 * TIB, 30 * TIB]],
    runtimes: ['mimalloc', 'bun']
  },
  // coregrind/m_aspacemgr: valgrind's own memory begins at 0x1002000000, far from the program's, whose stack ends at 0x1ffeff….
  {
    evidence: 'valgrind-range',
    purpose: 'valgrind-memory',
    category: 'runtime',
    confidence: 'inferred',
    access: 'r',
    between: [[0x1000000000, 0x1ff0000000]],
    runtimes: ['valgrind']
  },
  {
    evidence: 'valgrind-range',
    purpose: 'valgrind-memory',
    category: 'runtime',
    confidence: 'inferred',
    access: 'x',
    between: [[0x1000000000, 0x1ff0000000]],
    runtimes: ['valgrind']
  },
  ...PROGRAM_RULES,
  {
    evidence: 'generated-code',
    purpose: 'generated-code',
    category: 'runtime',
    confidence: 'inferred',
    access: 'x',
    runtimes: JITS,
    notWith: ['valgrind']
  },
  {
    evidence: 'generated-code-maybe',
    purpose: 'generated-code',
    category: 'runtime',
    confidence: 'probable',
    access: 'x',
    runtimes: SOMETIMES_JITS,
    notWith: ['valgrind']
  },
  {
    evidence: 'writable-executable',
    purpose: 'executable',
    category: 'anonymous',
    confidence: 'unknown',
    access: 'rwx',
    notWith: ['valgrind', 'qemu']
  },
  {
    evidence: 'executable',
    purpose: 'executable',
    category: 'runtime',
    confidence: 'probable',
    access: 'rx',
    notWith: ['valgrind', 'qemu']
  }
]
