import { readdirSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import type { ManifestInput } from '#shared/formats/snapshot/manifest.ts'
import type { ZipSource } from '#shared/formats/archive/zip-writer.ts'
import type { Looking } from '#shared/memory/capture.ts'
import type { Verdict } from '#shared/memory/verdict.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { parseProcessStatus, type ProcessStatus } from '#shared/scan/process-status.ts'
import { parseProcessCgroup, type CgroupOfProcess } from '#shared/machine/cgroup-path.ts'
import { captureLabels } from '#main/evidence/capture-labels.ts'
import { machineFiles } from '#main/machine/machine-files.ts'
import type { EvidenceDepth } from '#shared/memory/category.ts'
import { hasSeveralNodes } from '#main/source/numa-nodes.ts'
import { ProcFolder, type ProcFile } from '#main/source/proc-folder.ts'
import { userNames } from '#main/source/users.ts'
import { readMaxMapCount } from './read-surroundings.ts'
import { runTimes } from './run-times.ts'
import { ZipPacker } from './zip-packer.ts'

/**
 * The files of each process that go into a snapshot; never environ. smaps contains all of maps, so maps is read only where
 * there is no smaps. The rollup follows smaps directly.
 */
const FILES: readonly ProcFile[] = ['stat', 'status', 'cmdline', 'smaps', 'smaps_rollup', 'cgroup', 'oom_score']
/** Its limits; for a whole system that would be many small files with the same content. */
const ALLOWANCES: readonly ProcFile[] = ['limits', 'coredump_filter']
const INSTEAD_OF_SMAPS: ProcFile = 'maps'
/** On which nodes the memory lies: as costly as smaps, and the same for all where there is one node. */
const NUMA: ProcFile = 'numa_maps'
/** Proof that a process did not run costs two reads a thread: too much for a whole system. */
const MOST_PROVEN = 16
/** From this many on, packing what they have takes about as long as starting a thread for it. */
const MANY_PROCESSES = 64

export type ManifestMoment = ManifestInput['moments'][number]
type ManifestProcess = ManifestMoment['processes'][number]
type WantedProcess = { readonly pid: number; readonly startTime: number }

export interface MomentRequest {
  readonly root: string
  /** How closely to look for the purposes of memory, which are kept beside the mappings; `maps` by default: nothing is kept. */
  readonly evidence?: EvidenceDepth
  /** Processes of other users are looked into as well, where the right is there. */
  readonly looksIntoOthers?: boolean
  /** Whether the nodes of memory are read, too; by default on machines with several. */
  readonly readsNuma?: boolean
  /** Bytes. */
  readonly pageSize: number
  /** null: every process there is. A start time of 0 takes whatever has the pid. */
  readonly processes: readonly WantedProcess[] | null
  progress(done: number, total: number): void
  isCancelled(): boolean
  /** Asked before each process but the first: why the rest is left out, in words, or null. */
  enough?(): string | null
  /** Called for each process that is not in the moment, or that is there without its mappings. */
  missing?(pid: number, why: Missing): void
  /** Called for each process with how closely it was looked at, where more than its mappings was wanted. */
  looked?(pid: number, looking: Looking): void
}

/** `left-out`: it was not looked at. */
export type Missing = 'gone' | 'unreadable' | 'left-out'

/** Processes of other users are not looked into unasked, even where that is allowed. */
function evidenceFor(
  { evidence = 'maps', looksIntoOthers }: MomentRequest,
  status: ProcessStatus | null
): EvidenceDepth {
  const isOwn = looksIntoOthers === true || status?.uid === process.geteuid?.()
  return evidence === 'inside' && !isOwn ? 'files' : evidence
}

/** Adds the files of one process; null when it is gone or another one has its number. */
async function collectProcess(
  wanted: WantedProcess,
  request: MomentRequest,
  provesStillness: boolean,
  missing: (pid: number, why: Missing) => void,
  add: (name: ProcFile | 'labels.json' | 'max_map_count', bytes: Uint8Array) => Promise<void>,
  cgroups: CgroupOfProcess[]
): Promise<ManifestProcess | null> {
  const { root, pageSize } = request
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
    let status: ProcessStatus | null = null
    let rows: Uint8Array | null = null
    const take = async (name: ProcFile): Promise<Uint8Array | null> => {
      const bytes = folder.tryRead(name)
      if (bytes === null) return null
      // Kernel threads and zombies have empty files, which are worth no more than none: stat reports what they are.
      if (bytes.length === 0) return bytes
      times[name] = Date.now()
      await add(name, bytes)
      return bytes
    }
    let isReadable = true
    for (const name of request.readsNuma === true ? [...FILES, NUMA] : FILES) {
      const bytes = await take(name)
      if (name === 'status' && bytes !== null) status = parseProcessStatus(bytes)
      const cgroup = name === 'cgroup' && bytes !== null ? parseProcessCgroup(bytes) : null
      if (cgroup !== null) cgroups.push(cgroup)
      if (name === 'smaps') rows = bytes ?? (await take(INSTEAD_OF_SMAPS))
      if (name === 'smaps') isReadable = rows !== null
    }
    if (provesStillness) {
      for (const name of ALLOWANCES) await take(name)
      const most = readMaxMapCount(root)
      if (most !== null) await add('max_map_count', most)
    }
    const after = folder.tryRead('stat')
    const isThere = after !== null && parseProcessStat(after)?.startTime === stat.startTime
    const isStill = before !== null && before === runTimes(folder)
    const depth = evidenceFor(request, status)
    const labels = rows === null || !isThere ? null : captureLabels(folder, rows, status, pageSize, depth)
    if (labels !== null) {
      await add('labels.json', labels.bytes)
      request.looked?.(wanted.pid, labels.looking)
    }
    const verdict: Verdict = !isThere
      ? { kind: 'truncated', reason: 'exited' }
      : { kind: isStill ? 'still' : 'unchecked' }
    if (isThere && !isReadable) missing(wanted.pid, 'unreadable')
    const uid = status?.uid ?? null
    const user = uid === null ? null : (userNames().get(uid) ?? null)
    return { pid: wanted.pid, startTime: stat.startTime, user, verdict, files: times }
  } finally {
    folder.close()
  }
}

