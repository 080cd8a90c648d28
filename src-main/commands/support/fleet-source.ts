import { readdirSync, readFileSync, statSync } from 'node:fs'
import { hostname, release } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { FailureError } from '#shared/contract/failure.ts'
import { matchesGlob } from '#shared/fleet/gate/select-rows.ts'
import { labelsOfNote, type FleetMoment } from '#shared/fleet/moments.ts'
import { openBytes } from '#shared/formats/index.ts'
import { parseProcessCgroup } from '#shared/machine/cgroup-path.ts'
import { parseMeminfo } from '#shared/machine/meminfo.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { processKeyText, type ProcessKey } from '#shared/memory/process-key.ts'
import { redactCaptures } from '#shared/redact/redact-capture.ts'
import type { RedactionChoice } from '#shared/redact/redaction.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { captureLive } from './capture-live.ts'
import { ReadRoom } from '../../source/read-needed.ts'
import { readInput } from './read-input.ts'

export interface FleetSource {
  /** How many files there are; 1 of the live machine. */
  readonly count: number
  /** Opens one after the other, again each time it is called; what can't be read is reported and skipped. */
  moments(): Iterable<FleetMoment>
}

/** Called for each file that is skipped, or for a part of one, with the reason. Both are untrusted texts. */
export type OnSkipped = (file: string, why: string, isPart: boolean) => void

/** Notes of one file that are reported: a damaged archive may have thousands. */
const MOST_NOTES = 3

const HAS_GLOB = /[*?]/

/** A link that leads nowhere counts: it is reported when it is opened. A pipe would be waited for, perhaps for ever. */
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() !== false

/** Files of a folder by the given names, without hidden ones, folders, pipes and devices, in order. */
function filesIn(folder: string, isWanted: (name: string) => boolean): string[] {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.') && isWanted(name))
  return names
    .sort()
    .map((name) => join(folder, name))
    .filter(isFile)
}

/** The files that --from names: one, all of a folder, or those of a pattern in the last part of the path, in order. @throws FailureError when it names nothing */
export function filesOf(from: string): string[] {
  const status = from === '-' ? undefined : statSync(from, { throwIfNoEntry: false })
  const isPattern = from !== '-' && status === undefined && HAS_GLOB.test(basename(from))
  if (isPattern) {
    const files = filesIn(dirname(from), (name) => matchesGlob(basename(from), name))
    if (files.length === 0) throw new FailureError('bad-input', from, 'no file is called so')
    return files
  }
  if (status?.isDirectory() === true) {
    const files = filesIn(from, () => true)
    if (files.length === 0) throw new FailureError('bad-input', from, 'there is no file in it')
    return files
  }
  return [from]
}

function redacted(moment: FleetMoment, choice: RedactionChoice): FleetMoment {
  const { captures } = redactCaptures(moment.captures, choice, moment.host === null ? [] : [moment.host])
  if (!choice.host) return { ...moment, captures }
  const kernel = /^\d+(\.\d+)*/.exec(moment.kernel ?? '')?.[0] ?? null
  return { ...moment, captures, host: null, bootId: null, bootTime: null, file: null, kernel, cgroups: new Map() }
}

/** Which cgroup a process belongs to; nothing where its file is not there or contains nothing about use. */
function cgroupOf(process: ProcessKey, file: Uint8Array | null): [string, string][] {
  const cgroup = file === null ? null : parseProcessCgroup(file)
  return cgroup === null ? [] : [[processKeyText(process), cgroup.path]]
}

function tryBytes(file: string): Uint8Array | null {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}

/** A capture that can't be unpacked costs its process only. */
function tryCapture(read: () => Capture, report: (error: FailureError) => void): Capture[] {
  try {
    return [read()]
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    report(error)
    return []
  }
}

function* momentsOfFile(
  file: string,
  room: ReadRoom,
  pids: readonly number[],
  labels: ReadonlyMap<string, string>,
  report: OnSkipped
): Generator<FleetMoment> {
  let opened: ReturnType<typeof openBytes>
  try {
    opened = openBytes(readInput(file, room), file, nodeFormatContext)
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    return report(file, error.failure.detail, false)
  }
  const { source, moments, notes } = opened
  const lost = notes.filter(({ kind }) => kind === 'file' || kind === 'entry')
  for (const { detail } of lost.slice(0, MOST_NOTES)) report(file, detail, true)
  const { host, kernel, bootTime, bootId = null, note } = source
  for (const moment of moments) {
    const { takenAt, note: momentNote = '' } = moment
    const wanted = moment.processes.filter(({ process }) => pids.length === 0 || pids.includes(process.pid))
    const captures = wanted.flatMap((imported) =>
      tryCapture(
        () => imported.capture(),
        ({ message }) => report(file, message, true)
      )
    )
    const own = new Map([...labelsOfNote(note), ...labelsOfNote(momentNote), ...labels])
    yield {
      host,
      bootId,
      kernel,
      bootTime,
      takenAt,
      file: basename(file),
      labels: own,
      memory: moment.machine?.()?.lines ?? null,
      cgroups: new Map(wanted.flatMap((each) => cgroupOf(each.process, each.cgroup?.() ?? null))),
      captures
    }
  }
}

/** @param files as `filesOf` names them */
export function fleetOfFiles(
  files: readonly string[],
  pids: readonly number[],
  labels: ReadonlyMap<string, string>,
  choice: RedactionChoice,
  report: OnSkipped
): FleetSource {
  return {
    count: files.length,
    *moments() {
      // A capture holds nothing of the bytes that it was read from.
      const room = new ReadRoom()
      for (const file of files) {
        for (const moment of momentsOfFile(file, room, pids, labels, report)) yield redacted(moment, choice)
      }
    }
  }
}

const tryText = (file: string): string | null => {
  const bytes = tryBytes(file)
  return bytes === null ? null : Buffer.from(bytes).toString().trim()
}

/** Processes of this machine, now. @param pids null is every process */
export function fleetOfMachine(
  pids: readonly number[] | null,
  labels: ReadonlyMap<string, string>,
  choice: RedactionChoice,
  report: OnSkipped
): FleetSource {
  const wanted =
    pids ??
    readdirSync('/proc')
      .filter((name) => /^[1-9]\d*$/.test(name))
      .map(Number)
      .sort((a, b) => a - b)
  const captures = wanted.flatMap((pid) =>
    tryCapture(
      () => captureLive(pid),
      ({ failure }) => {
        // Of all processes some end while the others are read.
        if (pids !== null || failure.kind !== 'gone') report(`process ${pid}`, failure.detail, false)
      }
    )
  )
  const boot = /^btime (\d+)$/m.exec(tryText('/proc/stat') ?? '')?.[1]
  const meminfo = tryBytes('/proc/meminfo')
  const moment: FleetMoment = {
    host: hostname(),
    bootId: tryText('/proc/sys/kernel/random/boot_id'),
    kernel: release(),
    bootTime: boot === undefined ? null : Number(boot) * 1000,
    takenAt: captures[0]?.takenAt ?? Date.now(),
    file: null,
    labels,
    memory: meminfo === null ? null : parseMeminfo(meminfo),
    cgroups: new Map(captures.flatMap(({ process }) => cgroupOf(process, tryBytes(`/proc/${process.pid}/cgroup`)))),
    captures
  }
  const shown = redacted(moment, choice)
  return { count: 1, moments: () => [shown] }
}
