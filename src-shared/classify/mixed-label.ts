import type { EvidenceDepth } from '../memory/category.ts'
import { kindLabel, type Purpose } from '../memory/purpose.ts'
import { LISTED_PIECES, type PurposeShare, type ShareRange } from '../memory/purpose-share.ts'
import type { Label } from './label.ts'

/** The part of a mapping that one label has. */
export interface LabelPart {
  readonly label: Label
  /** Of the mapping, 0 … 1. */
  readonly share: number
  /** Bytes from the mapping's beginning, in order. */
  readonly ranges: readonly ShareRange[]
}

/** What shares are of: pages in memory, or addresses where those were not counted. */
export type ShareBasis = 'memory' | 'addresses'

/** So much of a mapping must be for one purpose for the mapping to be named after it; the rest is named beside it. */
const NAMED_AFTER = 0.9

/**
 * The label of a mapping that holds memory for several purposes, because the kernel joins neighbours that are alike. Where they
 * are of several categories and none is nearly all of it, no category would be right for the whole: it is anonymous, which it
 * is, and its parts have their own.
 * @param parts two or more, the largest first, together all of the mapping
 */
export function mixedLabel(parts: readonly LabelPart[], basis: ShareBasis): Label {
  const [first, second] = [parts[0]!, parts[1]!]
  const { evidence, category } = first.label
  const isOne = parts.every(({ label }) => label.category === category)
  const percent = Math.floor(first.share * 100)
  const isFew = parts.reduce((sum, { ranges }) => sum + ranges.length, 0) <= LISTED_PIECES
  const shares = parts.map(({ label, share, ranges }): PurposeShare => {
    return {
      purpose: label.purpose,
      category: label.category,
      confidence: label.confidence,
      group: label.group,
      share: Math.round(share * 1e4) / 1e4,
      ranges: isFew ? ranges : []
    }
  })
  const depth = parts.reduce<EvidenceDepth>((deepest, { label }) => deeper(deepest, label.evidence.depth), 'maps')
  if (first.share >= NAMED_AFTER && category !== 'anonymous') {
    return {
      ...first.label,
      confidence: isOne ? first.label.confidence : 'probable',
      evidence: { key: `mixed-most-${basis}`, values: { ...evidence.values, percent }, depth },
      purpose: { ...first.label.purpose, shares }
    }
  }
  return {
    category: isOne ? category : 'anonymous',
    confidence: 'inferred',
    evidence: { key: `mixed-${basis}`, values: {}, depth },
    purpose: { ...mixedPurpose(first.label, second.label), shares },
    part: 'own',
    group: kindLabel('mixed')
  }
}

function mixedPurpose(first: Label, second: Label): Purpose {
  const owners = new Set([first.purpose.owner, second.purpose.owner])
  return {
    key: 'mixed',
    values: { first: first.purpose.key, second: second.purpose.key },
    owner: owners.size === 1 ? first.purpose.owner : ''
  }
}

function deeper(one: EvidenceDepth, other: EvidenceDepth): EvidenceDepth {
  if (one === 'inside' || other === 'inside') return 'inside'
  return one === 'files' ? one : other
}