function allProcesses(root: string): { pid: number; startTime: number }[] {
  return readdirSync(root)
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map((name) => ({ pid: Number(name), startTime: 0 }))
    .sort((a, b) => a.pid - b.pid)
}

/**
 * Reads processes into a moment of a snapshot, file by file; what was read is packed on another thread meanwhile. Blocks its
 * own thread while it reads.
 * @param folder of the moment in the archive; short, because it is there twice for every file
 * @throws FailureError `cancelled`
 */
export async function collectMoment(
  asked: MomentRequest,
  folder: string,
  add: (source: ZipSource) => void
): Promise<ManifestMoment> {
  const request = { ...asked, readsNuma: asked.readsNuma ?? hasSeveralNodes() }
  const wanted = request.processes ?? allProcesses(request.root)
  const takenAt = Date.now()
  const processes: ManifestProcess[] = []
  const missing = (pid: number, why: Missing): void => request.missing?.(pid, why)
  const cgroups: CgroupOfProcess[] = []
  let note = ''
  const packer = new ZipPacker(add, wanted.length >= MANY_PROCESSES)
  try {
    for (const [index, process] of wanted.entries()) {
      if (request.isCancelled()) throw new FailureError('cancelled', 'snapshot', 'it was stopped; nothing was kept')
      // A budget of size counts what is packed, not what is on its way there.
      if (request.enough !== undefined) await packer.drain()
      const enough = index === 0 ? null : (request.enough?.() ?? null)
      if (enough !== null) {
        const rest = wanted.slice(index)
        note = `${rest.length} of ${wanted.length} processes were left out: ${enough}`
        for (const { pid } of rest) missing(pid, 'left-out')
        break
      }
      const keep = (name: ProcFile | 'labels.json' | 'max_map_count', bytes: Uint8Array): Promise<void> =>
        packer.push(`${folder}/${process.pid}/${name}`, bytes)
      const entry = await collectProcess(process, request, wanted.length <= MOST_PROVEN, missing, keep, cgroups)
      if (entry === null) missing(process.pid, 'gone')
      else processes.push(entry)
      request.progress(index + 1, wanted.length)
    }
    for (const { path, bytes } of machineFiles(cgroups, request.root)) await packer.push(`${folder}/${path}`, bytes)
    await packer.drain()
  } finally {
    packer.close()
  }
  return { folder, takenAt, processes, ...(note === '' ? {} : { note }) }
}
