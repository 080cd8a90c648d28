import { captureOfText } from '#test/support/capture-of-text.ts'
import { CATEGORIES, categoryOf, CONFIDENCES, type Classification } from '#shared/memory/category.ts'
import type { MappingTable } from '#shared/memory/mapping-table.ts'
import { PURPOSE_PARTS } from '#shared/memory/purpose.ts'
import { classify } from '#shared/classify/classify.ts'
import { NOTHING_OBSERVED, type Observed } from '#shared/classify/observed.ts'

export const KIB = 1024
export const MIB = 1024 * KIB
export const GIB = 1024 * MIB

/** A mapping of a made list. */
export interface Row {
  /** Where the row before ends, if not given. */
  readonly at?: number
  readonly bytes: number
  readonly perms?: string
  readonly name?: string
  readonly flags?: string
  readonly rss?: number
}

export const anon = (bytes: number, more: Partial<Row> = {}): Row => ({ bytes, perms: 'rw-p', ...more })
export const hole = (bytes: number, more: Partial<Row> = {}): Row => ({ bytes, perms: '---p', ...more })
export const file = (name: string, more: Partial<Row> = {}): Row => ({ bytes: 4 * KIB, perms: 'r-xp', name, ...more })

/** Mappings one behind the other. @param first where the first begins, if it has no `at` */
export function tableOf(rows: readonly Row[], first = 0x10000000): MappingTable {
  let next = first
  const text = rows.map(({ at = next, bytes, perms = 'rw-p', name = '', flags, rss }) => {
    next = at + bytes
    const inode = name.startsWith('/') ? '08:01 7' : '00:00 0'
    const lines = [
      ...(rss === undefined ? [] : [`Rss: ${rss} kB`, 'Swap: 0 kB']),
      ...(flags === undefined ? [] : [`VmFlags: ${flags}`])
    ]
    return [`${at.toString(16)}-${next.toString(16)} ${perms} 00000000 ${inode} ${name}`, ...lines, ''].join('\n')
  })
  return captureOfText(text.join('')).table
}

/** What each row is taken for: `category evidence`. */
export function labels(rows: readonly Row[], observed: Partial<Observed> = {}): string[] {
  const table = tableOf(rows)
  const classification = classify(table, { ...NOTHING_OBSERVED, ...observed })
  return rows.map(
    (_, row) => `${categoryOf(classification, row)} ${classification.evidences[classification.evidence[row]!]!.key}`
  )
}

export const last = (rows: readonly Row[], observed: Partial<Observed> = {}): string => labels(rows, observed).at(-1)!

export const LIBC = file('/usr/lib/libc.so.6', { at: 0x70000000 })
export const STACK = 'stack thread-stack'
export const BY_SIZE = 'stack thread-stack-size'
export const NOTHING = 'anonymous anonymous'

/** What may be executed and is of no file. */
export const CODE = 'runtime executable'

/** All that a row is labelled with. */
export function wholeLabel(classification: Classification, row: number) {
  return {
    category: CATEGORIES[classification.category[row]!],
    confidence: CONFIDENCES[classification.confidence[row]!],
    evidence: classification.evidences[classification.evidence[row]!],
    purpose: classification.purposes[classification.purpose[row]!],
    part: PURPOSE_PARTS[classification.part[row]!],
    group: classification.groups[classification.group[row]!]
  }
}
