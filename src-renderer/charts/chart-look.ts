import { CATEGORIES, type Category } from '#shared/memory/category.ts'
import { inkOn, mix, parseRgb, type Rgb } from './rgb.ts'

/** What one category looks like in a chart. */
export interface CategoryLook {
  readonly fill: string
  /** Text on the fill. */
  readonly ink: string
  /** Frame around the members of a group. */
  readonly frame: string
  /** Fill of "other" nodes. */
  readonly faint: string
}

/** The design tokens that a canvas needs, resolved: it can't use CSS variables by itself. */
export interface ChartLook {
  readonly categories: Readonly<Record<Category, CategoryLook>>
  /** By the direction of a change. */
  readonly changes: Readonly<Record<'grew' | 'shrank' | 'same', CategoryLook>>
  readonly surface: string
  readonly text: string
  readonly muted: string
  /** Frames and hatching of what holds nothing. */
  readonly faint: string
  readonly accent: string
  readonly font: string
}

const GREY: Rgb = { red: 128, green: 128, blue: 128 }

/** The look from design tokens; `token` gives the text of a custom property, empty when it is not defined. */
export function chartLook(token: (name: string) => string, font: string): ChartLook {
  const colour = (name: string, fallback: Rgb): Rgb => parseRgb(token(name)) ?? fallback
  const surface = colour('--surface', { red: 255, green: 255, blue: 255 })
  const text = parseRgb(token('--text'))
  const categories = Object.fromEntries(
    CATEGORIES.map((category) => [category, categoryLook(colour(`--category-${category}`, GREY), surface)])
  ) as Record<Category, CategoryLook>
  return {
    categories,
    changes: {
      grew: categoryLook(colour('--change-grew', GREY), surface),
      shrank: categoryLook(colour('--change-shrank', GREY), surface),
      same: categoryLook(GREY, surface)
    },
    surface: mix(surface, surface, 1),
    text: text ? mix(text, text, 1) : inkOn(surface),
    muted: token('--text-muted') || inkOn(surface),
    faint: token('--border-strong') || inkOn(surface),
    accent: token('--focus') || inkOn(surface),
    font
  }
}

function categoryLook(fill: Rgb, surface: Rgb): CategoryLook {
  return {
    fill: mix(fill, fill, 1),
    ink: inkOn(fill),
    frame: mix(fill, surface, 0.28),
    faint: mix(fill, surface, 0.5)
  }
}

/** Reads the tokens as they apply to `element` right now. */
export function readChartLook(element: Element): ChartLook {
  const style = getComputedStyle(element)
  return chartLook((name) => style.getPropertyValue(name).trim(), style.fontFamily)
}

/** Calls `changed` when the theme changes, by the user's choice or the system's; returns how to stop. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] })
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'].map((query) =>
    matchMedia(query)
  )
  for (const query of queries) query.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    for (const query of queries) query.removeEventListener('change', changed)
  }
}
