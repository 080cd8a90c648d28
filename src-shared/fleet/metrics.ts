import { CATEGORIES, categoryOf, type Category } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import { measureOf, type Measure } from './measures.ts'

/** A process, or several that belong together, under a name; sums of no measure that one of them lacks. */
export interface MetricGroup {
  readonly name: string
  readonly captures: readonly Capture[]
}

const MEASURES: readonly Measure[] = ['size', 'rss', 'pss', 'swap', 'anonymous']
const HELP: Readonly<Record<string, string>> = {
  size: 'Address space by category.',
  rss: 'Memory in RAM by category; shared pages count for each process.',
  pss: 'Memory in RAM by category; shared pages are divided among their processes.',
  swap: 'Swapped memory by category.',
  anonymous: 'Memory that no file holds, in RAM or swapped, by category.'
}
/** Most groups that have series of their own; the others are summed up under this name. */
const MOST_GROUPS = 200
const OTHERS = '(others)'

/** A label's value in the OpenMetrics text format, which escapes these three. */
const labelText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

/** kB by category; null where one of the captures does not tell. */
export function sumsByCategory(captures: readonly Capture[], measure: Measure): ReadonlyMap<Category, number> | null {
  const sums = new Map<Category, number>()
  for (const { table, classification } of captures) {
    const valueOf = measureOf(table, measure)
    if (valueOf === null && table.rowCount > 0) return null
    for (let row = 0; row < table.rowCount; row++) {
      const category = categoryOf(classification, row)
      const value = valueOf?.(row)
      if (value == null) return null
      sums.set(category, (sums.get(category) ?? 0) + value)
    }
  }
  return sums
}

function bounded(groups: readonly MetricGroup[]): MetricGroup[] {
  if (groups.length <= MOST_GROUPS) return [...groups]
  const bySize = groups.toSorted((a, b) => b.captures.length - a.captures.length || (a.name < b.name ? -1 : 1))
  const rest = bySize.slice(MOST_GROUPS - 1)
  return [...bySize.slice(0, MOST_GROUPS - 1), { name: OTHERS, captures: rest.flatMap(({ captures }) => captures) }]
}

/**
 * Sums by category in the OpenMetrics text format, for node_exporter's textfile collector. Units are bytes, as the
 * conventions want; how many series there are is bounded.
 * @param label what a group's name is: `program`, `unit`, `pid`
 */
export function openMetrics(groups: readonly MetricGroup[], label: string, sink: (text: string) => void): void {
  const shown = bounded(groups)
  const family = (name: string, help: string, unit: string | null): void => {
    sink(`# TYPE ${name} gauge\n`)
    if (unit !== null) sink(`# UNIT ${name} ${unit}\n`)
    sink(`# HELP ${name} ${help}\n`)
  }
  for (const measure of MEASURES) {
    const name = `vmatlas_${measure}_bytes`
    family(name, HELP[measure]!, 'bytes')
    for (const { name: group, captures } of shown) {
      const sums = sumsByCategory(captures, measure)
      if (sums === null) continue
      for (const category of CATEGORIES) {
        const kb = sums.get(category)
        if (kb !== undefined) sink(`${name}{${label}="${labelText(group)}",category="${category}"} ${kb * 1024}\n`)
      }
    }
  }
  family('vmatlas_mappings', 'How many mappings there are.', null)
  samplesOf(
    shown,
    label,
    'vmatlas_mappings',
    ({ captures }) => captures.reduce((sum, { table }) => sum + table.rowCount, 0),
    sink
  )
  family('vmatlas_processes', 'How many processes were read.', null)
  samplesOf(shown, label, 'vmatlas_processes', ({ captures }) => captures.length, sink)
  sink('# EOF\n')
}

function samplesOf(
  groups: readonly MetricGroup[],
  label: string,
  name: string,
  valueOf: (group: MetricGroup) => number,
  sink: (text: string) => void
): void {
  for (const group of groups) sink(`${name}{${label}="${labelText(group.name)}"} ${valueOf(group)}\n`)
}
