import type { Capture } from '#shared/memory/capture.ts'
import {
  deviceText,
  exactFieldValue,
  flagsText,
  mappingEnd,
  mappingName,
  mappingStart,
  permsText
} from '#shared/memory/mapping-table.ts'
import { textAt } from '#shared/memory/text-list.ts'
import { u64Hex } from '#shared/memory/u64-column.ts'

/** Everything that a capture's rows say, as plain values to be compared. */
export function captureRows({ table, classification }: Capture): unknown[] {
  return Array.from({ length: table.rowCount }, (_, row) => ({
    start: mappingStart(table, row),
    end: mappingEnd(table, row),
    offset: u64Hex(table.offset, row, 1),
    perms: permsText(table.perms[row]!),
    device: deviceText(table.backings, table.backing[row]!),
    inode: u64Hex(table.backings.inode, table.backing[row]!, 1),
    name: mappingName(table, row),
    flags: flagsText(table, row),
    fields: table.fields.map((field) => [field.name, field.unit, exactFieldValue(table, field, row)]),
    category: classification.category[row],
    confidence: classification.confidence[row],
    evidence: classification.evidences[classification.evidence[row]!],
    group: classification.groups[classification.group[row]!],
    purpose: classification.purposes[classification.purpose[row]!],
    part: classification.part[row],
    texts: table.texts.map(({ name, texts, id }) => [name, textAt(texts, id[row]!)])
  }))
}
