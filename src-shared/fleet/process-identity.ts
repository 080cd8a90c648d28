import { identifyCgroup } from '../machine/cgroup-path.ts'
import type { Capture } from '../memory/capture.ts'
import { processKeyText } from '../memory/process-key.ts'
import type { ColumnValue, FleetColumn } from './columns.ts'
import type { FleetMoment } from './moments.ts'

/** Which machine, moment and process a row is about. */
export const PROCESS_COLUMNS: readonly FleetColumn[] = [
  { name: 'host', type: 'text' },
  { name: 'boot_id', type: 'text' },
  { name: 'boot_time', type: 'time' },
  { name: 'kernel', type: 'text' },
  { name: 'taken_at', type: 'time' },
  { name: 'source_file', type: 'text' },
  { name: 'pid', type: 'int' },
  { name: 'start_ticks', type: 'int' },
  { name: 'program', type: 'text' },
  { name: 'command', type: 'text' },
  { name: 'user_name', type: 'text' },
  { name: 'cgroup', type: 'text' },
  { name: 'unit', type: 'text' },
  { name: 'container', type: 'text' },
  { name: 'pod', type: 'text' }
]

/** In their order; a number of 0 is one that the source does not report. */
export function processValues(
  { host, bootId, bootTime, kernel, takenAt, file, cgroups }: FleetMoment,
  { process, name, command, user }: Capture
): ColumnValue[] {
  const { pid, startTime } = process
  const cgroup = cgroups.get(processKeyText(process)) ?? null
  const identity = cgroup === null ? null : identifyCgroup(cgroup)
  return [
    ...[host, bootId, bootTime, kernel, takenAt, file],
    ...[pid || null, startTime || null, name, command, user],
    ...[cgroup, identity?.unit ?? null, identity?.container?.id ?? null, identity?.container?.pod ?? null]
  ]
}
