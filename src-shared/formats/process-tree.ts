import type { ProcessFiles } from './capture-from-files.ts'
import { importedProcess, type ProcessFacts } from './imported-process.ts'
import type { ImportedProcess } from './importer.ts'

/** A file of an archive or a directory, unpacked only when it is asked for. */
export interface TreeFile {
  readonly path: string
  read(): Uint8Array
}

const WANTED = new Set([
  'maps',
  'smaps',
  'smaps_rollup',
  'status',
  'stat',
  'statm',
  'cmdline',
  'comm',
  'limits',
  'numa_maps'
])

/** Reads each file at most once, when it is first asked for; a file that can't be unpacked is as if it were not there. */
class LazyFiles implements ProcessFiles {
  readonly #files: ReadonlyMap<string, TreeFile>
  readonly #read = new Map<string, Uint8Array>()
  readonly #lose: (path: string, why: string) => void

  constructor(files: ReadonlyMap<string, TreeFile>, lose: (path: string, why: string) => void) {
    this.#files = files
    this.#lose = lose
  }
  get size(): number {
    return this.#files.size
  }
  has(name: string): boolean {
    return this.#files.has(name)
  }
  get(name: string): Uint8Array | undefined {
    const known = this.#read.get(name)
    const file = this.#files.get(name)
    if (known !== undefined || file === undefined) return known
    try {
      const bytes = file.read()
      // Mappings are scanned once and then not needed; keeping them would double the memory of a large snapshot.
      if (name !== 'smaps' && name !== 'maps') this.#read.set(name, bytes)
      return bytes
    } catch (error) {
      this.#lose(file.path, error instanceof Error ? error.message : String(error))
      return undefined
    }
  }
  keys(): MapIterator<string> {
    return this.#files.keys()
  }
  values(): MapIterator<Uint8Array> {
    return new Map([...this.keys()].map((name) => [name, this.get(name) ?? new Uint8Array(0)])).values()
  }
  entries(): MapIterator<[string, Uint8Array]> {
    return new Map([...this.keys()].map((name) => [name, this.get(name) ?? new Uint8Array(0)])).entries()
  }
  [Symbol.iterator](): MapIterator<[string, Uint8Array]> {
    return this.entries()
  }
  forEach(visit: (value: Uint8Array, key: string, map: ReadonlyMap<string, Uint8Array>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this)
  }
}

/** Processes of a tree that mirrors /proc, wherever in it the numbers stand: `proc/42/smaps`, `sos/proc/42/maps`, `42/smaps`. */
export function processesOfTree(
  files: Iterable<TreeFile>,
  factsOf: (pid: number) => Omit<ProcessFacts, 'pid'>,
  lose: (path: string, why: string) => void
): ImportedProcess[] {
  const byPid = new Map<number, Map<string, TreeFile>>()
  for (const file of files) {
    const match = /(?:^|\/)([1-9]\d{0,9})\/([a-z_]+)$/.exec(file.path)
    if (match === null || !WANTED.has(match[2]!)) continue
    const pid = Number(match[1])
    const known = byPid.get(pid) ?? new Map<string, TreeFile>()
    byPid.set(pid, known.set(match[2]!, file))
  }
  return [...byPid]
    .sort(([a], [b]) => a - b)
    .map(([pid, own]) => importedProcess(new LazyFiles(own, lose), { ...factsOf(pid), pid }))
}
