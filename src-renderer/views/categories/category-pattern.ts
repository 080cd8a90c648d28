import type { Category } from '#shared/memory/category.ts'
import { hatchingOf } from '../../charts/category-hatching.ts'

/** Fill of a category: its colour, and its hatching. */
export function categoryPattern(category: Category): { backgroundColor: string; backgroundImage: string } {
  const { degrees, gap } = hatchingOf(category)
  const line = 'color-mix(in srgb, var(--surface) 45%, transparent)'
  return {
    backgroundColor: `var(--category-${category})`,
    backgroundImage: `repeating-linear-gradient(${degrees}deg, transparent 0 ${gap}px, ${line} ${gap}px ${gap + 1}px)`
  }
}
