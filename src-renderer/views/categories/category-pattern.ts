import { CATEGORIES, type Category } from '#shared/memory/category.ts'

const ANGLES = [45, 135, 0, 90] as const

/** Fill of a category: its colour, and hatching that differs in direction or distance, so that colour is never alone. */
export function categoryPattern(category: Category): { backgroundColor: string; backgroundImage: string } {
  const index = CATEGORIES.indexOf(category)
  const angle = ANGLES[index % ANGLES.length]
  const gap = 4 + 3 * Math.floor(index / ANGLES.length)
  const line = 'color-mix(in srgb, var(--surface) 45%, transparent)'
  return {
    backgroundColor: `var(--category-${category})`,
    backgroundImage: `repeating-linear-gradient(${angle}deg, transparent 0 ${gap}px, ${line} ${gap}px ${gap + 1}px)`
  }
}
