import { CATEGORIES, type Category } from '#shared/memory/category.ts'

/** Lines over a category's colour: their direction as CSS gradients have it (0: level, clockwise), and how far apart they are. */
export interface Hatching {
  readonly degrees: number
  /** CSS pixels. */
  readonly gap: number
}

const ANGLES = [45, 135, 0, 90] as const

/** Differs from category to category in direction or distance, so that colour is never alone; the same in every view. */
export function hatchingOf(category: Category): Hatching {
  const index = CATEGORIES.indexOf(category)
  return { degrees: ANGLES[index % ANGLES.length]!, gap: 4 + 3 * Math.floor(index / ANGLES.length) }
}
