/** One thing that the palette offers. */
export interface PaletteItem {
  readonly id: string
  /** Safe to be shown. */
  readonly label: string
  /** What kind of thing it is, or more about it. */
  readonly note: string
  /** Its key; empty for none. */
  readonly shortcut: string
  /** Found by these too, which are not shown: command lines. Untrusted. */
  readonly keywords?: string
  run(): void
}

export interface PaletteGroup {
  readonly id: string
  readonly label: string
  readonly items: readonly PaletteItem[]
  /** Most items that are shown of it while something is sought, and while nothing is. */
  readonly most: number
  readonly mostAtFirst: number
}

/** How well an item fits: 0 where it begins with the words, 1 at the beginning of one of its words, 2 inside; null when it does not. */
function fitOf(item: PaletteItem, words: readonly string[]): number | null {
  const label = item.label.toLowerCase()
  const all = `${label} ${item.note.toLowerCase()} ${(item.keywords ?? '').toLowerCase()}`
  if (!words.every((word) => all.includes(word))) return null
  const first = words[0] ?? ''
  if (label.startsWith(first)) return 0
  return label.includes(` ${first}`) ? 1 : 2
}

/** The groups with what fits to the words typed, best first; without words what each group shows by itself. Empty groups are left out. */
export function paletteResults(groups: readonly PaletteGroup[], query: string): readonly PaletteGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return groups
    .map((group) => {
      if (words.length === 0) return { ...group, items: group.items.slice(0, group.mostAtFirst) }
      const found = group.items.flatMap((item, index) => {
        const fit = fitOf(item, words)
        return fit === null ? [] : [{ item, fit, index }]
      })
      found.sort((a, b) => a.fit - b.fit || a.index - b.index)
      return { ...group, items: found.slice(0, group.most).map(({ item }) => item) }
    })
    .filter(({ items }) => items.length > 0)
}
