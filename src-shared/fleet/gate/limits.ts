import * as v from 'valibot'
import { CATEGORIES } from '../../memory/category.ts'
import { purpose as purposeNames } from '../../words/purpose.ts'
import { MEASURES } from '../measures.ts'
import { firstJsonError, positionOf, type JsonPosition } from './json-position.ts'
import { wordsOfIssue } from './limits-words.ts'

/** `64 MiB`, `512 KiB`, `5,000`: kB for measures of memory, else a count. */
export interface Amount {
  readonly value: number
  readonly isMemory: boolean
}

const UNITS: Readonly<Record<string, number>> = { B: 1 / 1024, KIB: 1, MIB: 1024, GIB: 1024 ** 2, TIB: 1024 ** 3 }
/** Without flags, because the JSON schema has it too. */
export const AMOUNT = /^(\d{1,15}(?:\.\d{1,6})?) ?([Bb]|[KkMmGgTt][Ii][Bb])$/

/** Reads `64 MiB` or a plain count. Null where it is neither. */
export function parseAmount(text: string | number): Amount | null {
  if (typeof text === 'number') return Number.isFinite(text) && text >= 0 ? { value: text, isMemory: false } : null
  const match = AMOUNT.exec(text)
  const unit = UNITS[match?.[2]?.toUpperCase() ?? '']
  if (match === null || unit === undefined) return null
  return { value: Number(match[1]) * unit, isMemory: true }
}

export const AMOUNT_SCHEMA = v.pipe(
  v.union([v.number(), v.string()]),
  v.check((given) => parseAmount(given) !== null, 'an amount is a number, or a text such as "64 MiB"')
)

const glob = v.pipe(v.string(), v.minLength(1), v.maxLength(400))

const PURPOSES = Object.keys(purposeNames) as readonly (keyof typeof purposeNames)[]

const SELECT = v.strictObject({
  category: v.optional(v.picklist(CATEGORIES)),
  /** A misspelled one would select nothing, and its rule would always pass. */
  purpose: v.optional(
    v.picklist(PURPOSES, 'nothing is for that as far as vmatlas knows; vmatlas check --schema lists all purposes')
  ),
  /** File name of a program or library, `*` and `?` as in a shell: `libfoo.so*`. */
  module: v.optional(glob),
  /** The kernel's whole name of the mapping, likewise. */
  name: v.optional(glob),
  /** Permissions that it has all of: `wx` is memory that may be written and executed. */
  perms: v.optional(v.pipe(v.string(), v.regex(/^[rwxsp]{1,5}$/, 'permissions are letters of r, w, x, s and p')))
})

export const RULE_SCHEMA = v.pipe(
  v.strictObject({
    name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
    select: v.optional(SELECT, {}),
    /** What is limited: an amount of memory, how many mappings, or how often one file is mapped from its beginning. */
    measure: v.picklist([...MEASURES, 'mappings', 'copies']),
    max: v.optional(AMOUNT_SCHEMA),
    /** Against the baseline: beyond only when it is more than both. */
    growth: v.optional(
      v.strictObject({
        percent: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
        amount: v.optional(AMOUNT_SCHEMA)
      })
    )
  }),
  v.check(({ max, growth }) => max !== undefined || growth !== undefined, 'a rule needs max or growth'),
  v.check(
    ({ measure, max, growth }) =>
      [max, growth?.amount].every(
        (given) =>
          given === undefined || parseAmount(given)?.isMemory === !(measure === 'mappings' || measure === 'copies')
      ),
    'an amount of memory needs a unit, such as "64 MiB"; mappings and copies are counted without one'
  )
)

/** The file limits.json; `limits-schema.ts` makes its JSON schema of this. */
export const LIMITS_SCHEMA = v.strictObject({
  $schema: v.optional(v.string()),
  version: v.literal(1),
  rules: v.pipe(v.array(RULE_SCHEMA), v.minLength(1), v.maxLength(1000))
})

export type Rule = v.InferOutput<typeof RULE_SCHEMA>
export type Select = v.InferOutput<typeof SELECT>
export type RuleMeasure = Rule['measure']

const positionWords = ({ line, column }: JsonPosition): string => `line ${line}, column ${column}`

/** Reads limits.json. @returns the rules, or in words what is wrong and where */
export function parseLimits(text: string): readonly Rule[] | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const first = firstJsonError(text)
    if (first !== null) return `it is not JSON: ${positionWords(first)}: ${first.what}`
    return `it is not JSON: ${error instanceof Error ? error.message : String(error)}`
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'it has to be an object such as { "version": 1, "rules": [ … ] }'
  const parsed = v.safeParse(LIMITS_SCHEMA, value, { abortEarly: true })
  if (parsed.success) return parsed.output.rules
  const [issue] = parsed.issues
  const path = (issue.path ?? []).map(({ key }) => key as string | number)
  const position = positionOf(text, path)
  const where = path.length === 0 ? 'the whole' : path.join('.')
  return `${position === null ? '' : `${positionWords(position)}: `}${where}: ${wordsOfIssue(issue)}`
}

/** Growth that chance alone makes: a few pages, a buffer, a heap that grew by a step. */
const SLACK = { percent: 5, amount: '1 MiB' } as const

/** What is looked at without a rules file: what a leak or a larger build shows, and nothing that comes and goes by itself. */
export const DEFAULT_RULES: readonly Rule[] = [
  { name: 'anonymous memory', select: {}, measure: 'anonymous', growth: SLACK },
  ...(['heap', 'arena', 'stack', 'anonymous', 'runtime'] as const).map((category) => ({
    name: `anonymous memory of category ${category}`,
    select: { category },
    measure: 'anonymous' as const,
    growth: SLACK
  })),
  { name: 'shared memory', select: { category: 'shared' }, measure: 'rss', growth: SLACK },
  {
    name: 'programs and libraries',
    select: { category: 'image' },
    measure: 'size',
    growth: { percent: 10, amount: '4 MiB' }
  },
  { name: 'mappings', select: {}, measure: 'mappings', growth: { percent: 5, amount: 16 } },
  { name: 'mappings that may be written and executed', select: { perms: 'wx' }, measure: 'mappings', growth: {} },
  { name: 'copies of one library', select: { category: 'image' }, measure: 'copies', growth: {} }
]
