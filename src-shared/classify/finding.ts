import type { Category, Confidence, Evidence } from '../memory/category.ts'
import type { EvidenceKey } from './evidence-key.ts'

/**
 * A recogniser's answer. Findings are compared by identity when they are interned, so recognisers return the same object
 * for the same label again (module constants, or RowCursor.once).
 */
export interface Finding {
  readonly category: Category
  readonly confidence: Confidence
  readonly evidence: Evidence
  /** Name of the group inside the category: a path, a name given by the program; empty for "no name of its own". */
  readonly label: string
}

export function finding(
  category: Category,
  confidence: Confidence,
  key: EvidenceKey,
  label = '',
  values: Evidence['values'] = {}
): Finding {
  return { category, confidence, evidence: { key, values }, label }
}
