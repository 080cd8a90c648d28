import { readFileSync } from 'node:fs'
import { hostname, release } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { FailureError } from '#shared/contract/failure.ts'
import type { Imported } from '#shared/formats/importer.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { PackContext, Provenance, SnapshotMoment } from '#shared/formats/snapshot/snapshot-of-captures.ts'
import { EVERYTHING, SECURE, type RedactionChoice } from '#shared/redact/redaction.ts'
import {
  SHARED_FORMATS,
  shareCaptures,
  usualRedaction,
  type SharedFormat
} from '#shared/formats/snapshot/share-captures.ts'
import { parseProcessCgroup } from '#shared/machine/cgroup-path.ts'
import { machineOfMoment } from '#shared/formats/opened-machine.ts'
import type { MomentMachine } from '#shared/formats/snapshot/machine-text.ts'
import { findCgroupMounts, readCgroupPath } from '#main/machine/read-cgroup.ts'
import { readMachine } from '#main/machine/read-machine.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { captureLive } from './capture-live.ts'
import { readInput } from './read-input.ts'
import { LookedAt } from './report-unlooked.ts'
import { RENDERER } from './renderer-folder.ts'
import { BYTES_ARE, type Result } from './write-result.ts'
import { VERSION } from '../version.ts'
import { UsageError } from './report-errors.ts'

const HOLDS_MOMENTS: ReadonlySet<SharedFormat> = new Set(['html', 'vmsnap'])
const WORDS = ['paths', 'all-paths', 'users', 'host', 'commands', 'addresses'] as const

/** Node's own deflate. */
export const NODE_PACK: PackContext = {
  deflateRaw: (part) => deflateRawSync(part, { level: 6 }),
  crc32: (part) => crc32(part)
}

export interface SharedArguments {
  readonly format: string
  readonly from: string | undefined
  readonly pids: readonly number[]
  /** Which moment of a file, from 1; null is all of them. */
  readonly moment: number | null
  /** What to leave out, as given; undefined is what is safe. */
  readonly redact: string | undefined
}

/** What `--redact` means: `nothing`, `everything`, or words with commas between them. @throws UsageError */
export function redactionOf(text: string): RedactionChoice {
  if (text === 'nothing') return EVERYTHING
  if (text === 'everything') return { ...SECURE, paths: 'all' }
  const words = text.split(',')
  const unknown = words.find((word) => !WORDS.some((known) => known === word))
  if (unknown !== undefined) {
    throw new UsageError(`--redact takes ${WORDS.join(', ')}, everything or nothing; not ${unknown}`)
  }
  return {
    paths: words.includes('all-paths') ? 'all' : words.includes('paths') ? 'own' : 'none',
    users: words.includes('users'),
    host: words.includes('host'),
    commands: words.includes('commands'),
    addresses: words.includes('addresses')
  }
}

/** Moments and what is known of where they come from. */
interface Shareable {
  readonly moments: readonly SnapshotMoment[]
  readonly provenance: Provenance
}

/** What this machine reports beside its processes; what may not be read is left out. */
function machineNow(pids: readonly number[]): MomentMachine {
  const tried = <Value>(read: () => Value): Value | null => {
    try {
      return read()
    } catch {
      return null
    }
  }
  const mounts = findCgroupMounts(tried(() => readFileSync('/proc/self/mountinfo', 'utf8')) ?? '')
  return {
    memory: tried(() => readMachine()),
    cgroups: pids.flatMap((pid) => {
      const cgroup = parseProcessCgroup(tried(() => readFileSync(`/proc/${pid}/cgroup`)) ?? new Uint8Array())
      return cgroup === null ? [] : [{ pid, cgroup, path: readCgroupPath(cgroup, mounts) }]
    })
  }
}

function ofMachine(pids: readonly number[]): Shareable {
  const captures = pids.map((pid) => captureLive(pid))
  const provenance = {
    tool: `vmatlas ${VERSION}`,
    hostName: hostname(),
    kernel: release(),
    privileged: process.geteuid?.() === 0,
    note: ''
  }
  return {
    moments: [{ takenAt: captures[0]?.takenAt ?? null, note: '', captures, machine: machineNow(pids) }],
    provenance
  }
}

function ofFile(from: string, pids: readonly number[], moment: number | null): Shareable {
  const opened = openBytes(readInput(from), from, nodeFormatContext)
  const { moments } = opened
  if (moment !== null && moment > moments.length) {
    throw new FailureError('bad-input', from, `it holds ${moments.length} moments, so there is no moment ${moment}`)
  }
  return shareableOf({ ...opened, moments: moment === null ? moments : moments.slice(moment - 1, moment) }, pids)
}

/** What an opened file has to be given away. @param pids of some processes only; empty is all */
export function shareableOf({ source, moments }: Imported, pids: readonly number[]): Shareable {
  const wanted = moments.map((moment) => {
    const processes = moment.processes.filter(({ process }) => pids.length === 0 || pids.includes(process.pid))
    return {
      takenAt: moment.takenAt,
      note: moment.note ?? '',
      captures: processes.map((imported) => imported.capture()),
      machine: machineOfMoment(moment, processes)
    }
  })
  const { host, kernel, bootTime, bootId = null, privileged, note } = source
  const provenance = {
    tool: `vmatlas ${VERSION}`,
    hostName: host,
    kernel,
    bootTime,
    bootId,
    privileged: privileged ?? false,
    note
  }
  return { moments: wanted.filter(({ captures }) => captures.length > 0), provenance }
}

/** The part of `vmatlas export` that makes files: pages, snapshots, and anything with something left out. @throws UsageError, FailureError */
export function exportShared(
  { format, from, pids, moment, redact }: SharedArguments,
  report: (words: string) => void
): Result {
  const chosen = SHARED_FORMATS.find((each): each is SharedFormat => each === format)
  if (chosen === undefined) throw new UsageError(`--format is one of ${SHARED_FORMATS.join(', ')}; not ${format}`)
  const redaction = redact === undefined ? usualRedaction(chosen) : redactionOf(redact)
  const { moments, provenance } = from === undefined ? ofMachine(pids) : ofFile(from, pids, moment)
  const lookedAt = new LookedAt()
  for (const { captures } of HOLDS_MOMENTS.has(chosen) ? moments : moments.slice(-1))
    for (const { process, looking } of captures) lookedAt.add(process.pid, looking)
  lookedAt.report(from !== undefined, report)
  const viewer = chosen === 'html' ? readFileSync(join(RENDERER, 'report.html'), 'utf8') : null
  const bytes = shareCaptures({ moments, format: chosen, redaction, provenance, viewer }, NODE_PACK)
  if (moments.length > 1 && !HOLDS_MOMENTS.has(chosen)) {
    report(`the file holds ${moments.length} moments, this format one: it is the last; --moment NUMBER chooses another`)
  }
  if (chosen !== 'html' && chosen !== 'vmsnap') return { text: (sink) => sink(new TextDecoder().decode(bytes)) }
  return { bytes: (sink) => sink(bytes), what: BYTES_ARE[chosen] }
}
