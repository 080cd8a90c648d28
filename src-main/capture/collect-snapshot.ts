import { readdirSync, readFileSync } from 'node:fs'
import { arch, hostname, release } from 'node:os'
import { crc32, deflateRawSync } from 'node:zlib'
import { FailureError } from '#shared/contract/failure.ts'
import { SNAPSHOT_VERSION, type ManifestInput } from '#shared/formats/manifest.ts'
import { writeZip, type ZipSource } from '#shared/formats/zip.ts'
import type { Verdict } from '#shared/memory/verdict.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { parseProcessStatus } from '#shared/scan/process-status.ts'
import { ProcFolder, type ProcFile } from '#main/source/proc-folder.ts'
import { userNames } from '#main/source/users.ts'
import { runTimes } from './run-times.ts'

/**
 * What of each process goes into a snapshot; environ never does. smaps holds all that maps says, so maps is read only where
 * there is no smaps. The rollup follows smaps directly.
 */
const FILES: readonly ProcFile[] = ['stat', 'status', 'cmdline', 'smaps', 'smaps_rollup']
const INSTEAD_OF_SMAPS: ProcFile = 'maps'
/** 11 % of the raw size at little more than the cost of reading (measured). */
const LEVEL = 6
/** Proof that a process stood still costs two reads a thread: too much for a whole system. */
const MOST_PROVEN = 16
const SMALL_FILE = 4096
/** Short, because it stands twice in the archive for every file. */
const MOMENT = 'm1'

export interface SnapshotRequest {
  readonly root: string
  /** null: every process there is. A start time of 0 takes whatever has the pid. */
  readonly processes: readonly { readonly pid: number; readonly startTime: number }[] | null
  readonly note: string
  /** vmatlas's version. */
  readonly tool: string
  /** Bytes. */
  readonly pageSize: number
  progress(done: number, total: number): void
  isCancelled(): boolean
}

function zipSource(path: string, bytes: Uint8Array): ZipSource {
  // A small window is set up faster, and small files need no more.
  const size = bytes.length <= SMALL_FILE ? { windowBits: 12, memLevel: 5 } : {}
  return { path, bytes, deflated: deflateRawSync(bytes, { level: LEVEL, ...size }), crc: crc32(bytes) }
}

type ManifestProcess = ManifestInput['moments'][number]['processes'][number]

/** The files of one process; null when it is gone or another one has its number. */
function collectProcess(
  wanted: { readonly pid: number; readonly startTime: number },
  root: string,
  provesStillness: boolean
): { sources: ZipSource[]; entry: ManifestProcess } | null {
  let folder: ProcFolder
  try {
    folder = new ProcFolder(wanted.pid, root)
  } catch {
    return null
  }
  try {
    const statBytes = folder.tryRead('stat')
    const stat = statBytes === null ? null : parseProcessStat(statBytes)
    if (stat === null || (wanted.startTime !== 0 && stat.startTime !== wanted.startTime)) return null
    const before = provesStillness ? runTimes(folder) : null
    const times: Record<string, number> = {}
    const sources: ZipSource[] = []
    let uid: number | null = null
    const take = (name: ProcFile): Uint8Array | null => {
      const bytes = folder.tryRead(name)
      if (bytes === null) return null
      // Kernel threads and zombies have empty files, which say no more than none: stat tells what they are.
      if (bytes.length === 0) return bytes
      times[name] = Date.now()
      sources.push(zipSource(`${MOMENT}/${wanted.pid}/${name}`, bytes))
      return bytes
    }
    for (const name of FILES) {
      const bytes = take(name)
      if (name === 'status' && bytes !== null) uid = parseProcessStatus(bytes).uid
      if (name === 'smaps' && bytes === null) take(INSTEAD_OF_SMAPS)
    }
    const after = folder.tryRead('stat')
    const isThere = after !== null && parseProcessStat(after)?.startTime === stat.startTime
    const isStill = before !== null && before === runTimes(folder)
    const verdict: Verdict = !isThere
      ? { kind: 'truncated', reason: 'exited' }
      : { kind: isStill ? 'still' : 'unchecked' }
    const user = uid === null ? null : (userNames().get(uid) ?? null)
    return { sources, entry: { pid: wanted.pid, startTime: stat.startTime, user, verdict, files: times } }
  } finally {
    folder.close()
  }
}

function bootTime(root: string): number | null {
  try {
    const seconds = /^btime (\d+)$/m.exec(readFileSync(`${root}/stat`, 'utf8'))?.[1]
    return seconds === undefined ? null : Number(seconds) * 1000
  } catch {
    return null
  }
}

function allProcesses(root: string): { pid: number; startTime: number }[] {
  return readdirSync(root)
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map((name) => ({ pid: Number(name), startTime: 0 }))
    .sort((a, b) => a.pid - b.pid)
}

/**
 * Reads processes into a snapshot (docs/snapshot-format.md): raw files and a manifest, as one zip. Blocks for its time.
 * @throws FailureError `cancelled`; `gone` when nothing of what was wanted is left
 */
export function collectSnapshot(request: SnapshotRequest): Uint8Array {
  const { root, pageSize, note, tool } = request
  const wanted = request.processes ?? allProcesses(root)
  const takenAt = Date.now()
  const sources: ZipSource[] = []
  const entries: ManifestProcess[] = []
  wanted.forEach((process, index) => {
    if (request.isCancelled()) throw new FailureError('cancelled', 'snapshot', 'it was stopped; nothing was kept')
    const collected = collectProcess(process, root, wanted.length <= MOST_PROVEN)
    if (collected !== null) {
      sources.push(...collected.sources)
      entries.push(collected.entry)
    }
    request.progress(index + 1, wanted.length)
  })
  if (entries.length === 0) throw new FailureError('gone', 'snapshot', 'none of the processes is there any more')
  const manifest: ManifestInput = {
    format: 'vmatlas-snapshot',
    version: SNAPSHOT_VERSION,
    tool: `vmatlas ${tool}`,
    hostName: hostname(),
    kernel: release(),
    architecture: arch(),
    pageSize,
    bootTime: bootTime(root),
    user: userNames().get(process.getuid?.() ?? -1) ?? null,
    privileged: process.geteuid?.() === 0,
    note,
    moments: [{ folder: MOMENT, takenAt, processes: entries }]
  }
  const text = new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`)
  // First in the file: the beginning tells what it is.
  return writeZip([zipSource('manifest.json', text), ...sources])
}
