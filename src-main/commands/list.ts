import { readFileSync } from 'node:fs'
import { groupProcesses, PROCESS_GROUPINGS, type ProcessGrouping } from '#shared/machine/group-processes.ts'
import type { ProcessFacts } from '#shared/machine/process-facts.ts'
import { readProcesses } from '#main/machine/read-processes.ts'
import {
  groupJson,
  groupsText,
  LIST_SORTS,
  processJson,
  processesText,
  sortProcesses,
  type ListSort
} from './support/list-text.ts'
import type { CommandIo } from './command.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

function oneOf<Word extends string>(words: readonly Word[], given: string, option: string): Word {
  const found = words.find((word) => word === given)
  if (found === undefined) throw new UsageError(`${option} is one of ${words.join(', ')}; not ${given}`)
  return found
}

async function processesOf(from: string | undefined): Promise<readonly ProcessFacts[]> {
  if (from === undefined) return readProcesses()
  const { processesOfFile } = await import('./support/file-processes.ts')
  return processesOfFile(from)
}

/** Whether this listing lacks processes: /proc may be mounted so that others' are hidden. */
function isHidden(): boolean {
  try {
    return /^\S+ \/proc \S+ \S*hidepid=(?:[12]|invisible|noaccess|ptraceable)/m.test(
      readFileSync('/proc/mounts', 'utf8')
    )
  } catch {
    return false
  }
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: {
      by: { type: 'string' },
      sort: { type: 'string', default: 'pss' },
      from: { type: 'string' },
      json: { type: 'boolean', default: false }
    }
  })
  if (positionals.length > 0) throw new UsageError('it takes no other words')
  const by: ProcessGrouping | null = values.by === undefined ? null : oneOf(PROCESS_GROUPINGS, values.by, '--by')
  const sort: ListSort = oneOf(LIST_SORTS, values.sort, '--sort')
  const processes = await processesOf(values.from)
  const hidden = values.from === undefined && isHidden() ? { hidden: true } : {}
  let text: string
  if (by === null) {
    const sorted = sortProcesses(processes, sort)
    text = values.json
      ? `${JSON.stringify({ processes: sorted.map(processJson), ...hidden }, null, 1)}\n`
      : processesText(sorted)
  } else {
    const groups = sortProcesses(groupProcesses(processes, by), sort)
    text = values.json
      ? `${JSON.stringify({ groups: groups.map(groupJson), ...hidden }, null, 1)}\n`
      : groupsText(groups, by)
  }
  io.stdout.data(text)
  return 0
}

/** `vmatlas list`: every process, or groups of them, with PSS and USS. */
export const list = reportErrors('list', run)
