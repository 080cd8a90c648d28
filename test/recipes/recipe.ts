/** How a file becomes another: its whole text where it is new, else what is changed in it. */
type Edit = string | ((text: string) => string)

/** One row of ARCHITECTURE.md's "Adding things", done as a newcomer would do it. */
export interface Recipe {
  readonly name: string
  readonly files: Readonly<Record<string, Edit>>
  /** As many files as the table promises, those of the locales not counted. */
  readonly most: number
  /** A unit test that fails where the addition took no effect; `null` where the project's own tests fail. */
  readonly proof: { readonly path: string; readonly text: string } | null
  /** Files that are easily forgotten, and the check that then fails: the types, or the tests of the texts. */
  readonly forgotten?: readonly { readonly file: string; readonly noticedBy: 'types' | 'texts' }[]
  /** Where only this file is written, the compiler names all others. */
  readonly leads?: string
}

/** Puts text in front of the first match. */
export const before =
  (anchor: string | RegExp, added: string) =>
  (text: string): string => {
    const at = typeof anchor === 'string' ? text.indexOf(anchor) : text.search(anchor)
    if (at < 0) throw new Error(`the recipe's anchor is gone: ${String(anchor)}`)
    return text.slice(0, at) + added + text.slice(at)
  }

/** Puts the first text in front of the first match, the second in front of the second, and so on to the last. */
export const beforeOccurrences =
  (anchor: string, added: readonly string[]) =>
  (text: string): string => {
    const parts = text.split(anchor)
    if (parts.length !== added.length + 1)
      throw new Error(`${anchor} occurs ${parts.length - 1} times: ${added.join()}`)
    return parts.map((part, at) => (at < added.length ? part + added[at]! + anchor : part)).join('')
  }

/** One edit after the other. */
export const both =
  (...edits: readonly ((text: string) => string)[]) =>
  (text: string): string =>
    edits.reduce((now, edit) => edit(now), text)
