/** A language runtime, allocator or server that is known by the files of its program or libraries. */
export interface KnownRuntime {
  readonly id: RuntimeId
  /** Its name for people; the version follows it where the file's name holds it. */
  readonly name: string
  /** The last part of a mapped file's path; a first group is the version. */
  readonly file: RegExp
}

/**
 * Runtimes by their files, as their makers and Debian name them (measured: Debian 12 and the makers' own builds of 2024 to
 * 2026). A runtime that is linked into a program without a name of its own is found by its symbols only.
 */
const KNOWN = [
  { id: 'glibc', name: 'glibc', file: /^(?:libc\.so\.6|libc-(2\.\d+)\.so|ld-(2\.\d+)\.so|ld-linux[\w.-]*\.so\.\d)$/ },
  { id: 'musl', name: 'musl', file: /^(?:ld-musl-[\w.-]+|libc\.musl-[\w.-]+)$/ },
  { id: 'jvm', name: 'JVM', file: /^libjvm\.so$/ },
  { id: 'node', name: 'Node.js', file: /^(?:node|nodejs|libnode\.so[\d.]*)$/ },
  {
    id: 'chromium',
    name: 'Chromium',
    file: /^(?:chromium|chromium-browser|chrome|headless_shell|brave|msedge|vivaldi-bin|opera|electron|libcef\.so)$/
  },
  { id: 'firefox', name: 'Firefox', file: /^(?:firefox(?:-esr|-bin)?|thunderbird(?:-bin)?|libxul\.so)$/ },
  { id: 'mozjs', name: 'SpiderMonkey', file: /^libmozjs-(\d+)\.so[\d.]*$/ },
  { id: 'deno', name: 'Deno', file: /^deno$/ },
  { id: 'bun', name: 'Bun', file: /^bun$/ },
  { id: 'jsc', name: 'JavaScriptCore', file: /^libjavascriptcoregtk-([\d.]+)\.so/ },
  { id: 'python', name: 'CPython', file: /^(?:libpython|python)(\d\.\d+|\d)?(?:[dmu]|t)?(?:-[\w-]+)?(?:\.so[\d.]*)?$/ },
  { id: 'pypy', name: 'PyPy', file: /^(?:libpypy(\d\.\d+)?-c\.so|pypy(\d(?:\.\d+)?)?)$/ },
  { id: 'guile', name: 'Guile', file: /^libguile-(\d+\.\d+)\.so/ },
  { id: 'jemalloc', name: 'jemalloc', file: /^libjemalloc\.so/ },
  { id: 'tcmalloc', name: 'tcmalloc', file: /^libtcmalloc(?:_\w+)?\.so/ },
  { id: 'mimalloc', name: 'mimalloc', file: /^libmimalloc(?:-\w+)?\.so\.?([\d.]+)?$/ },
  { id: 'boehm', name: 'Boehm GC', file: /^libgc\.so/ },
  { id: 'mono', name: 'Mono', file: /^(?:mono|mono-sgen|libmono(?:sgen|boehm)?-[\w.-]*\.so[\d.]*)$/ },
  { id: 'dotnet', name: '.NET', file: /^libcoreclr\.so$/ },
  { id: 'erlang', name: 'Erlang', file: /^beam(?:\.smp)?$/ },
  { id: 'php', name: 'PHP', file: /^(?:php(?:-fpm|-cgi)?|libphp)(\d(?:\.\d+)?)?(?:\.so)?$/ },
  { id: 'ruby', name: 'Ruby', file: /^(?:libruby(?:-(\d\.\d+))?\.so[\d.]*|ruby(\d\.\d+)?)$/ },
  { id: 'luajit', name: 'LuaJIT', file: /^(?:luajit(?:-[\w.-]+)?|libluajit-[\w.-]*\.so[\d.]*)$/ },
  { id: 'polyml', name: 'Poly/ML', file: /^libpolyml\.so[\d.]*$/ },
  { id: 'sbcl', name: 'SBCL', file: /^sbcl(?:\.core)?$/ },
  { id: 'clisp', name: 'CLISP', file: /^lisp\.run$/ },
  { id: 'ocaml', name: 'OCaml', file: /^(?:ocamlrun[\w.]*|libasmrun[\w.]*\.so)$/ },
  { id: 'r', name: 'R', file: /^libR\.so$/ },
  { id: 'postgres', name: 'PostgreSQL', file: /^postgres$/ },
  { id: 'redis', name: 'Redis', file: /^(?:redis-server|redis-check-rdb|valkey-server)$/ },
  { id: 'mysql', name: 'MariaDB or MySQL', file: /^(?:mysqld|mariadbd)$/ },
  { id: 'nginx', name: 'nginx', file: /^nginx$/ },
  { id: 'memcached', name: 'memcached', file: /^memcached$/ },
  { id: 'haproxy', name: 'HAProxy', file: /^haproxy$/ },
  { id: 'emacs', name: 'Emacs', file: /^emacs(?:-(?:nox|gtk|lucid|pgtk))?(?:-?(\d+\.\d+))?$/ },
  { id: 'octave', name: 'Octave', file: /^liboctave\.so[\d.]*$/ },
  { id: 'perl', name: 'Perl', file: /^(?:perl(5\.\d+)?(?:\.\d+)?|libperl\.so(?:\.(5\.\d+)(?:\.\d+)?)?)$/ },
  { id: 'lua', name: 'Lua', file: /^(?:lib)?lua(5\.\d)?(?:-c\+\+)?(?:\.so[\d.]*)?$/ },
  { id: 'qemu', name: 'QEMU', file: /^qemu-[\w-]+$/ },
  {
    id: 'valgrind',
    name: 'valgrind',
    file: /^(?:memcheck|cachegrind|callgrind|helgrind|drd|massif|dhat|none)-\w+-linux$/
  },
  { id: 'asan', name: 'AddressSanitizer', file: /^(?:libasan|libhwasan|libclang_rt\.asan[\w-]*)\.so/ },
  { id: 'tsan', name: 'ThreadSanitizer', file: /^(?:libtsan|libclang_rt\.tsan[\w-]*)\.so/ },
  { id: 'msan', name: 'MemorySanitizer', file: /^libclang_rt\.msan[\w-]*\.so/ },
  { id: 'cuda', name: 'CUDA', file: /^(?:libcuda\.so|libnvrtc\.so|nvidia-uvm|nvidiactl)/ },
  /** Its programs are known by the compiler's name in their section .comment. */
  { id: 'rust', name: 'Rust', file: /(?!)/ },
  /** Go has no file of its own: its programs are known by their section .gopclntab. */
  { id: 'go', name: 'Go', file: /(?!)/ }
] as const

export type RuntimeId = (typeof KNOWN)[number]['id']
export const KNOWN_RUNTIMES: readonly KnownRuntime[] = KNOWN

/** A runtime that lives in a process. */
export interface LivingRuntime {
  readonly id: RuntimeId
  /** `Go 1.22`, `CPython 3.11`: name and version. */
  readonly name: string
}

/** Runtimes by the base names of a process's files, each once, in the order of the table. */
export function runtimesOfFiles(names: Iterable<string>): LivingRuntime[] {
  const versions = new Map<RuntimeId, string>()
  for (const name of names) {
    for (const { id, file } of KNOWN_RUNTIMES) {
      const found = file.exec(name)
      if (found === null) continue
      const version = found.slice(1).find((part) => part !== undefined) ?? ''
      if (version.length >= (versions.get(id)?.length ?? 0)) versions.set(id, version)
    }
  }
  return KNOWN_RUNTIMES.flatMap(({ id, name }) => {
    const version = versions.get(id)
    return version === undefined ? [] : [{ id, name: version === '' ? name : `${name} ${version}` }]
  })
}
