import { categoryOf } from '../memory/category.ts'
import type { Capture } from '../memory/capture.ts'
import { mappingName, permsText } from '../memory/mapping-table.ts'
import { partedCapture } from '../memory/parted-capture.ts'
import { visibleText } from '../base/visible-text.ts'
import { measureOf, type Measure } from './measures.ts'

/** A frame's name: `;` parts frames, and the last blank begins the number. */
const frame = (text: string): string => visibleText(text).replaceAll(';', ':')

/**
 * Folded stacks for flame-graph tools: `program;category;name;permissions KB`, one line for each that is not 0, summed up.
 * @returns false where the source does not report the measure
 */
export function foldedStacks(captures: readonly Capture[], measure: Measure, sink: (text: string) => void): boolean {
  const sums = new Map<string, number>()
  for (const { table, classification, name, command } of captures.map(partedCapture)) {
    const valueOf = measureOf(table, measure)
    if (valueOf === null) return false
    for (let row = 0; row < table.rowCount; row++) {
      const kb = valueOf(row)
      if (kb === null || kb === 0) continue
      const module = mappingName(table, row) || '[ anon ]'
      const frames = [
        name || command || 'process',
        categoryOf(classification, row),
        module,
        permsText(table.perms[row]!)
      ]
      const stack = frames.map(frame).join(';')
      sums.set(stack, (sums.get(stack) ?? 0) + kb)
    }
  }
  for (const [stack, kb] of sums) sink(`${stack} ${kb}\n`)
  return true
}
