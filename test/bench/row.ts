import { spawnSync } from 'node:child_process'
import type { Spread } from './measure.ts'
import type { BenchWorker } from './capture-worker.ts'
import type { Workloads } from './workloads.ts'

/** What every row of the benchmark gets. */
export interface BenchContext {
  readonly workloads: Workloads
  readonly worker: BenchWorker
  /** Counted rounds of each comparison. */
  readonly rounds: number
  readonly isQuick: boolean
}

/** One line of the table. */
export interface RowResult {
  readonly id: string
  readonly what: string
  /** The figure, or why there is none. */
  readonly measured: Spread | string
  readonly must: number | null
  readonly stretch: number | null
  /** `least`: the figure must reach the bound instead of staying below it. */
  readonly direction: 'most' | 'least'
  readonly unit: string
}

export type BenchRow = (context: BenchContext) => Promise<readonly RowResult[]>

export function ratioRow(
  id: string,
  what: string,
  measured: Spread | string,
  must: number | null,
  stretch: number | null
): RowResult {
  return { id, what, measured, must, stretch, direction: 'most', unit: '' }
}

export function hasTool(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0
}

/** Number of mappings that "a million" means; a quick run takes fewer. */
export const millionOf = ({ isQuick }: BenchContext): number => (isQuick ? 200_000 : 1_000_000)

export const CLI = 'out/main/cli.js'
