import type { BaseIssue } from 'valibot'

/** Longest piece of the file that a message repeats. */
const LONGEST = 60
/** Types of JSON as the checking library calls them. */
const TYPES: Readonly<Record<string, string>> = {
  Object: 'an object',
  Array: 'a list',
  number: 'a number',
  string: 'a text'
}

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

/** What is wrong with a value of limits.json, for people who don't know the library that checks it. */
export function wordsOfIssue({ type, expected, received, message, requirement }: BaseIssue<unknown>): string {
  // Messages of our own are clearest.
  if (!message.startsWith('Invalid ')) return message
  if (received === 'undefined') return 'it is missing'
  if (expected === 'never') return 'nothing is called so here'
  const wanted = expected ?? ''
  switch (type) {
    case 'picklist':
      return `it is one of ${wanted.replace(/^\((.*)\)$/, '$1').replaceAll(' | ', ', ')}; not ${cut(received)}`
    case 'min_length':
      return 'it is empty'
    case 'max_length':
      return `it is longer than ${String(requirement)}`
    case 'min_value':
      return `it has to be ${String(requirement)} or more; not ${cut(received)}`
    default:
      return `it has to be ${TYPES[wanted] ?? wanted}; not ${TYPES[received] ?? cut(received)}`
  }
}
