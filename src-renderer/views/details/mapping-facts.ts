import { areSizesKnown } from '#shared/memory/metric-values.ts'
import { categoryOf, CONFIDENCES, type Category, type Confidence, type Evidence } from '#shared/memory/category.ts'
import { nameFacts } from '#shared/classify/name-kind.ts'
import { decodeVmFlags, type DecodedFlag } from '#shared/glossary/vm-flags.ts'
import { fieldEntry, type FieldEntry } from '#shared/glossary/fields.ts'
import { changeWord } from '#shared/memory/change-columns.ts'
import type { AbsentColumn, Capture } from '#shared/memory/capture.ts'
import {
  deviceText,
  exactFieldValue,
  flagsText,
  mappingKb,
  mappingName,
  mappingStart,
  PERM_SHARED,
  permsText,
  type MappingTable
} from '#shared/memory/mapping-table.ts'
import { withSharing } from '#shared/memory/mode.ts'
import { METRICS, type Metric } from '#shared/memory/metrics.ts'
import { pidText } from '#shared/memory/process-key.ts'
import { partOf, purposeOf, type Purpose, type PurposePart } from '#shared/memory/purpose.ts'
import type { PurposeShare } from '#shared/memory/purpose-share.ts'
import { SAME_PERMS } from '#shared/memory/row-changes.ts'
import { u64Decimal, u64Hex } from '#shared/memory/u64-column.ts'

/** One number of a mapping. */
export interface FieldFact {
  /** The kernel's name. */
  readonly name: string
  readonly unit: 'kB' | 'none'
  /** null = this row has no such line. */
  readonly value: bigint | null
  /** Undefined for fields of a kernel newer than the glossary. */
  readonly entry: FieldEntry | undefined
}

/** How a mapping differs from what it was. */
export interface ChangeFacts {
  /** Key under `compare.kind`. */
  readonly word: string
  /** Its permissions before, where they are others now. */
  readonly permsBefore: string | null
  /** Differences that are not 0, kB. */
  readonly deltas: readonly { readonly metric: Metric; readonly kb: number }[]
}

/** Memory for one purpose in a mapping that holds memory for several. */
export interface PartFacts extends Pick<PurposeShare, 'purpose' | 'category' | 'confidence' | 'share'> {
  /** Its first addresses, `start–end`; empty where they were not listed. */
  readonly ranges: readonly string[]
  /** How many more there are. */
  readonly more: number
}

/** This many ranges of a part are shown. */
const SHOWN_RANGES = 8

function partFacts(capture: Capture, row: number): readonly PartFacts[] {
  const start = capture.absent?.includes('address') === true ? null : mappingStart(capture.table, row)
  return (purposeOf(capture.classification, row).shares ?? []).map(({ ranges, ...part }) => {
    const listed = start === null ? [] : ranges
    const shown = listed
      .slice(0, SHOWN_RANGES)
      .map(([from, to]) => `${(start! + from).toString(16)}–${(start! + to).toString(16)}`)
    return { ...part, ranges: shown, more: listed.length - shown.length }
  })
}

/** Everything the details pane shows of one mapping. */
export interface MappingFacts {
  /** Null, here and below: the source does not report. */
  readonly start: string | null
  readonly end: string | null
  /** kB; null where the source does not report where a mapping ends. */
  readonly sizeKb: number | null
  /** Untrusted. */
  readonly name: string
  readonly perms: string | null
  /** Key under `details.allowed`. */
  readonly allowed: string
  readonly isSharedKind: boolean | null
  readonly category: Category
  readonly confidence: Confidence
  /** What it holds, the most first; empty where it is for one purpose. */
  readonly parts: readonly PartFacts[]
  readonly purpose: Purpose
  readonly part: PurposePart
  readonly evidence: Evidence
  readonly backing: 'file' | 'special' | 'none'
  readonly device: string | null
  readonly inode: string | null
  readonly offset: string | null
  readonly fields: readonly FieldFact[]
  readonly flags: readonly DecodedFlag[]
  /** What happened to it since the compared moment; null where nothing is compared, or nothing did. */
  readonly change: ChangeFacts | null
  /** Shell commands that show the same, in order of comfort. */
  readonly commands: readonly string[]
}

