import { hostname } from 'node:os'
import { join } from 'node:path'
import { parseAmount } from '#shared/fleet/gate/limits.ts'
import { EVIDENCE_DEPTHS, type EvidenceDepth } from '#shared/memory/category.ts'
import { parsePids } from '#shared/pmap/options.ts'
import { EVERYTHING, isRedacting, type RedactionChoice } from '#shared/redact/redaction.ts'
import { redactionOf } from './export-shared.ts'
import { snapshotName } from './snapshot-name.ts'
import { readWords, UsageError } from './report-errors.ts'

/** One file a moment would already fill the archive. */
const MOST_MOMENTS = 65_000
const LONGEST_PAUSE = 7 * 24 * 3600 * 1000

export interface CaptureArguments {
  readonly output: string
  readonly pids: readonly number[] | null
  readonly note: string
  readonly count: number
  readonly everyMs: number
  /** How closely to look for the purposes of memory. */
  readonly evidence: EvidenceDepth
  /** Null leaves out nothing. */
  readonly redaction: RedactionChoice | null
  /** Milliseconds after which no further process is read. */
  readonly mostMs: number | null
  /** kB of the packed snapshot after which no further process is read. */
  readonly mostKb: number | null
  /** As nice(1) has it; null leaves it as it is. */
  readonly niceness: number | null
  readonly isJson: boolean
}

interface Budgets {
  readonly 'max-time'?: string | undefined
  readonly 'max-size'?: string | undefined
  readonly nice?: string | undefined
}

/** @throws UsageError */
function budgetsOf(values: Budgets): Pick<CaptureArguments, 'mostMs' | 'mostKb' | 'niceness'> {
  const { 'max-time': time, 'max-size': size, nice } = values
  if (time !== undefined && !/^\d{1,6}(\.\d{1,3})?$/.test(time))
    throw new UsageError('--max-time is a number of seconds')
  const amount = size === undefined ? null : parseAmount(size)
  if (size !== undefined && amount === null) throw new UsageError('--max-size is an amount such as 64MiB')
  if (nice !== undefined && !/^1?\d$/.test(nice)) throw new UsageError('--nice is a number from 0 to 19')
  return {
    mostMs: time === undefined ? null : Number(time) * 1000,
    mostKb: amount?.value ?? null,
    niceness: nice === undefined ? null : Number(nice)
  }
}

/** @throws UsageError */
export function evidenceOf(given: string): EvidenceDepth {
  const depth = EVIDENCE_DEPTHS.find((each) => each === given)
  if (depth === undefined) throw new UsageError(`--evidence is one of ${EVIDENCE_DEPTHS.join(', ')}; not ${given}`)
  return depth
}

/** @param takenAt milliseconds since 1970, for the name of a file in --folder @throws UsageError */
export function readCaptureArguments(args: readonly string[], takenAt: number): CaptureArguments {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: {
      output: { type: 'string', short: 'o' },
      folder: { type: 'string' },
      all: { type: 'boolean', default: false },
      note: { type: 'string', default: '' },
      count: { type: 'string', default: '1' },
      every: { type: 'string', default: '1' },
      redact: { type: 'string' },
      evidence: { type: 'string' },
      'max-time': { type: 'string' },
      'max-size': { type: 'string' },
      nice: { type: 'string' },
      json: { type: 'boolean', default: false }
    }
  })
  const given = parsePids(positionals)
  const { all, folder, output, redact, json: isJson } = values
  if (given === null) throw new UsageError('PIDs are numbers')
  if (given.length === 0 && !all) throw new UsageError('give PIDs, or --all for every process')
  if ((output === undefined) === (folder === undefined)) {
    throw new UsageError('give a file with -o FILE, -o - for standard output, or a folder with --folder FOLDER')
  }
  if (isJson && output === '-') throw new UsageError('--json and -o - would both write to standard output')
  const count = Number(values.count)
  const everyMs = Number(values.every) * 1000
  if (!Number.isInteger(count) || count < 1 || count > MOST_MOMENTS) {
    throw new UsageError(`--count is a number from 1 to ${MOST_MOMENTS}`)
  }
  if (values.every.trim() === '' || !(everyMs >= 0 && everyMs <= LONGEST_PAUSE)) {
    throw new UsageError('--every is a number of seconds, at most a week')
  }
  // One that is given twice is one process.
  const pids = all ? null : [...new Set(given)]
  // Of a whole machine it would take long.
  const evidence = evidenceOf(values.evidence ?? (all ? 'maps' : 'inside'))
  const redaction = redact === undefined ? EVERYTHING : redactionOf(redact)
  const host = redaction.host ? null : hostname()
  return {
    output: output ?? join(folder!, snapshotName(host, takenAt, pids)),
    pids,
    note: values.note,
    count,
    everyMs,
    evidence,
    redaction: isRedacting(redaction) ? redaction : null,
    ...budgetsOf(values),
    isJson
  }
}
