import { parseCondition, parseDuration, type Condition } from '#shared/history/condition.ts'
import { leftUnlooked } from '#shared/memory/look-words.ts'
import { parsePids } from '#shared/pmap/options.ts'
import { recordProcess, type RecordPlan } from '#main/recorder/record-process.ts'
import type { CommandIo } from './command.ts'
import { endedBySignals } from './support/ended-by-signals.ts'
import { marksOfUser } from './support/marks-of-user.ts'
import { recordProgress } from './support/record-progress.ts'
import { startCommand, type StartedCommand } from './support/start-command.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'
import { VERSION } from './version.ts'
import { shown } from '#shared/base/terminal-text.ts'
import { formatKib } from '#shared/base/format-units.ts'
import { checkWritable } from '#main/output/write-file.ts'
import { pageSize } from '#main/source/machine.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'

/** A moment takes six files of the archive, which can hold 65,534. */
const MOST_KEPT = 10_000
const LEAST_PAUSE = 20

interface RecordArguments extends RecordPlan {
  readonly pid: number | null
  readonly command: readonly string[]
  readonly output: string
}

function condition(option: string, text: string | undefined): Condition | null {
  if (text === undefined) return null
  const found = parseCondition(text)
  if (typeof found === 'string') throw new UsageError(`${option}: ${found}`)
  return found
}

function duration(option: string, text: string): number {
  const found = parseDuration(text)
  if (found === null) throw new UsageError(`${option} is a time such as 500ms, 1s, 10m or 2h`)
  return found
}

/** @throws UsageError */
function readArguments(args: readonly string[]): RecordArguments {
  const dashes = args.indexOf('--')
  const own = dashes < 0 ? args : args.slice(0, dashes)
  const command = dashes < 0 ? [] : args.slice(dashes + 1)
  const { values, positionals } = readWords({
    args: [...own],
    allowPositionals: true,
    options: {
      output: { type: 'string', short: 'o' },
      every: { type: 'string' },
      for: { type: 'string' },
      keep: { type: 'string', default: '200' },
      when: { type: 'string' },
      until: { type: 'string' },
      'last-words': { type: 'boolean', default: false },
      note: { type: 'string', default: '' }
    }
  })
  const pids = parsePids(positionals)
  if (pids === null) throw new UsageError('a PID is a number; a command comes after --')
  if (pids.length + (command.length > 0 ? 1 : 0) !== 1) throw new UsageError('give one PID, or a command after --')
  if (values.output === undefined || values.output === '-') throw new UsageError('give a file with -o FILE')
  const keep = Number(values.keep)
  if (!Number.isInteger(keep) || keep < 2 || keep > MOST_KEPT) {
    throw new UsageError(`--keep is a number from 2 to ${MOST_KEPT}`)
  }
  const lastWords = values['last-words']
  const everyMs = duration('--every', values.every ?? (lastWords ? '250ms' : '1s'))
  return {
    pid: pids[0] ?? null,
    command,
    output: values.output,
    everyMs: Math.max(LEAST_PAUSE, everyMs),
    isPaceGiven: values.every !== undefined,
    forMs: values.for === undefined ? null : duration('--for', values.for),
    keep,
    keepsLatest: lastWords,
    when: condition('--when', values.when),
    until: condition('--until', values.until),
    note: values.note
  }
}

const count = (moments: number): string => `${moments} ${moments === 1 ? 'moment' : 'moments'}`

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const plan = readArguments(args)
  // Before the command is started: that can't be undone.
  checkWritable(plan.output)
  const signals = endedBySignals()
  const marks = marksOfUser(plan.pid !== null)
  let started: StartedCommand | null = null
  try {
    started =
      plan.pid === null
        ? await startCommand(plan.command, { holdsLast: plan.keepsLatest, changed: () => signals.wake() })
        : null
    const progress = recordProgress(io)
    const { moments, bytes, why, looking } = await recordProcess(
      {
        ...plan,
        pid: plan.pid ?? started!.pid,
        facts: { root: PROC_ROOT, note: plan.note, tool: VERSION, pageSize: pageSize() },
        command: started
      },
      { ...signals, takeMarks: () => marks.take() },
      progress.show
    )
    progress.close()
    const kept =
      moments === 0 ? 'nothing was kept' : shown`${count(moments)} kept in ${plan.output} (${formatKib(bytes / 1024)})`
    io.stderr.print(shown`vmatlas record: ${why}; ${kept}\n`)
    const left = looking === null ? null : leftUnlooked(looking, true)
    if (left !== null) io.stderr.print(shown`vmatlas record: ${left}\n`)
    if (started !== null && started.isRunning()) {
      io.stderr.print(shown`vmatlas record: the command goes on as process ${started.pid}\n`)
    }
    return moments === 0 ? 1 : 0
  } finally {
    started?.leave()
    signals.close()
    marks.close()
  }
}

/** `vmatlas record`: one process over time, in a snapshot that is complete at any moment. Status 1 when nothing could be kept. */
export const record = reportErrors('record', run)
