import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CATEGORIES, type Category } from '#shared/memory/category.ts'
import { difference, hueAndChroma, seenWith, type LinearColour } from '#test/support/colour-vision.ts'

type Colour = readonly [red: number, green: number, blue: number]

/** Declarations by theme name, as far as they are six-digit colours. */
function coloursOf(css: string): Map<string, Map<string, Colour>> {
  const themes = new Map<string, Map<string, Colour>>()
  for (const [, selectors = '', body = ''] of css.matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    for (const [, theme = ''] of selectors.matchAll(/data-theme='([\w-]+)'/g)) {
      const colours = themes.get(theme) ?? new Map<string, Colour>()
      for (const [, name = '', hex = ''] of body.matchAll(/--([\w-]+):\s*#([\da-f]{6});/g)) {
        const part = (at: number): number => parseInt(hex.slice(at, at + 2), 16) / 255
        colours.set(name, [part(0), part(2), part(4)])
      }
      themes.set(theme, colours)
    }
  }
  return themes
}

function linear(colour: Colour): LinearColour {
  const [red, green, blue] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return [red!, green!, blue!]
}
/** Relative luminance and contrast ratio of WCAG 2. */
function luminance(colour: Colour): number {
  const [red, green, blue] = linear(colour)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function ratio(a: Colour, b: Colour): number {
  const [dim, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (bright! + 0.05) / (dim! + 0.05)
}

const style = (name: string): string =>
  readFileSync(new URL(`../src-renderer/styles/${name}.css`, import.meta.url), 'utf8')
const surfaces = coloursOf(style('theme-light') + style('theme-dark') + style('theme-contrast'))
const palettes = coloursOf(style('categories'))
const THEMES = ['light', 'dark', 'contrast', 'contrast-light']

it.each(THEMES)('gives every category a colour of its own that stands out from the surface: %s', (theme) => {
  const surface = surfaces.get(theme)!.get('surface')!
  const colours = CATEGORIES.map((id) => palettes.get(theme)?.get(`category-${id}`))
  expect(colours).not.toContain(undefined)
  expect(new Set(colours.map(String)).size).toBe(CATEGORIES.length)
  for (const colour of colours) expect(ratio(colour!, surface)).toBeGreaterThanOrEqual(3)
})

it.each(THEMES)('keeps words readable: %s', (theme) => {
  const colours = surfaces.get(theme)!
  for (const surface of ['surface', 'surface-raised', 'surface-selected']) {
    expect(ratio(colours.get('text')!, colours.get(surface)!), surface).toBeGreaterThanOrEqual(7)
    expect(ratio(colours.get('text-muted')!, colours.get(surface)!), surface).toBeGreaterThanOrEqual(4.5)
  }
  for (const name of ['danger', 'warning', 'good', 'accent']) {
    expect(ratio(colours.get(name)!, colours.get('surface')!), name).toBeGreaterThanOrEqual(4.5)
  }
})

/** Pairs that everyone must be able to distinguish: neighbours in lists and bars, and those that fill most pictures. */
const LARGE: readonly Category[] = ['image', 'heap', 'arena', 'anonymous']
const isClose = (a: Category, b: Category): boolean =>
  Math.abs(CATEGORIES.indexOf(a) - CATEGORIES.indexOf(b)) === 1 || (LARGE.includes(a) && LARGE.includes(b))

it.each(THEMES)('categories can be distinguished, neighbours also with red-green blindness: %s', (theme) => {
  const colour = (id: Category): LinearColour => linear(palettes.get(theme)!.get(`category-${id}`)!)
  for (const [index, one] of CATEGORIES.entries()) {
    for (const other of CATEGORIES.slice(index + 1)) {
      const pair = `${one} and ${other}`
      expect(difference(colour(one), colour(other)), pair).toBeGreaterThanOrEqual(20)
      const isNear = isClose(one, other)
      for (const [vision, least] of [
        ['deutan', isNear ? 20 : 8],
        ['protan', isNear ? 20 : 7.5]
      ] as const) {
        const seen = difference(seenWith(vision, colour(one)), seenWith(vision, colour(other)))
        expect(seen, `${pair}, ${vision}`).toBeGreaterThanOrEqual(least)
      }
    }
  }
})

it('gives a category the same hue in both themes', () => {
  for (const id of CATEGORIES) {
    const [light, dark] = ['light', 'dark'].map((theme) =>
      hueAndChroma(linear(palettes.get(theme)!.get(`category-${id}`)!))
    ) as [readonly [number, number], readonly [number, number]]
    expect(light[1] < 0.03, id).toBe(dark[1] < 0.03)
    const turn = Math.abs(light[0] - dark[0])
    if (light[1] >= 0.03) expect(Math.min(turn, 360 - turn), id).toBeLessThanOrEqual(8)
  }
})

it('measures differences as published', () => {
  // Sharma's test data are Lab values; black to white is 100 by definition.
  expect(difference([0, 0, 0], [1, 1, 1])).toBeCloseTo(100, 1)
  expect(difference([0.2, 0.3, 0.4], [0.2, 0.3, 0.4])).toBe(0)
})
