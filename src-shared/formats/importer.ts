import type { CgroupMemory } from '../machine/cgroup-memory.ts'
import type { CgroupOfProcess } from '../machine/cgroup-path.ts'
import type { MachineMemory } from '../machine/machine-memory.ts'
import type { RecordedEvent } from '../memory/recorded-event.ts'
import type { Capture, Rollup } from '../memory/capture.ts'
import type { ProcessKey } from '../memory/process-key.ts'
import type { ProcessStat } from '../scan/process-stat.ts'
import { Budget } from './budget.ts'

/** What a platform lends to the importers: node:zlib in hosts, fflate in a page. zstd is unpacked by the same code everywhere. */
export interface FormatContext {
  /** Inflates raw deflate data (RFC 1951). @throws when the result would be longer than `limit` bytes or the data is damaged */
  inflateRaw(bytes: Uint8Array, limit: number): Uint8Array
  /** Unpacks gzip data (RFC 1952). @throws likewise */
  gunzip(bytes: Uint8Array, limit: number): Uint8Array
  /** What can be unpacked of damaged gzip data; at most `limit` bytes. Never throws. */
  gunzipPart?(bytes: Uint8Array, limit: number): Uint8Array
  /** Opens a text that lies in another one, null when it is of no known format; openBytes lends it. */
  openText?: ((bytes: Uint8Array, name: string) => Imported | null) | undefined
  /**
   * Opens a file that lies in an archive, also another archive, but none in that one; openBytes lends it.
   * @returns in words why not, null when it is of no known format
   */
  openFile?: ((bytes: Uint8Array, name: string) => Imported | string | null) | undefined
  /** Most bytes that all unpacked entries may have together; USUAL_LIMITS.unpacked when left out. */
  readonly limit?: number
  /** What is left for this file and everything in it; openBytes lends it. */
  readonly budget?: Budget
}

/** The budget of a file that is being opened; a new one where an importer is used by itself. */
export const budgetOf = ({ budget, limit }: Pick<FormatContext, 'budget' | 'limit'>): Budget =>
  budget ?? new Budget(limit === undefined ? {} : { unpacked: limit })

/** Where a source's numbers come from. What it does not report is null. */
export interface SourceInfo {
  /** The importer's id. */
  readonly format: string
  /** Name of the file as given, for showing only. Untrusted, as everything here. */
  readonly fileName: string
  readonly host: string | null
  readonly kernel: string | null
  /** Bytes. */
  readonly pageSize: number | null
  /** Milliseconds since 1970. */
  readonly bootTime: number | null
  /** The kernel's name for this boot of the machine; left out where the source does not report. */
  readonly bootId?: string | null
  readonly tool: string | null
  readonly privileged: boolean | null
  readonly note: string
}

/** Something that was left out, for the list the user sees. */
export interface SkippedNote {
  /** `limit`: nothing was skipped, but this kind of text never holds some things. */
  readonly kind: 'line' | 'entry' | 'file' | 'limit'
  /** From 1; null when it is not about a line. */
  readonly line: number | null
  /** Why, in plain English, with the beginning of the text or the entry's name. Untrusted. */
  readonly detail: string
}

/** A process of an opened file; its mappings are read when they are asked for. */
export interface ImportedProcess {
  readonly process: ProcessKey
  readonly name: string
  readonly command: string
  /** pmap's title as the kernel's bytes, which need not be UTF-8; left out where a source has only text. */
  readonly title?: Uint8Array
  /** Real user id, and its name; null where the source does not report. */
  readonly uid?: number | null
  readonly user?: string | null
  /** Numbers of status, kB, where the source holds such; for the process list. */
  readonly numbers?: Readonly<Record<string, number>>
  /** The stat file, where the source holds one. */
  readonly stat?: ProcessStat | null
  /** Sums over all mappings as the kernel made them, where the source holds such; read when they are asked for. */
  rollup?(): Rollup | null
  /** The cgroup file, and oom_score, where the source holds such; read when they are asked for. */
  cgroup?(): Uint8Array | null
  oomScore?(): number | null
  /**
   * Scans the mappings now. Damaged lines become notes of the capture.
   * @throws FailureError when the mappings are there but can't be unpacked
   */
  capture(): Capture
}

export interface ImportedMoment {
  /** Milliseconds since 1970; null when the source does not report. */
  readonly takenAt: number | null
  /** What the file reports about this moment, untrusted. */
  readonly note?: string
  /** What happened up to it, which its rows do not show. */
  readonly events?: readonly RecordedEvent[]
  readonly processes: readonly ImportedProcess[]
  /** What the machine's memory was used for, where the source holds meminfo. */
  machine?(): MachineMemory | null
  /** The memory of a cgroup and of those around it, from the innermost to the root, where the source holds their files. */
  cgroups?(cgroup: CgroupOfProcess): readonly CgroupMemory[]
}

export interface Imported {
  readonly source: SourceInfo
  readonly moments: readonly ImportedMoment[]
  readonly notes: readonly SkippedNote[]
}

/** One format that can be opened. */
export interface Importer {
  readonly id: string
  /**
   * What it looks at: `bytes` as they are, for archives and binary files; `table`, text of which nothing was taken off but
   * its encoding, because what looks like a number before each line is a column; `any`, both in turn, where no other importer finds
   * a process, and it is nothing else that is known; else text as a tool printed it.
   */
  readonly takes?: 'bytes' | 'table' | 'any'
  /**
   * How sure it is, from content: 0 no, 1 certain.
   * @param head the first HEAD_BYTES of the file
   */
  detect(head: Uint8Array, name: string): number
  /** @throws FailureError only when the bytes are not of this format after all */
  read(bytes: Uint8Array, name: string, context: FormatContext): Imported
}

/** How much of a file `detect` is shown. */
export const HEAD_BYTES = 64 * 1024

/** A source that reports nothing about itself. */
export function plainSource(format: string, fileName: string): SourceInfo {
  return {
    format,
    fileName,
    host: null,
    kernel: null,
    pageSize: null,
    bootTime: null,
    tool: null,
    privileged: null,
    note: ''
  }
}
