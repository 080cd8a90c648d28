import type { Label } from './label.ts'
import { kindLabel } from '../memory/purpose.ts'

/**
 * The label of a mapping that holds memory for two purposes, because the kernel joins neighbours that are alike. Where they
 * are of two categories, neither would be right for all of it.
 * @param percent of the mapping that is for the first; null where that is not known
 */
export function mixedLabel(first: Label, second: Label, percent: number | null): Label {
  const owners = new Set([first.purpose.owner, second.purpose.owner])
  return {
    category: first.category === second.category ? first.category : 'anonymous',
    confidence: 'inferred',
    evidence: {
      key: percent === null ? 'mixed-two' : 'mixed-shares',
      values: percent === null ? {} : { percent },
      depth: first.evidence.depth
    },
    purpose: {
      key: 'mixed',
      values: { first: first.purpose.key, second: second.purpose.key },
      owner: owners.size === 1 ? first.purpose.owner : ''
    },
    part: 'own',
    group: kindLabel('mixed')
  }
}
