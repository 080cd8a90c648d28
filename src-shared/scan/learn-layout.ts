import { alignedValue } from './aligned-value.ts'
import { BlockLayout, canLayOut } from './block-layout.ts'
import type { FieldBuilder } from './field-builder.ts'
import { hasName, isBlank } from './field-line.ts'

const NEWLINE = 10
const COLON = 58
const VALUE_WIDTH = 8
const UNIT = ' kB'
/** What follows the numbers on all kernels that have VmFlags. */
const FLAGS = 'VmFlags:'

/**
 * The layout of the block at `at`, when its lines are exactly the known fields in order, written as the kernel does.
 * Everything outside the values is checked here, because later blocks are only compared with this one.
 */
export function learnLayout(
  buffer: Uint8Array,
  view: DataView,
  at: number,
  end: number,
  fields: readonly FieldBuilder[]
): BlockLayout | null {
  const starts: number[] = []
  const ends: number[] = []
  let position = at
  for (const { name, unit } of fields) {
    const newline = buffer.indexOf(NEWLINE, position)
    if (newline < 0 || newline >= end || !hasName(buffer, position, name.length, name)) return null
    let gap = position + name.length
    if (buffer[gap++] !== COLON) return null
    const to = unit === 'kB' ? newline - UNIT.length : newline
    if (unit === 'kB' && !hasName(buffer, to, UNIT.length, UNIT)) return null
    // Only blanks before the value: a wider number's first digits must not become part of the layout.
    for (; gap < to - VALUE_WIDTH; gap++) if (!isBlank(buffer[gap])) return null
    if (gap > to - VALUE_WIDTH || alignedValue(view, to) < 0) return null
    starts.push(to - VALUE_WIDTH - at)
    ends.push(to - at)
    position = newline + 1
  }
  const hasFlags = position + FLAGS.length <= end && hasName(buffer, position, FLAGS.length, FLAGS)
  const length = position - at
  const reach = length + (hasFlags ? FLAGS.length : 0)
  return canLayOut(reach, starts, ends) ? new BlockLayout(buffer.slice(at, at + reach), length, starts, ends) : null
}
