import type { Category, Confidence, Evidence, EvidenceDepth } from '../memory/category.ts'
import { kindLabel, type Purpose, type PurposePart } from '../memory/purpose.ts'
import type { EvidenceKey } from '../words/evidence.ts'
import type { PurposeKey } from '../words/purpose.ts'

/**
 * A recogniser's answer. Labels are compared by identity when they are interned, so recognisers return the same object
 * for the same label again (module constants, or RowCursor.once).
 */
export interface Label {
  readonly category: Category
  readonly confidence: Confidence
  readonly evidence: Evidence
  readonly purpose: Purpose
  readonly part: PurposePart
  /** Label of the group inside the category: a path, a name given by the program, or that of a kind of thing. */
  readonly group: string
}

/** What a label is made of besides category, confidence and evidence. */
export interface LabelParts {
  readonly purpose: PurposeKey
  /** Values of the purpose's words and of the evidence's. */
  readonly values?: Evidence['values']
  readonly owner?: string
  readonly part?: PurposePart
  /** The group's label where it is a name; else the group is of this kind, usually the purpose itself. */
  readonly group?: string
  readonly kind?: PurposeKey
  readonly depth?: EvidenceDepth
}

export function label(category: Category, confidence: Confidence, evidence: EvidenceKey, parts: LabelParts): Label {
  const { purpose, values = {}, owner = '', part = 'own', group, kind = purpose, depth = 'maps' } = parts
  return {
    category,
    confidence,
    evidence: { key: evidence, values, depth },
    purpose: { key: purpose, values, owner },
    part,
    group: group ?? kindLabel(kind)
  }
}

/** The label of another part of the same thing: the purpose is the same object, so that both are one. */
export function partOfSame(whole: Label, category: Category, evidence: EvidenceKey, part: PurposePart): Label {
  const { values, depth } = whole.evidence
  return { ...whole, category, evidence: { key: evidence, values, depth }, part }
}
