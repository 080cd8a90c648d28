// `npm run bench [-- --quick] [-- --only 1,3]`: the product against the machine's own tools, side by side, as ratios.
import { parseArgs } from 'node:util'
import { buildIfNeeded } from '../../build/build-if-needed.mjs'
import { BenchWorker } from './capture-worker.ts'
import type { BenchRow, RowResult } from './row.ts'
import { captureRows, commandRow, millionRows } from './rows-capture.ts'
import { correctRow } from './rows-correct.ts'
import { evidenceRows } from './rows-evidence.ts'
import { fleetRows } from './rows-fleet.ts'
import { machineRows } from './rows-machine.ts'
import { pageRows } from './rows-pages.ts'
import { pageSoakRow } from './rows-page-soak.ts'
import { screenRows } from './rows-screen.ts'
import { soakRow } from './rows-soak.ts'
import { listRows, snapshotRows, watchedRow } from './rows-system.ts'
import { recordingRows, timelineRows, watchingSoakRow } from './rows-time.ts'
import { Workloads } from './workloads.ts'

const ROWS: readonly (readonly [ids: readonly string[], row: BenchRow])[] = [
  [['1', '2'], captureRows],
  [['3'], commandRow],
  [['4', '5'], millionRows],
  [['6'], listRows],
  [['7'], snapshotRows],
  [['8'], watchedRow],
  [['9', '10', '11'], screenRows],
  [['12'], correctRow],
  [['13'], soakRow],
  [['fleet'], fleetRows],
  [['machine'], machineRows],
  [['14'], recordingRows],
  [['15'], watchingSoakRow],
  [['16'], timelineRows],
  [['19'], evidenceRows],
  [['25', '26'], pageRows],
  [['28'], pageSoakRow]
]

const number = (value: number): string => (Math.abs(value) >= 10 ? value.toFixed(0) : value.toFixed(2))

function verdictOf({ measured, must, stretch, direction }: RowResult): string {
  if (typeof measured === 'string') return '–'
  const reaches = (bound: number | null): boolean =>
    bound === null || (direction === 'most' ? measured.median <= bound : measured.median >= bound)
  if (!reaches(must)) return 'MISSED'
  return stretch !== null && reaches(stretch) ? 'stretch' : 'ok'
}

function print(result: RowResult): void {
  const { id, what, measured, must, stretch, direction, unit } = result
  const sign = direction === 'most' ? '≤' : '≥'
  const bounds = `${sign} ${must ?? '–'} (${stretch ?? '–'})`
  const figure =
    typeof measured === 'string'
      ? measured
      : `${number(measured.median)} ${unit} [${number(measured.min)}–${number(measured.max)}]`
  console.log(`${id.padStart(2)}  ${what.padEnd(72)} ${figure.padEnd(28)} ${bounds.padEnd(18)} ${verdictOf(result)}`)
}

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } })
const only = values.only?.split(',')
buildIfNeeded()
const workloads = new Workloads()
const worker = new BenchWorker()
let missed = 0
console.log('Ratios of medians per round, [smallest–largest]; bounds: must (stretch).\n')
try {
  for (const [ids, row] of ROWS) {
    if (only !== undefined && !ids.some((id) => only.includes(id))) continue
    for (const result of await row({ workloads, worker, rounds: values.quick ? 5 : 9, isQuick: values.quick })) {
      print(result)
      if (verdictOf(result) === 'MISSED') missed++
    }
  }
} finally {
  await worker.stop()
  await workloads.stopAll()
}
process.exitCode = missed > 0 ? 1 : 0
