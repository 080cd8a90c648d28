import type { AnonymousRule } from './anonymous-rule.ts'
import type { Category } from '../memory/category.ts'
import type { PurposeKey } from '../words/purpose.ts'
import type { RuntimeId } from './runtimes.ts'

const KIB = 1024
const MIB = 1024 * KIB

function leftover(
  runtime: RuntimeId,
  purpose: PurposeKey,
  leastBytes: number,
  category: Category = 'runtime',
  notWith: readonly RuntimeId[] = []
): AnonymousRule {
  return {
    evidence: 'leftover',
    purpose,
    category,
    confidence: 'probable',
    access: 'rw',
    hasNot: ['nh'],
    leastBytes,
    runtimes: [runtime],
    notWith
  }
}

const ANY = 4 * KIB

/**
 * Memory that no other rule explains, in a process with a runtime that maps memory of such a size for itself: it is probably
 * that runtime's. The first runtime that fits; a runtime inside another program (PHP in a server) comes before it.
 */
export const LEFTOVER_RULES: readonly AnonymousRule[] = [
  leftover('asan', 'sanitizer-memory', ANY),
  leftover('tsan', 'sanitizer-memory', ANY),
  leftover('msan', 'sanitizer-memory', ANY),
  leftover('jvm', 'jvm-internal', ANY),
  leftover('erlang', 'erlang-carriers', ANY),
  leftover('clisp', 'lisp-heap', ANY),
  leftover('mono', 'mono-heap', ANY),
  leftover('sbcl', 'sbcl-heap', ANY),
  leftover('jsc', 'js-heap', MIB),
  leftover('bun', 'js-heap', ANY),
  // Source/JavaScriptCore/heap/StructureAlignedMemoryAllocator.cpp: 4 GiB for what describes the shapes of objects.
  { ...leftover('bun', 'js-heap', 1024 * MIB), hasNot: [], has: ['nr', 'nh'] },
  leftover('dotnet', 'dotnet-heap', 64 * KIB),
  leftover('php', 'php-heap', 2 * MIB),
  leftover('luajit', 'lua-heap', ANY),
  leftover('boehm', 'boehm-heap', ANY),
  { ...leftover('ruby', 'ruby-heap', ANY), isForInside: true },
  { ...leftover('ruby', 'ruby-heap', 64 * KIB), isForOutside: true },
  leftover('ocaml', 'ocaml-heap', 64 * KIB),
  leftover('tcmalloc', 'tcmalloc-heap', 64 * KIB, 'arena'),
  leftover('musl', 'musl-heap', ANY, 'arena'),
  { ...leftover('node', 'runtime', ANY), isForInside: true },
  { ...leftover('deno', 'runtime', ANY), isForInside: true },
  { ...leftover('firefox', 'runtime', ANY), isForInside: true },
  // libpolyml/osmemunix.cpp: its heap and its stacks are mapped piece by piece. Verified with Poly/ML 5.7.1.
  { ...leftover('polyml', 'runtime', ANY), isForInside: true },
  // Where the process was looked into, its objects are known by their pools.
  { ...leftover('python', 'python-objects', 256 * KIB), isForOutside: true }
]
