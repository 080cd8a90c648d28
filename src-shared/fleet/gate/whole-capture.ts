import { CUTS, type Capture, type CaptureNote } from '../../memory/capture.ts'
import { isFieldMissing } from '../../memory/field-column.ts'
import type { MappingTable } from '../../memory/mapping-table.ts'

const WHY: Partial<Record<CaptureNote['kind'], string>> = {
  'skipped-lines': 'some of its lines could not be read',
  'open-end': 'its last line has no end',
  ...Object.fromEntries(CUTS.map((kind) => [kind, 'some of its mappings were left out']))
}

/** The last row lacks lines that the row before has, which a kernel prints of each: the text was cut off there, and rows may have followed. */
function endsWithinMapping({ fields, flags, rowCount }: MappingTable): boolean {
  const last = rowCount - 1
  if (last < 1) return false
  const lacksFlags = flags !== null && flags.id[last] === 0 && flags.id[last - 1] !== 0
  return lacksFlags || fields.some((field) => isFieldMissing(field, last) && !isFieldMissing(field, last - 1))
}

/** In words why a capture may hold less than there was; null of a whole one. */
export function whatItLacks({ notes, table }: Capture): string | null {
  for (const { kind } of notes) if (WHY[kind] !== undefined) return WHY[kind]
  return endsWithinMapping(table) ? 'it ends within a mapping' : null
}
