import { readFileSync } from 'node:fs'
import { hostname, release } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { FailureError, failureOf } from '#shared/contract/failure.ts'
import { openBytes } from '#shared/formats/index.ts'
import type { Provenance, SnapshotMoment } from '#shared/formats/snapshot-of-captures.ts'
import { EVERYTHING, SECURE, type RedactionChoice } from '#shared/redact/redaction.ts'
import { SHARED_FORMATS, shareCaptures, usualRedaction, type SharedFormat } from '#shared/share/share-captures.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { captureLive } from './capture-live.ts'
import type { CommandIo } from './command.ts'
import { RENDERER } from './renderer-folder.ts'
import { VERSION } from './version.ts'
import { writeAll, WriteError } from './write-synchronously.ts'

const STDIN = 0
const STDOUT = 1
const WORDS = ['paths', 'all-paths', 'users', 'host', 'commands', 'addresses'] as const

export interface SharedArguments {
  readonly format: string
  readonly from: string | undefined
  readonly pids: readonly number[]
  /** What to leave out, as given; undefined is what is safe. */
  readonly redact: string | undefined
}

/** What `--redact` means: `nothing`, `everything`, or words with commas between them. @returns why it means nothing */
function redactionOf(text: string): RedactionChoice | string {
  if (text === 'nothing') return EVERYTHING
  if (text === 'everything') return { ...SECURE, paths: 'all' }
  const words = text.split(',')
  const unknown = words.find((word) => !WORDS.some((known) => known === word))
  if (unknown !== undefined) return `--redact takes ${WORDS.join(', ')}, everything or nothing; not ${unknown}`
  return {
    paths: words.includes('all-paths') ? 'all' : words.includes('paths') ? 'own' : 'none',
    users: words.includes('users'),
    host: words.includes('host'),
    commands: words.includes('commands'),
    addresses: words.includes('addresses')
  }
}

function ofMachine(pids: readonly number[]): { moments: SnapshotMoment[]; provenance: Provenance } {
  const captures = pids.map(captureLive)
  const provenance = {
    tool: `vmatlas ${VERSION}`,
    hostName: hostname(),
    kernel: release(),
    privileged: process.geteuid?.() === 0,
    note: ''
  }
  return { moments: [{ takenAt: captures[0]?.takenAt ?? null, note: '', captures }], provenance }
}

function ofFile(from: string, pids: readonly number[]): { moments: SnapshotMoment[]; provenance: Provenance } {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(from === '-' ? STDIN : from)
  } catch (error) {
    throw new FailureError('bad-input', from, `it could not be read (${(error as NodeJS.ErrnoException).code ?? ''})`)
  }
  const { source, moments } = openBytes(bytes, from, nodeFormatContext)
  const wanted = moments.map(({ takenAt, note, processes }) => ({
    takenAt,
    note: note ?? '',
    captures: processes
      .filter(({ process }) => pids.length === 0 || pids.includes(process.pid))
      .map((imported) => imported.capture())
  }))
  const { host, kernel, bootTime, privileged, note } = source
  const provenance = {
    tool: `vmatlas ${VERSION}`,
    hostName: host,
    kernel,
    bootTime,
    privileged: privileged ?? false,
    note
  }
  return { moments: wanted.filter(({ captures }) => captures.length > 0), provenance }
}

/** The part of `vmatlas export` that makes whole files: pages, snapshots, and anything with something left out. */
export function exportShared({ format, from, pids, redact }: SharedArguments, io: CommandIo): number {
  const complain = (line: string, status: number): number => {
    io.stderr.write(`vmatlas export: ${line}\n`)
    return status
  }
  const chosen = SHARED_FORMATS.find((each): each is SharedFormat => each === format)
  if (chosen === undefined) return complain(`--format is one of ${SHARED_FORMATS.join(', ')}; not ${format}`, 2)
  const redaction = redact === undefined ? usualRedaction(chosen) : redactionOf(redact)
  if (typeof redaction === 'string') return complain(redaction, 2)
  try {
    const { moments, provenance } = from === undefined ? ofMachine(pids) : ofFile(from, pids)
    const viewer = chosen === 'html' ? readFileSync(join(RENDERER, 'report.html'), 'utf8') : null
    const bytes = shareCaptures(
      { moments, format: chosen, redaction, provenance, viewer },
      { deflateRaw: (part) => deflateRawSync(part, { level: 6 }), crc32: (part) => crc32(part) }
    )
    writeAll(STDOUT, bytes)
    return 0
  } catch (error) {
    if (error instanceof WriteError && error.code === 'EPIPE') return 141
    if (error instanceof WriteError) return complain(`the output could not be written (${error.code})`, 1)
    const { subject, detail } = failureOf(error, 'export')
    return complain(`${subject}: ${detail}`, 1)
  }
}
