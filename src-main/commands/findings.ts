import { FindingContext } from '#shared/findings/finding-context.ts'
import { findingsOf } from '#shared/findings/index.ts'
import { grownList, type GrownList } from '#shared/history/grown-entries.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { isMetricKnown } from '#shared/memory/metric-values.ts'
import { openCapture } from './support/open-capture.ts'
import { historyOfFile } from './support/history-of-file.ts'
import { findingsJson, findingsText } from './support/findings-text.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'

/** What grew over the moments of a file; null where there is only one, or nothing is known of what is resident. */
function growthIn(word: string, { table }: Capture, momentCount: number): GrownList | null {
  if (momentCount < 2 || !isMetricKnown(table, 'rss')) return null
  // What can't be read of the file was reported when it was opened.
  const history = historyOfFile(word, () => undefined)
  return grownList(history, { by: 'purpose', metric: 'rss', from: 0, to: history.moments.length - 1 })
}

/** `vmatlas findings`: what is worth reporting of a process, the most urgent first. Status 0 whatever is found. */
export const findings = reportErrors('findings', async (args, io) => {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } }
  })
  const [word, ...rest] = positionals
  if (word === undefined || rest.length > 0) throw new UsageError('give one PID, FILE or FILE:PID')
  const { capture, momentCount, source } = openCapture(word)
  const found = findingsOf(new FindingContext(capture, growthIn(word, capture, momentCount)))
  io.stdout.data(values.json ? findingsJson(capture, found) : findingsText(capture, found, source !== null))
  return 0
})
