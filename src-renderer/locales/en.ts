import { compare } from './en/compare.ts'
import { details } from './en/details.ts'
import { jvm } from './en/jvm.ts'
import * as labels from './en/labels.ts'
import * as ladders from './en/ladder.ts'
import * as metrics from './en/metrics.ts'
import { lesson } from './en/lesson.ts'
import { limits, machine, sharing } from './en/machine.ts'
import { mappingTable } from './en/mapping-table.ts'
import { numbers } from './en/numbers.ts'
import { palette } from './en/palette.ts'
import { processList } from './en/process-list.ts'
import { address } from './en/address.ts'
import { pages } from './en/pages.ts'
import * as reading from './en/reading.ts'
import { share } from './en/share.ts'
import { evidence } from '#shared/words/evidence.ts'
import { findingsView } from './en/findings.ts'
import { findings } from '#shared/words/findings.ts'
import * as purposes from '#shared/words/purpose.ts'
import { shell } from './en/shell.ts'
import { summary } from './en/summary.ts'
import { timeline } from './en/timeline.ts'
import { treemap } from './en/treemap.ts'

/** English: the language whose keys are the measure for all others. One file a view. */
export const en = {
  ...labels,
  ...ladders,
  ...purposes,
  evidence,
  findings,
  findingsView,
  ...metrics,
  ...reading,
  share,
  shell,
  palette,
  processList,
  machine,
  sharing,
  limits,
  jvm,
  mappingTable,
  address,
  pages,
  timeline,
  numbers,
  treemap,
  summary,
  lesson,
  details,
  compare
}