function changeOf({ changes }: MappingTable, row: number): ChangeFacts | null {
  if (changes == null || changes.isChanged[row] === 0) return null
  const before = changes.permsBefore[row]!
  return {
    word: changeWord(changes, row),
    permsBefore: before === SAME_PERMS ? null : permsText(before),
    deltas: METRICS.flatMap((metric) => {
      const kb = changes.deltaKb[metric]?.[row] ?? 0
      return kb === 0 ? [] : [{ metric, kb }]
    })
  }
}

/** Lines that smaps prints for a mapping after its first one. */
function linesOfMapping(table: MappingTable): number {
  return table.fields.length + table.texts.length + (table.flags === null ? 0 : 1)
}

function commandsFor(capture: Capture, start: string): string[] {
  const { pid } = capture.process
  // Of what only another tool's text reported, there is no line to look for.
  if (capture.absent?.includes('address') || pidText(capture.process) === null) return []
  if (capture.detail !== 'smaps') return [`pmap -d ${pid}`, `grep '^${start}-' /proc/${pid}/maps`]
  return [`pmap -X ${pid}`, `grep -A ${linesOfMapping(capture.table)} '^${start}-' /proc/${pid}/smaps`]
}

const NO_EVIDENCE: Evidence = { key: 'anonymous', values: {}, depth: 'maps' }

/** The facts of one row. @param row 0 … rowCount − 1 */
export function mappingFacts(capture: Capture, row: number): MappingFacts {
  const { table, classification } = capture
  const perms = permsText(table.perms[row]!)
  const backing = table.backing[row]!
  const { inode } = table.backings
  const hasSizes = areSizesKnown(table)
  const name = mappingName(table, row)
  const has = (column: AbsentColumn): boolean => !capture.absent?.includes(column)
  const isFile = has('inode') ? inode.lo[backing] !== 0 || inode.hi[backing] !== 0 : name.includes('/')
  const { kind } = nameFacts(name)
  // The kernel pads addresses to eight digits (fs/seq_file.c, seq_put_hex_ll with width 8).
  const start = u64Hex(table.start, row, 8)
  return {
    start: has('address') ? start : null,
    end: has('address') && hasSizes ? u64Hex(table.end, row, 8) : null,
    sizeKb: hasSizes ? mappingKb(table, row) : null,
    name,
    perms: has('perms') ? withSharing(perms, capture.absent) : null,
    allowed: perms.slice(0, 3).replaceAll('-', '') || 'none',
    isSharedKind: has('perms') && has('sharing') ? (table.perms[row]! & PERM_SHARED) !== 0 : null,
    category: categoryOf(classification, row),
    confidence: CONFIDENCES[classification.confidence[row]!] ?? 'unknown',
    evidence: classification.evidences[classification.evidence[row]!] ?? NO_EVIDENCE,
    parts: partFacts(capture, row),
    purpose: purposeOf(classification, row),
    part: partOf(classification, row),
    backing: kind === 'kernel-page' || kind === 'kernel-object' ? 'special' : isFile ? 'file' : 'none',
    device: has('device') ? deviceText(table.backings, backing) : null,
    inode: has('inode') ? u64Decimal(inode, backing) : null,
    offset: has('offset') ? `0x${u64Hex(table.offset, row, 1)}` : null,
    fields: table.fields.map((field) => ({
      name: field.name,
      unit: field.unit,
      value: exactFieldValue(table, field, row) ?? null,
      entry: fieldEntry(field.name)
    })),
    flags: decodeVmFlags(flagsText(table, row) ?? ''),
    change: changeOf(table, row),
    commands: commandsFor(capture, start)
  }
}
