import {
  CATEGORIES,
  CONFIDENCES,
  EVIDENCE_DEPTHS,
  MOST_EVIDENCES,
  type Classification,
  type Evidence,
  type MappingGroup
} from '../../memory/category.ts'
import type { Labels } from '../../capture/assemble-capture.ts'
import type { Looking } from '../../memory/capture.ts'
import { LOOK_PARTS } from '../../memory/look-part.ts'
import { lookedJson } from '../../memory/looking.ts'
import { PURPOSE_PARTS, type Purpose } from '../../memory/purpose.ts'
import type { PurposeShare, ShareRange } from '../../memory/purpose-share.ts'

/** Version of the file; docs/snapshot-format.md describes it. */
const LABELS_VERSION = 1
/** What a key of the locales looks like; a text from a file need not be one. */
const KEY = /^[a-z][a-z0-9-]{0,60}$/
const LONGEST_TEXT = 8192

type Values = Evidence['values']
type Combination = readonly [
  category: number,
  confidence: number,
  evidence: number,
  group: number,
  purpose: number,
  part: number
]

/**
 * The labels of all rows as the file `labels.json` of a snapshot: what was known when it was captured is still known when
 * it is opened. Each different label is there once, by names; the rows have its number.
 */
export function labelsFile(known: Labels, rowCount: number): string {
  const { classification } = known
  const { category, confidence, evidence, group, purpose, part } = classification
  const numbers = new Map<string, number>()
  const labels: unknown[] = []
  const rows = new Array<number>(rowCount)
  for (let row = 0; row < rowCount; row++) {
    const own = [category[row]!, confidence[row]!, evidence[row]!, group[row]!, purpose[row]!, part[row]!] as const
    const key = own.join(' ')
    let number = numbers.get(key)
    if (number === undefined) {
      number = labels.push(named(own)) - 1
      numbers.set(key, number)
    }
    rows[row] = number
  }
  const { evidences, groups, purposes, runtimes } = classification
  const looked = lookedJson(known)
  return JSON.stringify({ version: LABELS_VERSION, looked, runtimes, evidences, purposes, groups, labels, rows })
}

function named([category, confidence, evidence, group, purpose, part]: Combination): unknown[] {
  return [CATEGORIES[category], CONFIDENCES[confidence], evidence, group, purpose, PURPOSE_PARTS[part]]
}

