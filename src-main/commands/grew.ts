import { shown } from '#shared/base/terminal-text.ts'
import { History } from '#shared/history/history.ts'
import { GROWN_BY, grownList, type GrownBy } from '#shared/history/grown-entries.ts'
import { parseDuration } from '#shared/history/condition.ts'
import { stretchBetween } from '#shared/history/stretch.ts'
import { leastLooked, lookingOf } from '#shared/memory/looking.ts'
import { isMetricKnown } from '#shared/memory/metric-values.ts'
import { METRICS, type Metric } from '#shared/memory/metrics.ts'
import { FailureError } from '#shared/contract/failure.ts'
import { leftUnlooked } from '#shared/memory/look-words.ts'
import { captureLive } from './support/capture-live.ts'
import { endedBySignals } from './support/ended-by-signals.ts'
import { grownJson, grownText } from './support/grown-text.ts'
import { historyOfFile } from './support/history-of-file.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

/** A stretch is looked at this often, and not more often than the second number, milliseconds. */
const LOOKS = 20
const SHORTEST = 200
const LONGEST = 5000
/** Part of the time that reading may take: the user waits for the answer. */
const DUTY = 0.2

/** Watches a live process for a while. @throws FailureError `gone` when it is not there at all */
async function watched(pid: number, forMs: number): Promise<History> {
  const history = new History()
  const signals = endedBySignals()
  const began = performance.now()
  const every = Math.min(LONGEST, Math.max(SHORTEST, forMs / LOOKS))
  try {
    for (let turn = 1; ; turn++) {
      const at = performance.now()
      try {
        const capture = captureLive(pid)
        // What is left of a process that ended does not show what it was.
        if (capture.table.rowCount === 0 && history.last !== null) return history
        if (capture.table.rowCount === 0 && capture.notes.length > 0) {
          const kinds = capture.notes.map(({ kind }) => kind).join(', ')
          throw new FailureError('denied', `process ${pid}`, `it has no mappings that could be read (${kinds})`)
        }
        history.add(capture)
      } catch (error) {
        if (history.moments.length === 0 || !(error instanceof FailureError)) throw error
        return history
      }
      const cost = performance.now() - at
      if (signals.isEnded() || performance.now() - began >= forMs) return history
      const due = Math.min(began + forMs, Math.max(began + turn * every, performance.now() + cost / DUTY - cost))
      await signals.wait(due - performance.now())
    }
  } finally {
    signals.close()
  }
}

const oneOf = <Name extends string>(names: readonly Name[], option: string, word: string): Name => {
  const found = names.find((name) => name === word)
  if (found === undefined) throw new UsageError(`${option} is one of ${names.join(', ')}`)
  return found
}

/** `vmatlas grew`: what grew over a recording, or over the next seconds of a process; the largest growth first. */
export const grew = reportErrors('grew', async (args, io) => {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: {
      for: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      by: { type: 'string', default: 'purpose' satisfies GrownBy },
      metric: { type: 'string' },
      json: { type: 'boolean', default: false }
    }
  })
  const [word, ...rest] = positionals
  if (word === undefined || rest.length > 0) throw new UsageError('give one FILE, FOLDER, FILE:PID or PID')
  const by = oneOf(GROWN_BY, '--by', values.by)
  const isLive = /^\d+$/.test(word)
  const forMs = parseDuration(values.for ?? '10s')
  if (forMs === null) throw new UsageError('--for is a time such as 10s or 5m')
  if (!isLive && values.for !== undefined)
    throw new UsageError('--for is for a live process; a file has --from and --to')
  const history = isLive
    ? await watched(Number(word), forMs)
    : historyOfFile(word, (file, words) => io.stderr.print(shown`vmatlas grew: ${file}: ${words}\n`))
  const wanted = values.metric === undefined ? null : oneOf(METRICS, '--metric', values.metric)
  const metric: Metric = wanted ?? (history.last !== null && isMetricKnown(history.last.table, 'rss') ? 'rss' : 'size')
  const stretch = stretchBetween(
    history.moments.map(({ takenAt }) => takenAt),
    values.from ?? null,
    values.to ?? null
  )
  if (typeof stretch === 'string') throw new UsageError(stretch)
  const list = grownList(history, { by, metric, ...stretch })
  const between = history.moments.slice(stretch.from, stretch.to + 1)
  const looking = leastLooked(between.map(({ frame }) => lookingOf({ ...frame, classification: frame.labels })))
  const left = looking === null ? null : leftUnlooked(looking, !isLive)
  if (left !== null) io.stderr.print(shown`vmatlas grew: ${left}\n`)
  io.stdout.data(values.json ? grownJson(list, looking) : grownText(list, by))
  return 0
})
