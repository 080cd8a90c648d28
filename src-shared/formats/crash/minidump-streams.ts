/** Kinds of streams that vmatlas uses (MINIDUMP_STREAM_TYPE; Breakpad's own begin with 0x4767). */
export const STREAM = {
  modules: 4,
  system: 7,
  misc: 15,
  memoryInfo: 16,
  status: 0x47670004,
  commandLine: 0x47670006,
  maps: 0x47670009
} as const

const MAGIC = 0x504d444d
const HEADER_BYTES = 32
const ENTRY_BYTES = 12
/** Writers make about twenty. */
const MOST_STREAMS = 10_000
const LONGEST_NAME = 8192
const wide = new TextDecoder('utf-16le')

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const isMinidump = (head: Uint8Array): boolean =>
  head.length >= HEADER_BYTES && viewOf(head).getUint32(0, true) === MAGIC

/** The streams of a minidump by their kinds, those that lie inside the file. Of several of a kind the first one counts. */
export function streamsOf(bytes: Uint8Array): Map<number, Uint8Array> {
  const view = viewOf(bytes)
  const count = Math.min(view.getUint32(8, true), MOST_STREAMS)
  const directory = view.getUint32(12, true)
  const streams = new Map<number, Uint8Array>()
  for (
    let at = directory;
    at + ENTRY_BYTES <= Math.min(bytes.length, directory + count * ENTRY_BYTES);
    at += ENTRY_BYTES
  ) {
    const kind = view.getUint32(at, true)
    const size = view.getUint32(at + 4, true)
    const offset = view.getUint32(at + 8, true)
    if (offset >= HEADER_BYTES && offset < bytes.length && !streams.has(kind)) {
      streams.set(kind, bytes.subarray(offset, offset + size))
    }
  }
  return streams
}

/** MINIDUMP_STRING: its length in bytes, then UTF-16. Empty when it lies outside. */
function stringAt(bytes: Uint8Array, at: number): string {
  if (at === 0 || at + 4 > bytes.length) return ''
  const length = Math.min(viewOf(bytes).getUint32(at, true), LONGEST_NAME)
  return wide.decode(bytes.subarray(at + 4, at + 4 + length))
}

export interface DumpedSystem {
  readonly isLinux: boolean
  /** As `uname -r`; null when it does not report. */
  readonly kernel: string | null
}

/** Of which system it is (MINIDUMP_SYSTEM_INFO); null when it does not report. */
export function systemOf(dump: Uint8Array, stream: Uint8Array | undefined): DumpedSystem | null {
  if (stream === undefined || stream.length < 28) return null
  const view = viewOf(stream)
  const version = stringAt(dump, view.getUint32(24, true))
  const platform = view.getUint32(20, true)
  // Linux and Android (Breakpad, minidump_format.h).
  return { isLinux: platform === 0x8201 || platform === 0x8203, kernel: /Linux (\d\S*)/.exec(version)?.[1] ?? null }
}

/** The process's number (MINIDUMP_MISC_INFO), null when it does not report. */
export function pidOf(stream: Uint8Array | undefined): number | null {
  if (stream === undefined || stream.length < 12) return null
  const view = viewOf(stream)
  return view.getUint32(4, true) & 1 ? view.getUint32(8, true) & 0x7fffffff : null
}

export interface DumpedModule {
  readonly start: bigint
  readonly end: bigint
  readonly name: string
}

const MODULE_BYTES = 108
const MOST_MODULES = 100_000
/** All names of modules together. */
const MOST_LETTERS = 8 * 1024 * 1024

/** Loaded files, by address (MINIDUMP_MODULE_LIST). */
export function modulesOf(dump: Uint8Array, stream: Uint8Array | undefined): DumpedModule[] {
  if (stream === undefined || stream.length < 4) return []
  const view = viewOf(stream)
  const count = Math.min(view.getUint32(0, true), MOST_MODULES)
  // Some writers align what follows the count.
  const from = stream.length >= 8 + count * MODULE_BYTES ? 8 : 4
  const modules: DumpedModule[] = []
  // Names lie anywhere, and very many modules may share one.
  const names = new Map<number, string>()
  let letters = 0
  const nameAt = (offset: number): string => {
    const known = names.get(offset)
    if (known !== undefined) return known
    const name = letters < MOST_LETTERS ? stringAt(dump, offset) : ''
    letters += name.length
    names.set(offset, name)
    return name
  }
  for (let at = from; modules.length < count && at + MODULE_BYTES <= stream.length; at += MODULE_BYTES) {
    const start = view.getBigUint64(at, true)
    const end = start + BigInt(view.getUint32(at + 8, true))
    modules.push({ start, end, name: nameAt(view.getUint32(at + 20, true)) })
  }
  return modules.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
}
