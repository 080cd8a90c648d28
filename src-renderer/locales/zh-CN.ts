import type { Messages } from './messages.ts'
import { compare } from './zh-CN/compare.ts'
import { details } from './zh-CN/details.ts'
import { jvm } from './zh-CN/jvm.ts'
import * as labels from './zh-CN/labels.ts'
import * as ladders from './zh-CN/ladder.ts'
import * as metrics from './zh-CN/metrics.ts'
import { lesson } from './zh-CN/lesson.ts'
import { limits, machine, sharing } from './zh-CN/machine.ts'
import { mappingTable } from './zh-CN/mapping-table.ts'
import { numbers } from './zh-CN/numbers.ts'
import { palette } from './zh-CN/palette.ts'
import { processList } from './zh-CN/process-list.ts'
import { address } from './zh-CN/address.ts'
import { pages } from './zh-CN/pages.ts'
import * as reading from './zh-CN/reading.ts'
import { share } from './zh-CN/share.ts'
import { evidence } from './zh-CN/evidence.ts'
import { findings, findingsView } from './zh-CN/findings.ts'
import * as purposes from './zh-CN/purpose.ts'
import { shell } from './zh-CN/shell.ts'
import { summary } from './zh-CN/summary.ts'
import { timeline } from './zh-CN/timeline.ts'
import { treemap } from './zh-CN/treemap.ts'

/** Simplified Chinese. A text that English has and this lacks does not compile. */
export const zhCN: Messages = {
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
