import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { FailureError } from '#shared/contract/failure.ts'
import { identifyCgroup, parseProcessCgroup } from '#shared/machine/cgroup-path.ts'
import { distinctClients, parseDrmClient, type GpuClient, type GpuMemory } from '#shared/machine/gpu-memory.ts'
import type { Surroundings } from '#shared/machine/surroundings.ts'
import type { ProcessKey } from '#shared/memory/process-key.ts'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { ProcFolder, PROC_ROOT } from '#main/source/proc-folder.ts'
import { findCgroupMounts, readCgroupPath } from './read-cgroup.ts'

/** A process may have very many files open; those of devices come early. */
const MOST_FILES = 20_000
const DRM = /^\/dev\/(?:dri\/|kfd$)/
/** NVIDIA's own driver reports nothing in fdinfo: that a process has its devices open is all there is to know without it. */
const SILENT = /^\/dev\/nvidia/

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function readGpu(folder: ProcFolder): GpuMemory {
  let numbers: string[]
  try {
    numbers = readdirSync(folder.pathOf('fd')).slice(0, MOST_FILES)
  } catch {
    return { clients: [], silent: [], isReadable: false }
  }
  const clients: GpuClient[] = []
  const silent = new Set<string>()
  for (const number of numbers) {
    let target: string
    try {
      target = readlinkSync(folder.pathOf(`fd/${number}`))
    } catch {
      continue
    }
    if (SILENT.test(target)) silent.add(target)
    if (!DRM.test(target)) continue
    const text = textOf(folder.pathOf(`fdinfo/${number}`))
    const client = text === null ? null : parseDrmClient(text)
    if (client !== null) clients.push(client)
  }
  return { clients: distinctClients(clients), silent: [...silent].sort(), isReadable: true }
}

function numberOf(text: string | null): number | null {
  const value = Number.parseInt(text ?? '', 10)
  return Number.isNaN(value) ? null : value
}

/** Reads what lies around a process. @throws FailureError `gone` */
export function readSurroundings(process: ProcessKey, root = PROC_ROOT): Surroundings {
  const folder = new ProcFolder(process.pid, root)
  try {
    const statBytes = folder.tryRead('stat')
    const stat = statBytes === null ? null : parseProcessStat(statBytes)
    if (stat?.startTime !== process.startTime)
      throw new FailureError('gone', `process ${process.pid}`, 'it is not there any more')
    const bytes = folder.tryRead('cgroup')
    const cgroup = bytes === null ? null : parseProcessCgroup(bytes)
    const mountinfo = textOf(`${root}/self/mountinfo`)
    return {
      cgroup: cgroup === null ? null : { version: cgroup.version, identity: identifyCgroup(cgroup.path) },
      path: cgroup === null || mountinfo === null ? [] : readCgroupPath(cgroup, findCgroupMounts(mountinfo)),
      gpu: readGpu(folder),
      oomScore: numberOf(textOf(folder.pathOf('oom_score'))),
      oomScoreAdj: numberOf(textOf(folder.pathOf('oom_score_adj')))
    }
  } finally {
    folder.close()
  }
}
