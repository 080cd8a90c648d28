import { visibleText } from '../base/visible-text.ts'
import {
  kindOfLabel,
  partOf,
  PURPOSE_PARTS,
  purposeOf,
  purposeValues,
  type Purpose,
  type PurposePart
} from './purpose.ts'
import type { Classification } from './category.ts'
import { fill } from '../words/fill.ts'
import { purpose, purposeKind, purposePart, purposeShare } from '../words/purpose.ts'

/** Where the words of a language come from; null where it has none for a key, as for one of a newer version. */
export interface PurposeDictionary {
  purpose(key: string, values: Purpose['values']): string | null
  kind(key: string): string | null
  part(part: PurposePart, what: string): string
  /** What is one of several things, with its share in whole percent; 0 is less than 1. */
  share(what: string, percent: number): string
  /** Separates several things. */
  readonly between: string
}

const names: Readonly<Record<string, string>> = purpose
const kinds: Readonly<Record<string, string>> = purposeKind

/** The words of the command line and of files for other programs. */
export const ENGLISH: PurposeDictionary = {
  purpose: (key, values) => (names[key] === undefined ? null : fill(names[key], values)),
  kind: (key) => kinds[key] ?? names[key] ?? null,
  part: (part, what) => fill(purposePart[part], { what }),
  share: (what, percent) => fill(purposeShare[percent === 0 ? 'least' : 'share'], { what, percent }),
  between: purposeShare.between
}

/** What a purpose is called. Names in it are shown as they are, control characters made visible. */
export function purposeWords(of: Purpose, part: PurposePart = 'own', dictionary = ENGLISH): string {
  if (of.shares !== undefined) {
    const words = of.shares.map(({ purpose: own, share }) =>
      dictionary.share(purposeWords(own, 'own', dictionary), Math.min(99, Math.round(share * 100)))
    )
    return dictionary.part(part, words.join(dictionary.between))
  }
  const values = Object.entries(purposeValues(of)).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'string' ? visibleText(value) : value
  ])
  const words = dictionary.purpose(
    of.key,
    Object.fromEntries<string | number>(of.key === 'mixed' ? kindsOf(of, dictionary) : values)
  )
  return dictionary.part(part, (words ?? of.key).trim())
}

/** The two kinds of memory that one mapping holds, in words: their keys are its values. */
function kindsOf({ values }: Purpose, dictionary: PurposeDictionary): [string, string][] {
  return Object.entries(values).map(([name, key]) => [name, dictionary.kind(String(key)) ?? visibleText(String(key))])
}

/** What a mapping is: the column What, and the field `what` of the exports. */
export function whatWords(classification: Classification, row: number, dictionary = ENGLISH): string {
  return purposeWords(purposeOf(classification, row), partOf(classification, row), dictionary)
}

/** A group's name: the words of its kind, or its label with control characters made visible; empty where it has none. */
export function groupWords(label: string, dictionary = ENGLISH): string {
  const kind = kindOfLabel(label)
  return kind === null ? visibleText(label) : (dictionary.kind(kind) ?? kind)
}

/**
 * By `purposeIndex`: 1 where the words of a purpose and part, or its owner, contain the text, upper and lower case alike. Null
 * for no text, which everything contains.
 */
export function purposesWith(
  { purposes }: Pick<Classification, 'purposes'>,
  text: string,
  dictionary = ENGLISH
): Uint8Array<ArrayBuffer> | null {
  if (text === '') return null
  const wanted = text.toLowerCase()
  const has = new Uint8Array(purposes.length * PURPOSE_PARTS.length)
  for (const [at, purpose] of purposes.entries()) {
    for (const [number, part] of PURPOSE_PARTS.entries()) {
      const words = `${purposeWords(purpose, part, dictionary)}\n${purpose.owner}`
      has[at * PURPOSE_PARTS.length + number] = words.toLowerCase().includes(wanted) ? 1 : 0
    }
  }
  return has
}
