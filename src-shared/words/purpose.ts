/**
 * English names of what memory is for, by purpose: what the column What, the exports and the sentences show. The Chinese
 * ones are in the locales. Placeholders in braces are filled in from the purpose's values.
 */
export const purpose = {
  anonymous: 'anonymous',
  arena: 'malloc arena {number} of {count}',
  'arena-named': 'malloc memory ({name})',
  bss: '{name}: zero-initialised data (.bss)',
  'boehm-heap': 'Boehm GC heap',
  device: '{name}',
  'nvidia-control': 'window of the NVIDIA driver (control)',
  'nvidia-gpu': 'window of the NVIDIA driver (GPU {number})',
  'nvidia-unified': 'window of the NVIDIA driver (unified memory)',
  'device-pages': 'device memory',
  'dev-shm': 'shared memory {name}',
  'dotnet-heap': '.NET heap',
  'erlang-carriers': 'Erlang carriers',
  file: '{name}',
  'fiber-stack': 'stacks of fibers',
  'generated-code': 'generated code (JIT)',
  executable: 'executable memory',
  'ghc-heap': 'Haskell heap (GHC)',
  'go-heap': 'Go heap',
  'go-metadata': 'Go runtime metadata',
  'gpu-reserved': 'address space of the NVIDIA driver',
  guard: 'guard',
  'guest-memory': 'memory of the emulated program',
  heap: 'heap (brk)',
  'huge-page': 'huge pages {name}',
  'idle-stack': 'stack that no thread is on',
  'java-heap': 'Java heap',
  'jemalloc-heap': 'jemalloc memory',
  'js-heap': 'JavaScript heap',
  'jvm-card-table': 'JVM: card table of the garbage collector',
  'jvm-cds': 'JVM: class data archive',
  'jvm-class-space': 'JVM: class space',
  'jvm-code-cache': 'JVM: code cache',
  'jvm-internal': 'JVM: metaspace, GC structures and other',
  'jvm-metaspace': 'JVM: metaspace',
  'jvm-gc': 'JVM: structures of the garbage collector',
  'kernel-object': '{name}',
  'kernel-page': '{name}',
  'lisp-heap': 'Lisp heap',
  'loader-data': 'data of the program loader',
  'lua-heap': 'LuaJIT memory',
  'malloc-block': 'large malloc block',
  'main-stack': 'main stack',
  'main-tls': 'thread-local variables of the main thread',
  memfd: 'memory file {name}',
  mixed: '{first} and {second}',
  'mimalloc-heap': 'mimalloc memory',
  module: '{name}: code and data',
  'mono-heap': 'Mono memory',
  'mozjemalloc-heap': 'mozjemalloc memory',
  'musl-heap': 'musl malloc memory',
  'mysql-buffers': 'buffers of MariaDB or MySQL (InnoDB)',
  'named-memory': '{name}',
  'named-shared': 'shared memory “{name}”',
  'ocaml-heap': 'OCaml heap',
  'other-bracket': '{name}',
  'other-memory': 'other memory',
  padding: 'room for alignment',
  'partition-alloc': 'PartitionAlloc',
  'php-heap': 'PHP memory',
  'postgres-buffers': 'shared buffers of PostgreSQL',
  'python-objects': 'Python objects',
  reserved: 'address space kept free',
  'ruby-heap': 'Ruby memory',
  'ruby-objects': 'Ruby objects',
  runtime: 'memory of {name}',
  'sanitizer-allocator': 'sanitizer allocator',
  'sanitizer-memory': 'sanitizer memory',
  'sanitizer-shadow': 'sanitizer shadow',
  'sbcl-heap': 'SBCL space',
  'shared-anonymous': 'shared anonymous memory',
  'signal-stack': 'alternate signal stack',
  'shared-copy': 'private copy of {name}',
  'stack-of': 'stack of thread {tid} {thread}',
  'stack-of-java': 'stack of Java thread “{thread}” ({tid})',
  sysv: 'System V shared memory {name}',
  'tcmalloc-heap': 'tcmalloc memory',
  'thread-stack': 'thread stack',
  unknown: 'not known',
  untouched: 'reserved, holds no page',
  'v8-buffers': 'buffers and WebAssembly memory (V8 sandbox)',
  'v8-cage': 'V8 and cppgc heap',
  'v8-code': 'V8 code range',
  'v8-heap': 'V8 heap',
  'v8-sandbox': 'V8 sandbox',
  'v8-space': 'V8 heap: {space}',
  'v8-table': 'V8 pointer tables',
  'valgrind-memory': 'memory of valgrind',
  'wasm-memory': 'WebAssembly memory'
} satisfies Readonly<Record<string, string>>

/** What memory is for: a key of the table above. */
export type PurposeKey = keyof typeof purpose

/** The same for several mappings together, where the single one's name does not fit. */
export const purposeKind = {
  arena: 'malloc arenas',
  'arena-named': 'malloc memory',
  guard: 'guards',
  'malloc-block': 'large malloc blocks',
  mixed: 'memory for several purposes',
  'thread-stack': 'thread stacks'
} satisfies Readonly<Partial<Record<PurposeKey, string>>>

/** What a mapping is that holds memory for several purposes: each with its share, one after the other. */
export const purposeShare = {
  share: '{what} {percent} %',
  least: '{what} < 1 %',
  between: ', '
}

/** What a mapping is of the thing that its purpose names: the thing itself, room for it to grow, its guard, or what a mapping holds beside others. */
export const purposePart = {
  own: '{what}',
  rest: '{what}: reserved',
  guard: '{what}: guard',
  piece: '{what} (part of this mapping)'
}
