import { FailureError } from '../contract/failure.ts'
import { identifyCgroup, parseProcessCgroup } from '../machine/cgroup-path.ts'
import { exactAmounts, pssPartsOf, type ExactNumbers, type ExactReading } from '../machine/exact-reading.ts'
import { NO_GPU } from '../machine/gpu-memory.ts'
import type { MachineMemory } from '../machine/machine-memory.ts'
import { SharingIndex, type SharingAnswer } from '../machine/sharing-answer.ts'
import type { Surroundings } from '../machine/surroundings.ts'
import type { Capture } from '../memory/capture.ts'
import { processTotal } from '../memory/metric-values.ts'
import { METRICS } from '../memory/metrics.ts'
import type { MetricAmounts } from '../memory/process-list.ts'
import { isSameProcess, type ProcessKey } from '../memory/process-key.ts'
import type { MomentMachine } from './snapshot/machine-text.ts'
import type { Imported, ImportedMoment, ImportedProcess } from './importer.ts'

/** Of how many processes mappings are counted or added up: more than any machine has shown. */
const MOST_COUNTED = 10_000

function momentOf(imported: Imported, moment: number): ImportedMoment | undefined {
  return imported.moments[moment]
}

/** Null where the mappings can't be read; that is reported when the process is opened. */
function captureOf(process: ImportedProcess): Capture | null {
  try {
    return process.capture()
  } catch {
    return null
  }
}

function totalsOf(capture: Capture | null): MetricAmounts {
  const amounts = METRICS.map((metric) => [metric, capture === null ? null : processTotal(capture, metric)])
  return Object.fromEntries(amounts) as MetricAmounts
}

function readingOf(process: ImportedProcess, takenAt: number, counts: boolean, addsUp: boolean): ExactReading {
  const rollup = process.rollup?.() ?? null
  const isSummed = rollup === null && addsUp
  const capture = counts || isSummed ? captureOf(process) : null
  const cgroup = process.cgroup?.() ?? null
  // Without the kernel's sums, what the mappings add up to.
  const summed = isSummed ? totalsOf(capture) : null
  return {
    process: process.process,
    takenAt,
    amounts: rollup === null ? (summed?.pss == null ? null : summed) : exactAmounts(rollup),
    pssParts: rollup === null ? null : pssPartsOf(rollup),
    mappings: !counts || capture === null || capture.detail === 'none' ? null : capture.table.rowCount,
    oomScore: process.oomScore?.() ?? null,
    cgroup: cgroup === null ? null : parseProcessCgroup(cgroup)
  }
}

/** The exact numbers of all processes of one moment: a file reports all at once. */
export function exactOpened(imported: Imported, moment: number, counts: boolean): ExactNumbers {
  const found = momentOf(imported, moment)
  const processes = found?.processes ?? []
  const takenAt = found?.takenAt ?? 0
  return {
    readings: processes.map((process, at) =>
      readingOf(process, takenAt, counts && at < MOST_COUNTED, at < MOST_COUNTED && processes.length > 1)
    ),
    milliseconds: 0,
    unread: 0
  }
}

/** @throws FailureError `unsupported` where the file holds no meminfo */
export function machineOpened(imported: Imported, moment: number): MachineMemory {
  const memory = momentOf(imported, moment)?.machine?.() ?? null
  if (memory === null) throw new FailureError('unsupported', 'meminfo', 'the file does not hold it')
  return memory
}

/** @throws FailureError `gone` when that moment does not hold the process */
export function surroundingsOpened(imported: Imported, moment: number, process: ProcessKey): Surroundings {
  const found = momentOf(imported, moment)
  const own = found?.processes.find((each) => isSameProcess(each.process, process))
  if (own === undefined)
    throw new FailureError('gone', `process ${process.pid}`, 'this moment of the file does not hold it')
  const bytes = own.cgroup?.() ?? null
  const cgroup = bytes === null ? null : parseProcessCgroup(bytes)
  return {
    cgroup: cgroup === null ? null : { version: cgroup.version, identity: identifyCgroup(cgroup.path) },
    path: cgroup === null ? [] : (found?.cgroups?.(cgroup) ?? []),
    gpu: { ...NO_GPU, isReadable: false },
    oomScore: own.oomScore?.() ?? null,
    oomScoreAdj: null
  }
}

export function sharingOpened(imported: Imported, moment: number): SharingAnswer {
  const index = new SharingIndex()
  for (const process of momentOf(imported, moment)?.processes ?? []) {
    const capture = captureOf(process)
    if (capture === null || capture.detail === 'none') {
      if (process.stat?.isKernelThread !== true && process.stat?.state !== 'Z') index.unreadable++
    } else index.add({ pid: process.process.pid, name: process.name, table: capture.table }, process.stat?.ppid ?? 0)
  }
  return index.answer()
}

/** What a file reports of the machine at a moment, and of the cgroups of some of its processes, to be kept in another file. */
export function machineOfMoment(moment: ImportedMoment, processes: readonly ImportedProcess[]): MomentMachine {
  return {
    memory: moment.machine?.() ?? null,
    cgroups: processes.flatMap((process) => {
      const cgroup = parseProcessCgroup(process.cgroup?.() ?? new Uint8Array())
      return cgroup === null ? [] : [{ pid: process.process.pid, cgroup, path: moment.cgroups?.(cgroup) ?? [] }]
    })
  }
}
