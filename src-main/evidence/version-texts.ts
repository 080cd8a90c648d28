import { sectionBytes, type ByteSource, type ElfFile } from '#shared/elf/elf-file.ts'
import type { RuntimeId } from '#shared/classify/runtimes.ts'

/** More constants than that are not searched. */
const LONGEST_CONSTANTS = 8 * 1024 * 1024
const latin = new TextDecoder('latin1')

/** The text that contains a program's or library's own version, among its constants or in its path. */
interface VersionText {
  readonly id: RuntimeId
  /** The path of its file; a group is the version. */
  readonly path: RegExp
  /** Where the path does not hold it: the constant; a group is the version. */
  readonly constant?: RegExp
  /** What it is called where the constant is there, other than by its file. */
  readonly name?: string
}

/**
 * Verified with Debian 12: jemalloc 5.3.0, gperftools 2.10, LuaJIT 2.1, PostgreSQL 15, nginx 1.22, Erlang 25 (ERTS 13.1.5),
 * Mono 6.8, Redis 7.0.15, memcached 1.6.18, MariaDB 10.11.19, SBCL 2.2.9, QEMU 7.2.22, Emacs 28.2, Perl 5.36.0, Lua 5.4.4,
 * Octave 7.3.0.
 */
const TEXTS: readonly VersionText[] = [
  { id: 'jemalloc', path: /\/libjemalloc\.so/, constant: /\0(\d+\.\d+\.\d+)-\d+-g[0-9a-f]{40}\0/ },
  { id: 'tcmalloc', path: /\/libtcmalloc(?:_\w+)?\.so/, constant: /\0gperftools (\d+\.\d+)/ },
  { id: 'luajit', path: /\/(?:luajit|libluajit)[^/]*$/, constant: /LuaJIT (2\.\d+\.[\w.-]+)/ },
  { id: 'postgres', path: /\/postgres$/, constant: /PostgreSQL (\d+\.\d+) / },
  { id: 'nginx', path: /\/nginx$/, constant: /\0nginx\/(\d+\.\d+\.\d+)\0/ },
  { id: 'mono', path: /\/(?:mono|mono-sgen|libmono[^/]*)$/, constant: /\0(\d+\.\d+\.\d+\.\d+)\0/ },
  // A number by itself may be any: these are the versions, because the words beside them are those of the source.
  { id: 'redis', path: /\/(?:redis-\w+(?:-\w+)?)$/, constant: /\0(\d+\.\d+\.\d+)\0(?:c11|atomic|sync)-builtin\0/ },
  { id: 'sbcl', path: /\/sbcl$/, constant: /\0(\d+\.\d+\.\d+)[\w.-]*\0SBCL %s\n\0/ },
  { id: 'memcached', path: /\/memcached$/, constant: /\0memcached (\d+\.\d+\.\d+)\0/ },
  { id: 'mysql', path: /\/(?:mysqld|mariadbd)$/, constant: /\0(\d+\.\d+\.\d+)-MariaDB/, name: 'MariaDB' },
  { id: 'qemu', path: /\/qemu-[\w-]+$/, constant: /\0(?:QEMU emulator|qemu-[\w-]+) version (\d+\.\d+\.\d+)/ },
  { id: 'emacs', path: /\/emacs[^/]*$/, constant: /\$Id: GNU Emacs (\d+\.\d+(?:\.\d+)?) \(/ },
  { id: 'perl', path: /\/(?:perl|libperl\.so)[\d.]*$/, constant: /\0v(5\.\d+\.\d+)\0/ },
  { id: 'lua', path: /\/(?:lib)?lua[^/]*$/, constant: /\$LuaVersion: Lua (5\.\d\.\d+) / },
  { id: 'octave', path: /\/octave\/(\d+\.\d+\.\d+)\/liboctave\.so[\d.]*$/ },
  { id: 'erlang', path: /\/erts-(\d+(?:\.\d+)+)\/bin\/beam(?:\.smp)?$/ }
]

/** A runtime that a file holds. */
export interface LinkedRuntime {
  readonly id: RuntimeId
  /** Empty where the file does not contain it. */
  readonly version: string
  /** Its name, where the file has a more precise one than the runtime's usual name. */
  readonly name?: string
}

/** A runtime with the version in its own file; null where there is none. */
export function versionInFile(source: ByteSource, file: ElfFile, path: string): LinkedRuntime | null {
  return versionByTexts(path, () => {
    const constants = sectionBytes(source, file, '.rodata', LONGEST_CONSTANTS)
    return constants === null ? null : latin.decode(constants)
  })
}

/** The same by a file's path and, only where that does not suffice, its constants. */
export function versionByTexts(path: string, constantsOf: () => string | null): LinkedRuntime | null {
  const text = TEXTS.find((each) => each.path.test(path))
  if (text === undefined) return null
  const { id, constant, name } = text
  const found = constant === undefined ? text.path.exec(path) : constant.exec(constantsOf() ?? '')
  if (found?.[1] === undefined) return null
  // Erlang's own file contains the version of its runtime system, not the release's.
  const version = id === 'erlang' ? `ERTS ${found[1]}` : found[1]
  return { id, version, ...(name === undefined ? {} : { name }) }
}
