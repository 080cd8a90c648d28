import { CATEGORIES, categoryOf, type Category } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import { partedCapture } from '../memory/parted-capture.ts'
import { measureOf, type Measure } from './measures.ts'
import { purposeSums } from './purpose-sums.ts'

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
/** Measures that have columns by purpose, too: what it takes of the machine's memory, and what it alone holds. */
const PURPOSE_MEASURES: readonly Measure[] = ['pss', 'anonymous']
/** Most purposes of a group that have series of their own. */
const MOST_PURPOSES = 20
/** Most groups that have series of their own; the others are summed up under this name. */
const MOST_GROUPS = 200
const OTHERS = '(others)'

/** A label's value in the OpenMetrics text format, which escapes these three. */
const labelText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

/** kB by category; null where one of the captures does not report. */
export function sumsByCategory(captures: readonly Capture[], measure: Measure): ReadonlyMap<Category, number> | null {
  const sums = new Map<Category, number>()
  for (const { table, classification } of captures.map(partedCapture)) {
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

/** The largest purposes of a group by name, and the sum of the others. */
function* purposeSamples(
  captures: readonly Capture[],
  measure: Measure
): Generator<readonly [labels: string, kb: number]> {
  const sums = purposeSums(captures, measure)
  if (sums === null) return
  const ordered = sums.toSorted((a, b) => b.kb - a.kb)
  const named = ordered.length <= MOST_PURPOSES ? ordered : ordered.slice(0, MOST_PURPOSES - 1)
  for (const { purpose, owner, kb } of named) {
    yield [`purpose="${labelText(purpose)}",owner="${labelText(owner)}"`, kb]
  }
  const rest = ordered.slice(named.length)
  if (rest.length > 0) yield [`purpose="${OTHERS}",owner=""`, rest.reduce((sum, { kb }) => sum + kb, 0)]
}

/**
 * Sums by category, and by purpose where it is known, in the OpenMetrics text format, for node_exporter's textfile collector. Units are bytes, as the
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
  for (const measure of PURPOSE_MEASURES) {
    const samples = shown.map(({ name, captures }) => ({ name, sums: [...purposeSamples(captures, measure)] }))
    if (samples.every(({ sums }) => sums.length === 0)) continue
    const name = `vmatlas_purpose_${measure}_bytes`
    family(name, HELP[measure]!.replace('by category', 'by what it is for'), 'bytes')
    for (const { name: group, sums } of samples)
      for (const [labels, kb] of sums) sink(`${name}{${label}="${labelText(group)}",${labels}} ${kb * 1024}\n`)
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
