import { readFileSync } from 'node:fs'
import { arch, hostname, release } from 'node:os'
import { SNAPSHOT_VERSION, type ManifestInput } from '#shared/formats/snapshot/manifest.ts'
import type { Provenance } from '#shared/formats/snapshot/snapshot-of-captures.ts'
import type { ZipSource } from '#shared/formats/archive/zip-writer.ts'
import { userNames } from '#main/source/users.ts'
import type { ManifestMoment } from './collect-moment.ts'
import { zipSource } from './zip-packer.ts'

/** What a manifest reports besides its moments. */
export interface SnapshotFacts {
  readonly root: string
  readonly note: string
  /** vmatlas's version. */
  readonly tool: string
  /** Bytes. */
  readonly pageSize: number
}

function bootTime(root: string): number | null {
  try {
    const seconds = /^btime (\d+)$/m.exec(readFileSync(`${root}/stat`, 'utf8'))?.[1]
    return seconds === undefined ? null : Number(seconds) * 1000
  } catch {
    return null
  }
}

function bootId(root: string): string | null {
  try {
    return readFileSync(`${root}/sys/kernel/random/boot_id`, 'utf8').trim()
  } catch {
    return null
  }
}

/** What a manifest reports of this machine and its user. */
export function machineProvenance({ root, note, tool }: Omit<SnapshotFacts, 'pageSize'>): Required<Provenance> {
  return {
    tool: `vmatlas ${tool}`,
    hostName: hostname(),
    kernel: release(),
    architecture: arch(),
    bootTime: bootTime(root),
    bootId: bootId(root),
    user: userNames().get(process.getuid?.() ?? -1) ?? null,
    privileged: process.geteuid?.() === 0,
    note
  }
}

/** The manifest of these moments, as a file of the archive: its first one, because readers look at the beginning. */
export function manifestSource(facts: SnapshotFacts, moments: readonly ManifestMoment[]): ZipSource {
  const manifest: ManifestInput = {
    format: 'vmatlas-snapshot',
    version: SNAPSHOT_VERSION,
    ...machineProvenance(facts),
    pageSize: facts.pageSize,
    moments: [...moments]
  }
  return zipSource('manifest.json', new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`))
}
