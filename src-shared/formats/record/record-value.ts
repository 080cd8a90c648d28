import type { ListedProcess } from '../listings.ts'

/** What a text reports about something, before anybody knows what it means: a word, a number as it is written, or more of them. */
export type RecordValue = string | RecordNode

/** A struct, an object, a list, a tag: whatever syntax it is written in. */
export interface RecordNode {
  /** The word before its bracket, its tag or its key; empty when it has none. */
  readonly name: string
  readonly pairs: (readonly [key: string, value: RecordValue])[]
  readonly items: RecordValue[]
}

export const newNode = (name = ''): RecordNode => ({ name, pairs: [], items: [] })

export const isNode = (value: RecordValue): value is RecordNode => typeof value !== 'string'

/** A value in words, as near to how it was written as it takes to understand it. */
export function wordsOf(value: RecordValue): string {
  if (!isNode(value)) return value
  const inner = [...value.items.map(wordsOf), ...value.pairs.map(([key, own]) => `${key} ${wordsOf(own)}`)].join(' | ')
  return value.name === '' ? inner : `${value.name}(${inner})`
}

/** What a text reports about one mapping: members by their names, each with its value. */
export interface TextRecord {
  readonly owner: ListedProcess
  readonly members: readonly (readonly [key: string, value: RecordValue])[]
}

/** Larger texts are not written by hand, and a tree of one takes many times its size. */
export const MOST_BYTES = 16 * 1024 * 1024
/** A list written by hand has no more of them. */
export const MOST_RECORDS = 200_000
