import { CATEGORIES } from '../category.ts'
import type { Capture } from '../capture.ts'
import { PERM_EXEC, PERM_READ, PERM_SHARED, PERM_WRITE, permsText } from '../mapping-table.ts'
import { purposeIndex } from '../purpose.ts'
import { ENGLISH, purposesWith, whatWords, type PurposeDictionary } from '../purpose-words.ts'
import { textAt, textCount } from '../text-list.ts'
import type { Expression } from './parse.ts'
import type { Operator } from './tokens.ts'

type Test = (row: number) => boolean

const WIDE = { style: 'wide', fullPath: true } as const

/** By row: 1 where the mapping is what the expression asks for. What a source does not report is never that. */
export function matchingRows(capture: Capture, expression: Expression, words = ENGLISH): Uint8Array {
  const test = testOf(capture, expression, words)
  const passes = new Uint8Array(capture.table.rowCount)
  for (let row = 0; row < passes.length; row++) passes[row] = test(row) ? 1 : 0
  return passes
}

function testOf(capture: Capture, expression: Expression, words: PurposeDictionary): Test {
  switch (expression.kind) {
    case 'and': {
      const tests = expression.parts.map((part) => testOf(capture, part, words))
      return (row) => tests.every((test) => test(row))
    }
    case 'or': {
      const tests = expression.parts.map((part) => testOf(capture, part, words))
      return (row) => tests.some((test) => test(row))
    }
    case 'not': {
      const test = testOf(capture, expression.part, words)
      return (row) => !test(row)
    }
    case 'writable-code': {
      const { perms } = capture.table
      return (row) => (perms[row]! & PERM_WRITE) !== 0 && (perms[row]! & PERM_EXEC) !== 0
    }
    case 'word':
      return wordTest(capture, expression.value, words)
    case 'number':
      return numberTest(expression.field.column.sortKeys(capture), expression.sign, expression.value)
    case 'text':
      return textTest(capture, expression, words)
  }
}

function numberTest(values: Float64Array, sign: Operator, wanted: number): Test {
  switch (sign) {
    case '>':
      return (row) => values[row]! > wanted
    case '>=':
      return (row) => values[row]! >= wanted
    case '<':
      return (row) => values[row]! < wanted
    case '<=':
      return (row) => values[row]! <= wanted
    case '!=':
      return (row) => values[row] !== wanted && !Number.isNaN(values[row])
    default:
      return (row) => values[row] === wanted
  }
}

/** A word alone, as the filter without an expression takes it: in the name, or in what the mapping is for. */
function wordTest(capture: Capture, word: string, words: PurposeDictionary): Test {
  const { table, classification } = capture
  const names = byText(table.backings.name, (name) => (name || '[ anon ]').toLowerCase().includes(word.toLowerCase()))
  const meant = purposesWith(classification, word, words)
  return (row) => names[table.backing[row]!] === 1 || meant?.[purposeIndex(classification, row)] === 1
}

function byText(list: Parameters<typeof textAt>[0], holds: (text: string) => boolean): Uint8Array {
  return Uint8Array.from({ length: textCount(list) }, (_, index) => (holds(textAt(list, index)) ? 1 : 0))
}

const PERM_BITS: Readonly<Record<string, (perms: number) => boolean>> = {
  r: (perms) => (perms & PERM_READ) !== 0,
  w: (perms) => (perms & PERM_WRITE) !== 0,
  x: (perms) => (perms & PERM_EXEC) !== 0,
  s: (perms) => (perms & PERM_SHARED) !== 0,
  p: (perms) => (perms & PERM_SHARED) === 0
}

function textTest(
  capture: Capture,
  { field, sign, value }: Extract<Expression, { kind: 'text' }>,
  words: PurposeDictionary
): Test {
  const { table, classification, absent } = capture
  const wanted = value.toLowerCase()
  const isPart = sign === '~' || sign === '!~'
  const isNot = sign.startsWith('!')
  const fits = (text: string): boolean =>
    (isPart ? text.toLowerCase().includes(wanted) : text.toLowerCase() === wanted) !== isNot
  switch (field.kind) {
    case 'perms': {
      if (absent?.includes('perms')) return () => false
      // `~ wx`: both letters are there, wherever; `= rw-p`: these four and no others.
      const letters = [...wanted].filter((letter) => letter !== '-')
      return (row) => {
        const perms = table.perms[row]!
        const holds = isPart
          ? letters.every((letter) => PERM_BITS[letter]?.(perms) === true)
          : permsText(perms).replace(/[sp]$/, wanted.length < 4 ? '' : '$&') === wanted
        return holds !== isNot
      }
    }
    case 'flags': {
      const { flags } = table
      if (flags === null) return () => false
      // Flags are two letters each; several must all be there.
      const asked = wanted.split(/[\s,]/).filter(Boolean)
      const sets = byText(flags.sets, (text) => {
        const own = text.split(' ')
        return asked.every((flag) => own.includes(flag)) !== isNot
      })
      return (row) => flags.id[row] !== 0 && sets[flags.id[row]!] === 1
    }
    case 'category': {
      const found = Uint8Array.from(CATEGORIES, (category) => (fits(category) ? 1 : 0))
      return (row) => found[classification.category[row]!] === 1
    }
    default: {
      if (field.column.id === 'what') return (row) => fits(whatWords(classification, row, words))
      if (field.column.id === 'Mapping') {
        const names = byText(table.backings.name, (name) => fits(name || '[ anon ]'))
        return (row) => names[table.backing[row]!] === 1
      }
      return (row) => {
        const text = field.column.text(capture, row, WIDE)
        return text !== null && fits(text)
      }
    }
  }
}
