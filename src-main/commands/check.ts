import { readFileSync } from 'node:fs'
import { shown, type TerminalText } from '#shared/base/terminal-text.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { exitStatusOf, judge, type Judgement } from '#shared/fleet/gate/judge.ts'
import { judgementText } from '#shared/fleet/gate/judgement-text.ts'
import { junitXml } from '#shared/fleet/gate/junit.ts'
import { DEFAULT_RULES, parseLimits, type Rule } from '#shared/fleet/gate/limits.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { checkWritable, writeFileWhole } from '#main/output/write-file.ts'
import type { CommandIo } from './command.ts'
import { openCapture } from './support/open-capture.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

const UNJUDGED = 2

/** @throws FailureError */
function readLimits(file: string): readonly Rule[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException
    throw new FailureError('bad-input', file, `it could not be read (${code})`)
  }
  const rules = parseLimits(text)
  if (typeof rules === 'string') throw new FailureError('bad-input', file, rules)
  return rules
}

/** `--schema`: the JSON schema of limits.json. */
const SCHEMA = 'schema'

interface CheckArguments {
  readonly word: string
  readonly against: string | undefined
  readonly limits: string | undefined
  readonly isJson: boolean
  readonly junit: string | undefined
}

/** @throws UsageError */
function readArguments(args: readonly string[]): CheckArguments | typeof SCHEMA {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: {
      against: { type: 'string' },
      limits: { type: 'string' },
      json: { type: 'boolean', default: false },
      junit: { type: 'string' },
      schema: { type: 'boolean', default: false }
    }
  })
  if (values.schema) return SCHEMA
  const [word, ...rest] = positionals
  const { against, limits, json, junit } = values
  if (word === undefined || rest.length > 0) throw new UsageError('give one PID, FILE, FILE:PID or - (standard input)')
  if (against === undefined && limits === undefined) {
    throw new UsageError('give a baseline with --against FILE, or rules with --limits FILE')
  }
  return { word, against, limits, isJson: json, junit }
}

const MARKS = { within: 'ok     ', beyond: 'BEYOND ', unjudged: 'UNKNOWN' } as const

const lineOf = (judgement: Judgement): TerminalText =>
  shown`${MARKS[judgement.outcome]}  ${judgement.name}: ${judgementText(judgement)}\n`

/** The baseline: of a file of several processes the one of the same number, else the only one. */
function openBaseline(against: string, capture: Capture): Capture {
  try {
    return openCapture(against).capture
  } catch (error) {
    if (!(error instanceof FailureError) || capture.process.pid === 0) throw error
    return openCapture(against, { pid: capture.process.pid }).capture
  }
}

async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = readArguments(args)
  if (asked === SCHEMA) {
    const { limitsSchemaText } = await import('#shared/fleet/gate/limits-schema.ts')
    io.stdout.data(limitsSchemaText())
    return 0
  }
  const rules = asked.limits === undefined ? DEFAULT_RULES : readLimits(asked.limits)
  if (asked.junit !== undefined) checkWritable(asked.junit)
  const { capture } = openCapture(asked.word)
  const baseline = asked.against === undefined ? null : openBaseline(asked.against, capture)
  const judgements = rules.map((rule) => judge(rule, capture, baseline))
  const title = capture.command || capture.name || asked.word
  if (asked.junit !== undefined) {
    const report = junitXml(title, judgements)
    writeFileWhole(asked.junit, (sink) => sink(Buffer.from(report)))
  }
  const status = exitStatusOf(judgements)
  if (asked.isJson) {
    const rows = judgements.map(({ rule, ...rest }) => ({ ...rest, measure: rule.measure, select: rule.select }))
    const outcome = ['within', 'beyond', 'unjudged'][status]
    io.stdout.data(`${JSON.stringify({ process: capture.process, command: title, outcome, rules: rows }, null, 1)}\n`)
    return status
  }
  io.stdout.print(shown`${capture.process.pid === 0 ? '' : `${capture.process.pid}: `}${title}\n`)
  // Failures first: a log is read from its top.
  const order = { beyond: 0, unjudged: 1, within: 2 }
  for (const judgement of judgements.toSorted((a, b) => order[a.outcome] - order[b.outcome]))
    io.stdout.print(lineOf(judgement))
  const count = (outcome: Judgement['outcome']): number => judgements.filter((each) => each.outcome === outcome).length
  io.stdout.print(
    shown`${judgements.length} ${judgements.length === 1 ? 'rule' : 'rules'}: ${count('beyond')} beyond, ${count('unjudged')} could not be judged, ${count('within')} within\n`
  )
  return status
}

/** `vmatlas check`: 0 within all limits, 1 beyond one, 2 when it could not be judged or the arguments are wrong. */
export const check = reportErrors('check', run, UNJUDGED)
