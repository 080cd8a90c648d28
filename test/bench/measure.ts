import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Median, smallest and largest of a series. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const median = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, min: sorted[0]!, max: sorted.at(-1)! }
}

/**
 * Runs the measurements in turn, A B C A B C …, after one round that is not counted, and gives each one's values.
 * Comparing round by round holds even when the machine's speed drifts.
 */
export async function interleave<Name extends string>(
  rounds: number,
  measurements: Readonly<Record<Name, () => number | Promise<number>>>
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measurements) as Name[]
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const value = await measurements[name]()
      if (round >= 0) values[name].push(value)
    }
  }
  return values
}

/** Ratios of two series, round by round. */
export function ratios(above: readonly number[], below: readonly number[]): Spread {
  return spreadOf(above.map((value, round) => value / below[round]!))
}

/** Milliseconds that a whole process takes, its output going to /dev/null. @throws Error when it fails. */
export function timeProcess(command: string, args: readonly string[], accepted: readonly number[] = [0]): number {
  const sink = openSync('/dev/null', 'w')
  const began = performance.now()
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', sink, sink] })
  const took = performance.now() - began
  closeSync(sink)
  if (error) throw error
  if (!accepted.includes(status ?? -1)) throw new Error(`${command} ${args.join(' ')} ended with ${status}`)
  return took
}

/** Largest resident size in MiB that a Node program reached, as its own process counts it. */
export function peakOfNode(args: readonly string[], resultFile: string): number {
  const hook = join(import.meta.dirname, 'report-peak.mjs')
  const sink = openSync('/dev/null', 'w')
  const { status } = spawnSync(process.execPath, ['--import', hook, ...args], {
    stdio: ['ignore', sink, 'inherit'],
    env: { ...process.env, BENCH_PEAK_FILE: resultFile }
  })
  closeSync(sink)
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`)
  return Number(readFileSync(resultFile, 'utf8')) / 1024
}