type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isKey = (value: unknown): value is string => typeof value === 'string' && KEY.test(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_TEXT

function valuesOf(value: unknown): Values | null {
  if (!isMembers(value)) return null
  const entries = Object.entries(value)
  const isPlain = entries.every(([name, own]) => KEY.test(name) && (isText(own) || Number.isFinite(own)))
  return entries.length <= 16 && isPlain ? (value as Values) : null
}

function evidenceOf(value: unknown): Evidence | null {
  if (!isMembers(value) || !isKey(value['key'])) return null
  const values = valuesOf(value['values'])
  const depth = EVIDENCE_DEPTHS.find((each) => each === value['depth'])
  return values === null || depth === undefined ? null : { key: value['key'], values, depth }
}

function purposeOf(value: unknown): Purpose | null {
  const own = plainPurposeOf(value)
  if (own === null || !isMembers(value) || value['shares'] === undefined) return own
  const shares = listOf(value['shares'], shareOf)
  return shares === null ? null : { ...own, shares }
}

function plainPurposeOf(value: unknown): Purpose | null {
  if (!isMembers(value) || !isKey(value['key']) || !isText(value['owner'])) return null
  const values = valuesOf(value['values'])
  return values === null ? null : { key: value['key'], values, owner: value['owner'] }
}

function shareOf(value: unknown): PurposeShare | null {
  if (!isMembers(value) || !isText(value['group'])) return null
  const purpose = plainPurposeOf(value['purpose'])
  const category = CATEGORIES.find((each) => each === value['category'])
  const confidence = CONFIDENCES.find((each) => each === value['confidence'])
  const ranges = listOf(value['ranges'], rangeOf)
  const share = value['share']
  if (purpose === null || category === undefined || confidence === undefined || ranges === null) return null
  if (typeof share !== 'number' || !(share >= 0 && share <= 1)) return null
  return { purpose, category, confidence, group: value['group'], share, ranges }
}

function rangeOf(value: unknown): ShareRange | null {
  if (!Array.isArray(value) || value.length !== 2) return null
  const [from, to] = value as unknown[]
  const isRange = Number.isSafeInteger(from) && Number.isSafeInteger(to) && (from as number) >= 0
  return isRange && (to as number) > (from as number) ? [from as number, to as number] : null
}

function groupOf(value: unknown): MappingGroup | null {
  if (!isMembers(value) || !isText(value['label'])) return null
  const category = CATEGORIES.find((each) => each === value['category'])
  return category === undefined ? null : { category, label: value['label'] }
}

/** Null where the file does not report it, or nothing that can be. */
function lookingIn(value: unknown): Looking | null {
  if (!isMembers(value)) return null
  const depth = EVIDENCE_DEPTHS.find((each) => each === value['depth'])
  const couldLookInside = value['couldLookInside']
  const cut = listOf(value['cut'], (part) => LOOK_PARTS.find((each) => each === part) ?? null)
  if (depth === undefined || cut === null) return null
  return couldLookInside === null || typeof couldLookInside === 'boolean'
    ? { depth, couldLookInside, cut, cost: null }
    : null
}

/** All parts read, or null where one of them can't be. */
function listOf<Part>(value: unknown, read: (part: unknown) => Part | null): Part[] | null {
  if (!Array.isArray(value)) return null
  const parts = value.map(read)
  return parts.includes(null) ? null : (parts as Part[])
}

/**
 * The labels of a file; null where it is damaged, of another version or of another number of rows: then they are made anew.
 * Everything in it is checked, because files come from anywhere.
 */
export function readLabels(text: string, rowCount: number): Labels | null {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return null
  }
  if (!isMembers(file) || file['version'] !== LABELS_VERSION) return null
  const evidences = listOf(file['evidences'], evidenceOf)
  const purposes = listOf(file['purposes'], purposeOf)
  const groups = listOf(file['groups'], groupOf)
  const runtimes = listOf(file['runtimes'], (name) => (isText(name) ? name : null))
  if (evidences === null || purposes === null || groups === null || runtimes === null) return null
  if (evidences.length > MOST_EVIDENCES) return null
  const isIndex = (value: unknown, list: readonly unknown[]): value is number =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) < list.length
  const labels = listOf(file['labels'], (value): Combination | null => {
    if (!Array.isArray(value)) return null
    const [category, confidence, evidence, group, purpose, part] = value as unknown[]
    if (!isIndex(evidence, evidences) || !isIndex(group, groups) || !isIndex(purpose, purposes)) return null
    const indices = [
      CATEGORIES.indexOf(category as never),
      CONFIDENCES.indexOf(confidence as never),
      PURPOSE_PARTS.indexOf(part as never)
    ] as const
    return indices.some((index) => index < 0) ? null : [indices[0], indices[1], evidence, group, purpose, indices[2]]
  })
  const rows: unknown = file['rows']
  if (labels === null || !Array.isArray(rows) || rows.length !== rowCount) return null
  if (!rows.every((row) => isIndex(row, labels))) return null
  const column = (part: 0 | 1 | 2 | 3 | 4 | 5): number[] => rows.map((row) => labels[row]![part])
  const classification: Classification = {
    category: Uint8Array.from(column(0)),
    confidence: Uint8Array.from(column(1)),
    evidence: Uint16Array.from(column(2)),
    evidences,
    group: Uint32Array.from(column(3)),
    groups,
    purpose: Uint32Array.from(column(4)),
    purposes,
    part: Uint8Array.from(column(5)),
    runtimes,
    isStored: true
  }
  const looking = lookingIn(file['looked'])
  return looking === null ? { classification } : { classification, looking }
}
