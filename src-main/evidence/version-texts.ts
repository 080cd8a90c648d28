import { sectionBytes, type ByteSource, type ElfFile } from '#shared/elf/elf-file.ts'
import type { RuntimeId } from '#shared/classify/runtimes.ts'

/** More constants than that are not searched. */
const LONGEST_CONSTANTS = 4 * 1024 * 1024
const latin = new TextDecoder('latin1')

/** The words by which a program or library says its own version, among its constants or in its path. */
interface VersionText {
  readonly id: RuntimeId
  /** The path of its file; a group is the version. */
  readonly path: RegExp
  /** Where the path does not hold it: the constant; a group is the version. */
  readonly constant?: RegExp
}

/** Verified with Debian 12: jemalloc 5.3.0, gperftools 2.10, LuaJIT 2.1, PostgreSQL 15, nginx 1.22, Erlang 25 (ERTS 13.1.5), Mono 6.8. */
const TEXTS: readonly VersionText[] = [
  { id: 'jemalloc', path: /\/libjemalloc\.so/, constant: /\0(\d+\.\d+\.\d+)-\d+-g[0-9a-f]{40}\0/ },
  { id: 'tcmalloc', path: /\/libtcmalloc(?:_\w+)?\.so/, constant: /\0gperftools (\d+\.\d+)/ },
  { id: 'luajit', path: /\/(?:luajit|libluajit)[^/]*$/, constant: /LuaJIT (2\.\d+\.[\w.-]+)/ },
  { id: 'postgres', path: /\/postgres$/, constant: /PostgreSQL (\d+\.\d+) / },
  { id: 'nginx', path: /\/nginx$/, constant: /\0nginx\/(\d+\.\d+\.\d+)\0/ },
  { id: 'mono', path: /\/(?:mono|mono-sgen|libmono[^/]*)$/, constant: /\0(\d+\.\d+\.\d+\.\d+)\0/ },
  { id: 'erlang', path: /\/erts-(\d+(?:\.\d+)+)\/bin\/beam(?:\.smp)?$/ }
]

/** A runtime with the version that its own file reports; null where it reports none. */
export function versionInFile(
  source: ByteSource,
  file: ElfFile,
  path: string
): { readonly id: RuntimeId; readonly version: string } | null {
  for (const { id, path: pattern, constant } of TEXTS) {
    const found = pattern.exec(path)
    if (found === null) continue
    // Erlang's own file reports the version of its runtime system, not the release's.
    if (constant === undefined) return { id, version: `ERTS ${found[1] ?? ''}` }
    const constants = sectionBytes(source, file, '.rodata', LONGEST_CONSTANTS)
    const version = constants === null ? undefined : constant.exec(latin.decode(constants))?.[1]
    return version === undefined ? null : { id, version }
  }
  return null
}
