import { nameFacts } from '../classify/name-kind.ts'
import type { Classification, Evidence } from '../memory/category.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import { kindOfLabel, type Purpose } from '../memory/purpose.ts'
import { textAt, textCount } from '../memory/text-list.ts'
import { u64Decimal } from '../memory/u64-column.ts'
import type { NameRedactor } from './name-redactor.ts'
import type { RedactionChoice } from './redaction.ts'

/**
 * The labels that were made of the true names and addresses, with made-up names in them where the table has some. Nothing
 * is classified again: what is left out of a capture must not change the labels of the rest.
 */
export function redactLabels(
  classification: Classification,
  before: MappingTable,
  after: MappingTable,
  names: NameRedactor,
  choice: RedactionChoice
): Classification {
  const known = renamedLabels(before, after)
  const text = (own: string): string => known.get(own) ?? names.words(own)
  const isThreadHidden = choice.paths !== 'none' || choice.commands
  const values = (own: Evidence['values']): Evidence['values'] =>
    Object.fromEntries(
      Object.entries(own).map(([name, value]): [string, string | number] => {
        if (typeof value === 'number') return [name, value]
        // Threads are called after what they do; a program's own words are private.
        return [name, name === 'thread' && isThreadHidden ? '' : text(value)]
      })
    )
  const group = (label: string): string => (kindOfLabel(label) === null ? text(label) : label)
  function redactPurpose(purpose: Purpose): Purpose {
    const { shares } = purpose
    const own = { ...purpose, values: values(purpose.values) }
    if (shares === undefined) return own
    return {
      ...own,
      shares: shares.map((share) => ({ ...share, purpose: redactPurpose(share.purpose), group: group(share.group) }))
    }
  }
  return {
    ...classification,
    evidences: classification.evidences.map((evidence) => ({ ...evidence, values: values(evidence.values) })),
    purposes: classification.purposes.map((purpose) => redactPurpose(purpose)),
    groups: classification.groups.map((own) => ({ ...own, label: group(own.label) }))
  }
}

/** Labels of the backings' names before, to those after. */
function renamedLabels(before: MappingTable, after: MappingTable): Map<string, string> {
  const [was, is] = [before.backings.name, after.backings.name]
  return new Map(
    Array.from({ length: textCount(was) }, (_, index) => [
      nameFacts(textAt(was, index), u64Decimal(before.backings.inode, index)).label,
      nameFacts(textAt(is, index), u64Decimal(after.backings.inode, index)).label
    ])
  )
}
