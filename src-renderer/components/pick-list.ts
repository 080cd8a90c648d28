/** One entry of a PickList; all of it is safe to be shown. */
export interface PickItem {
  readonly id: string
  readonly text: string
  /** Shown beside it, and searched too. */
  readonly more: string
}

/** The entries that contain all words, anywhere and in any case. */
export function matchingItems(items: readonly PickItem[], query: string): readonly PickItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return items
  return items.filter(({ text, more }) => {
    const all = `${text}\n${more}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}
