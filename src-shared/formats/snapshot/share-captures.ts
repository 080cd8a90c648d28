import { FailureError } from '../../contract/failure.ts'
import { htmlReport } from './html-report.ts'
import { cgroupRedactor } from './redact-cgroups.ts'
import { snapshotOfCaptures, type PackContext, type Provenance, type SnapshotMoment } from './snapshot-of-captures.ts'
import type { Capture } from '../../memory/capture.ts'
import { ByteWriter } from '../../pmap/byte-writer.ts'
import { EXPORT_FORMATS, writeExport, type ExportFormat } from '../../pmap/export-formats.ts'
import { writeReport, writeTitle } from '../../pmap/write-report.ts'
import { redactCaptures } from '../../redact/redact-capture.ts'
import { EVERYTHING, SECURE, type RedactionChoice } from '../../redact/redaction.ts'
import { joinBytes } from '../../base/join-bytes.ts'

/** What captures can be given away as: a page that shows them, a snapshot, pmap's own text, and texts for other programs. */
export const SHARED_FORMATS = ['html', 'vmsnap', 'pmap', ...EXPORT_FORMATS] as const
export type SharedFormat = (typeof SHARED_FORMATS)[number]

/** What is left out by default: files made to be given away are safe, texts for one's own programs are complete. */
export function usualRedaction(format: SharedFormat): RedactionChoice {
  return format === 'html' || format === 'vmsnap' ? SECURE : EVERYTHING
}

const ENDINGS: Readonly<Record<SharedFormat, string>> = {
  html: 'html',
  vmsnap: 'vmsnap',
  pmap: 'txt',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  markdown: 'md'
}
/** To a file, names stay as the kernel wrote them. */
const RULES = { isUtf8: true, isTerminal: false }

export interface ShareRequest {
  /** In order of time, at least one; formats of one moment hold the last one. */
  readonly moments: readonly SnapshotMoment[]
  readonly format: SharedFormat
  readonly redaction: RedactionChoice
  readonly provenance: Provenance
  /** The viewer's page, for `html`. */
  readonly viewer: string | null
}

/** The captures as the bytes of a file, without what was to be left out. */
export function shareCaptures(request: ShareRequest, pack: PackContext): Uint8Array {
  const { format, redaction, provenance, viewer } = request
  const hosts = provenance.hostName == null ? [] : [provenance.hostName]
  const moments = redactedMoments(request.moments, redaction, hosts)
  const last = moments.at(-1)?.captures ?? []
  const [first] = last
  if (first === undefined) throw new FailureError('bad-input', 'export', 'there is no process to export')
  if (format !== 'html' && format !== 'vmsnap') return textOf(last, format)
  const snapshot = snapshotOfCaptures(moments, redactedProvenance(provenance, redaction), pack)
  if (format === 'vmsnap') return snapshot
  if (viewer === null) throw new FailureError('bad-input', 'export', 'a page needs the viewer')
  const name = last.length > 1 ? 'processes.vmsnap' : shareName(first, 'vmsnap')
  return new TextEncoder().encode(htmlReport(viewer, snapshot, name))
}

function redactedMoments(
  moments: readonly SnapshotMoment[],
  redaction: RedactionChoice,
  hosts: readonly string[]
): SnapshotMoment[] {
  // All at once, so that one thing has one made-up name in all moments.
  const { captures } = redactCaptures(
    moments.flatMap((moment) => moment.captures),
    redaction,
    hosts
  )
  const withoutNames = cgroupRedactor(redaction)
  let at = 0
  return moments.map(({ machine, ...moment }) => ({
    ...moment,
    captures: moment.captures.map(() => captures[at++]!),
    ...(machine === undefined ? {} : { machine: withoutNames(machine) })
  }))
}

/** A plain file name for it. */
export function shareName({ name, process }: Capture, format: SharedFormat): string {
  const plain = name.replaceAll(/[^\w.-]+/g, '_').slice(0, 40) || 'process'
  return `${plain}-${process.pid}.${ENDINGS[format]}`
}

function redactedProvenance(provenance: Provenance, { host, users }: RedactionChoice): Provenance {
  const version = /^\d+(\.\d+)*/.exec(provenance.kernel ?? '')?.[0] ?? null
  return {
    ...provenance,
    // What follows the numbers of a kernel's version is often a company's own name for it.
    ...(host ? { hostName: null, kernel: version, bootTime: null, bootId: null } : {}),
    ...(users ? { user: null } : {})
  }
}

function textOf(captures: readonly Capture[], format: 'pmap' | ExportFormat): Uint8Array {
  const parts: Uint8Array[] = []
  const out = new ByteWriter((bytes) => void parts.push(bytes.slice()))
  if (format === 'pmap') captures.forEach((capture) => pmapText(capture, out))
  else exportText(captures, format, out)
  out.flush()
  return joinBytes(parts)
}

function pmapText({ table, startStack, shmMinor, absent, process, command, detail }: Capture, out: ByteWriter): void {
  const options = { isFullPath: true, usesKernelNames: false, rules: RULES, isQuiet: false, range: null }
  writeTitle(process.pid, new TextEncoder().encode(command), RULES, out)
  writeReport(detail === 'smaps' ? 'XX' : 'd', { table, startStack, shmMinor, absent }, options, new Set(), out)
}

function exportText(captures: readonly Capture[], format: ExportFormat, out: ByteWriter): void {
  const encoder = new TextEncoder()
  const processes = captures.map(({ process, command, table, classification, absent, looking }) => ({
    pid: process.pid,
    command,
    table,
    classification,
    absent,
    looking
  }))
  writeExport(format, processes, (text) => out.bytes(encoder.encode(text)))
}
