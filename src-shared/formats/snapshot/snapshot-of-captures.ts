import type { Capture } from '../../memory/capture.ts'
import type { RecordedEvent } from '../../memory/recorded-event.ts'
import { surroundingTexts } from '../../capture/process-surroundings.ts'
import { SNAPSHOT_VERSION, type ManifestInput } from './manifest.ts'
import { labelsFile } from './labels-file.ts'
import { machineTexts, type MomentMachine } from './machine-text.ts'
import { writeSmaps } from './smaps-text.ts'
import { ZipWriter, type ZipSource } from '../archive/zip-writer.ts'
import { joinBytes } from '../../base/join-bytes.ts'

/** What a platform lends to whoever packs a snapshot. */
export interface PackContext {
  /** Raw deflate data (RFC 1951). */
  deflateRaw(bytes: Uint8Array): Uint8Array
  /** CRC-32 as zip files have it. */
  crc32(bytes: Uint8Array): number
}

/** Captures taken together, and a remark on that moment. */
export interface SnapshotMoment {
  /** Milliseconds since 1970; null when unknown. */
  readonly takenAt: number | null
  readonly note: string
  /** What happened up to it, which its rows do not show. */
  readonly events?: readonly RecordedEvent[]
  readonly captures: readonly Capture[]
  /** What is known of the machine at that moment, and of the cgroups of its processes. */
  readonly machine?: MomentMachine
}

/** Where the captures come from, for the manifest. */
export type Provenance = Pick<
  ManifestInput,
  'tool' | 'hostName' | 'kernel' | 'architecture' | 'bootTime' | 'bootId' | 'user' | 'privileged' | 'note'
>

const encoder = new TextEncoder()
const PF_KTHREAD = 0x200000

function collected(write: (sink: (bytes: Uint8Array) => void) => void): Uint8Array {
  const parts: Uint8Array[] = []
  write((bytes) => void parts.push(bytes.slice()))
  return joinBytes(parts)
}

/** A stat line with the fields that a capture knows; the others are 0. */
function statOf({ process, name, startStack, notes, status, faults }: Capture): string {
  const has = (kind: Capture['notes'][number]['kind']): boolean => notes.some((note) => note.kind === kind)
  const fields = new Array<string>(53).fill('0')
  fields[3] = has('zombie') || has('first-thread-ended') ? 'Z' : 'S'
  fields[9] = has('kernel-thread') ? String(PF_KTHREAD) : '0'
  fields[10] = String(faults?.minor ?? 0)
  fields[12] = String(faults?.major ?? 0)
  fields[20] = String(status?.['Threads'] ?? 0)
  fields[22] = String(process.startTime)
  fields[28] = String(startStack ?? 0n)
  return `${process.pid} (${name}) ${fields.slice(3).join(' ')}\n`
}

function statusOf({ name, process, status }: Capture): string {
  const numbers = Object.entries(status ?? {}).map(([key, value]) =>
    key === 'Threads' ? `Threads:\t${value}` : `${key}:\t${String(value).padStart(8)} kB`
  )
  // Escaped as the kernel does, so that no name can begin another line.
  const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  return [`Name:\t${escaped}`, `Tgid:\t${process.pid}`, `Pid:\t${process.pid}`, ...numbers, ''].join('\n')
}

/** The files of /proc from which a capture like this one is made. */
function filesOf(capture: Capture): Record<string, Uint8Array> {
  const { name, command, detail, table, rollup, surroundings } = capture
  const files: Record<string, Uint8Array> = {
    stat: encoder.encode(statOf(capture)),
    status: encoder.encode(statusOf(capture))
  }
  // The title of a process without a command line is its name in brackets.
  if (command !== '' && command !== `[${name}]`) files['cmdline'] = encoder.encode(`${command}\0`)
  if (detail !== 'none') files[detail] = collected((sink) => writeSmaps(table, sink))
  if (table.rowCount > 0) {
    files['labels.json'] = encoder.encode(labelsFile(capture, table.rowCount))
  }
  for (const [file, text] of Object.entries(surroundings === undefined ? {} : surroundingTexts(surroundings))) {
    files[file] = encoder.encode(text)
  }
  if (rollup !== null) {
    const lines = Object.entries(rollup).map(([key, kb]) => `${`${key}:`.padEnd(16)}${String(kb).padStart(8)} kB\n`)
    files['smaps_rollup'] = encoder.encode(`00000000-00000000 ---p 00000000 00:00 0 [rollup]\n${lines.join('')}`)
  }
  return files
}

/**
 * A snapshot that is made moment by moment (docs/snapshot-format.md), of what captures hold and nothing else: what was redacted
 * from them is not in the file either. Opened again, it gives equal captures.
 */
export class SnapshotOfCaptures {
  readonly #pack: PackContext
  readonly #parts: Uint8Array[] = []
  readonly #zip = new ZipWriter((bytes) => void this.#parts.push(bytes))
  readonly #moments: ManifestInput['moments'] = []
  #pageSize = 4096

  constructor(pack: PackContext) {
    this.#pack = pack
  }

  #sourceOf(path: string, bytes: Uint8Array): ZipSource {
    return { path, size: bytes.length, deflated: this.#pack.deflateRaw(bytes), crc: this.#pack.crc32(bytes) }
  }

  /** @throws FailureError `too-large` when the archive is full: this moment is not in it, those before are */
  add({ takenAt, note, events = [], captures, machine }: SnapshotMoment): void {
    const folder = `m${this.#moments.length + 1}`
    if (this.#moments.length === 0) this.#pageSize = captures[0]?.pageSize ?? this.#pageSize
    const processes = captures.map((capture) => {
      const { process, user, verdict, absent, cut } = capture
      const files = Object.entries(filesOf(capture))
      for (const [name, bytes] of files) this.#zip.add(this.#sourceOf(`${folder}/${process.pid}/${name}`, bytes))
      const times = capture.takenAt === null ? [] : files.map(([name]) => [name, capture.takenAt] as const)
      return {
        ...process,
        user,
        verdict,
        files: Object.fromEntries(times) as Record<string, number>,
        ...(absent === undefined ? {} : { absent: [...absent] }),
        ...(cut === undefined ? {} : { cut })
      }
    })
    for (const { path, text } of machine === undefined ? [] : machineTexts(machine)) {
      this.#zip.add(this.#sourceOf(`${folder}/${path}`, encoder.encode(text)))
    }
    const withEvents = events.length === 0 ? {} : { events: [...events] }
    this.#moments.push({ folder, takenAt, note, ...withEvents, processes })
  }

  /** The whole file. Nothing can be added afterwards. */
  finish(provenance: Provenance): Uint8Array {
    const manifest: ManifestInput = {
      format: 'vmatlas-snapshot',
      version: SNAPSHOT_VERSION,
      ...provenance,
      pageSize: this.#pageSize,
      moments: this.#moments
    }
    const text = encoder.encode(`${JSON.stringify(manifest, null, 1)}\n`)
    const { head, tail } = this.#zip.finish(this.#sourceOf('manifest.json', text))
    return joinBytes([head, ...this.#parts, tail])
  }
}

/** Captures as a snapshot file. */
export function snapshotOfCaptures(
  moments: readonly SnapshotMoment[],
  provenance: Provenance,
  pack: PackContext
): Uint8Array {
  const snapshot = new SnapshotOfCaptures(pack)
  for (const moment of moments) snapshot.add(moment)
  return snapshot.finish(provenance)
}
