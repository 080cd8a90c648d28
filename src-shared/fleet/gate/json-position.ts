import { findNodeAtLocation, parseTree, printParseErrorCode, type JSONPath, type ParseError } from 'jsonc-parser'

/** A position in a text, both from 1. */
export interface JsonPosition {
  readonly line: number
  readonly column: number
}

/** JSON as the standard has it: no comments, no comma before a closing bracket. */
const STRICT = { disallowComments: true, allowTrailingComma: false } as const

function positionAt(text: string, offset: number): JsonPosition {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

/**
 * The position of a value, by the keys that lead to it: of its key, or of what should hold it where it is missing. Null in a
 * text that is nested deeper than the parser's stack.
 * @param text is JSON
 */
export function positionOf(text: string, path: JSONPath): JsonPosition | null {
  try {
    const root = parseTree(text, [], STRICT)
    if (root === undefined) return null
    for (let length = path.length; length >= 0; length--) {
      const node = findNodeAtLocation(root, path.slice(0, length))
      if (node === undefined) continue
      return positionAt(text, node.parent?.type === 'property' ? node.parent.offset : node.offset)
    }
    return null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** What is wrong first in a text that is no JSON, and where; null where this parser sees nothing wrong. */
export function firstJsonError(text: string): (JsonPosition & { readonly what: string }) | null {
  const errors: ParseError[] = []
  try {
    parseTree(text, errors, STRICT)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  const [first] = errors
  if (first === undefined) return null
  // `CommaExpected`: two words.
  const what = printParseErrorCode(first.error).replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return { ...positionAt(text, first.offset), what: what.toLowerCase() }
}
