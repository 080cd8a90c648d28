import { FailureError } from '../../contract/failure.ts'
import { importedProcess, type ProcessFiles } from '../capture-from-files.ts'
import { plainSource, type Importer, type SkippedNote } from '../importer.ts'
import { mapsText } from '../listing/maps-text.ts'
import {
  isMinidump,
  modulesOf,
  pidOf,
  STREAM,
  streamsOf,
  systemOf,
  viewOf,
  type DumpedModule
} from './minidump-streams.ts'
import { MappingList } from '../mapping-list.ts'

const COMMITTED = 0x1000
const RESERVED = 0x2000
/** MINIDUMP_MEMORY_INFO. */
const INFO_BYTES = 48
const MOST_INFOS = 1_000_000
/** PAGE_NOACCESS and so on, from bit 0; what they report besides is left out. */
const PERMS = ['---', 'r--', 'rw-', 'rw-', '--x', 'r-x', 'rwx', 'rwx']
const LIMITS =
  'this minidump holds no copy of maps: its list of memory has no offsets, and files only by its list of modules'

const permsOf = (protection: number): string => PERMS.find((_, bit) => ((protection & 0xff) >> bit) & 1) ?? '---'

function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end--
  return bytes.subarray(0, end)
}

/** The list of memory as rows, without free ranges. */
function writeMemoryInfo(stream: Uint8Array, modules: readonly DumpedModule[], out: MappingList): void {
  if (stream.length < 16) return
  const view = viewOf(stream)
  const entry = view.getUint32(4, true)
  if (entry < INFO_BYTES) return
  const count = Math.min(Number(view.getBigUint64(8, true)), MOST_INFOS)
  let at = view.getUint32(0, true)
  let next = 0
  for (let index = 0; index < count && at + INFO_BYTES <= stream.length; index++, at += entry) {
    const start = view.getBigUint64(at, true)
    const end = start + view.getBigUint64(at + 24, true)
    const state = view.getUint32(at + 32, true)
    if ((state !== COMMITTED && state !== RESERVED) || end <= start || end > 0xffffffffffffffffn) continue
    // Both lists go up; where they do not, a name is missing.
    while (next < modules.length && modules[next]!.end <= start) next++
    const module = modules[next]
    const name = module !== undefined && module.start <= start && end <= module.end ? module.name : ''
    out.mapping({ start, end, perms: state === COMMITTED ? permsOf(view.getUint32(at + 36, true)) : '---p', name })
  }
}

/** A minidump of Breakpad or Crashpad: its copy of /proc/PID/maps, else its list of memory. */
export const minidump: Importer = {
  id: 'minidump',
  takes: 'bytes',
  detect: (head) => (isMinidump(head) ? 1 : 0),
  read(bytes, name, context) {
    if (!isMinidump(bytes)) throw new FailureError('bad-input', name, 'not a minidump')
    const streams = streamsOf(bytes)
    const system = systemOf(bytes, streams.get(STREAM.system))
    const copy = streams.get(STREAM.maps)
    const infos = streams.get(STREAM.memoryInfo)
    const status = streams.get(STREAM.status)
    const commandLine = streams.get(STREAM.commandLine)
    const notes: SkippedNote[] = []
    const out = new MappingList()
    let mappings: Pick<ProcessFiles, 'maps' | 'rows'> = {}
    const copied = copy === undefined ? null : mapsText.read(trimmed(copy), name, context)
    if (copy !== undefined && copied?.moments.some(({ processes }) => processes.length > 0) === true) {
      mappings = { maps: trimmed(copy) }
      notes.push(...copied.notes)
    } else if (infos !== undefined && system?.isLinux !== false) {
      writeMemoryInfo(infos, modulesOf(bytes, streams.get(STREAM.modules)), out)
      if (out.isListing) mappings = { rows: out.finish() }
      notes.push({ kind: 'limit', line: null, detail: LIMITS })
    }
    if (mappings.maps === undefined && mappings.rows === undefined) {
      const why =
        system?.isLinux === false
          ? 'it is a minidump of another system; vmatlas shows mappings of Linux'
          : 'this minidump holds neither a copy of maps nor a list of memory'
      throw new FailureError('bad-input', name, why)
    }
    const seconds = viewOf(bytes).getUint32(20, true)
    const takenAt = seconds === 0 ? null : seconds * 1000
    const pid = pidOf(streams.get(STREAM.misc))
    const process = importedProcess(
      {
        ...mappings,
        ...(status === undefined ? {} : { status: trimmed(status) }),
        ...(commandLine === undefined ? {} : { cmdline: commandLine })
      },
      {
        takenAt,
        ...(pid === null ? {} : { pid }),
        ...(status === undefined ? { name } : {}),
        ...(mappings.rows === undefined ? {} : { absent: out.absent })
      }
    )
    return {
      source: { ...plainSource('minidump', name), kernel: system?.kernel ?? null },
      moments: [{ takenAt, processes: [process] }],
      notes
    }
  }
}
