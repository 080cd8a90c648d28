import { gapAt } from '#shared/address/address-gaps.ts'
import { mappingAt, type LadderModel } from './ladder-model.ts'

/** What lies at an address: a mapping by its index in LadderRows, or a gap by its index. */
export type LadderItem = { readonly kind: 'mapping' | 'gap'; readonly at: number }

export function itemAt(model: LadderModel, address: number): LadderItem | null {
  const mapping = mappingAt(model, address)
  if (mapping >= 0) return { kind: 'mapping', at: mapping }
  const gap = gapAt(model.gaps, address)
  return gap < 0 ? null : { kind: 'gap', at: gap }
}

/** First address of an item and the first after it. */
export function rangeOfItem({ rows, gaps }: LadderModel, { kind, at }: LadderItem): { from: number; to: number } {
  const { start, end } = kind === 'mapping' ? rows : gaps
  return { from: start[at]!, to: end[at]! }
}

/** The item before or after another in address order; itself where there is none. */
export function besideItem(model: LadderModel, item: LadderItem, step: 1 | -1): LadderItem {
  const { from, to } = rangeOfItem(model, item)
  return itemAt(model, step > 0 ? to : from - model.bounds.least) ?? item
}
