import type { Capture } from '#shared/memory/capture.ts'
import { categoryOf, CONFIDENCES, type Confidence } from '#shared/memory/category.ts'
import {
  fieldValue,
  findField,
  mappingBytes,
  mappingEnd,
  mappingName,
  mappingStart,
  PERM_EXEC,
  PERM_READ,
  PERM_WRITE
} from '#shared/memory/mapping-table.ts'
import type { TruthRange } from './truth-range.ts'

/** Bytes of which the truth is known, by what vmatlas says of them. */
export interface Score {
  readonly right: number
  readonly wrong: number
  /** Called anonymous, or reserved: nothing false was said. */
  readonly unnamed: number
  /** What is wrong, as `truth taken for label (confidence)`, with bytes. */
  readonly mistakes: ReadonlyMap<string, number>
  /** Bytes that are wrong with the confidence of the kernel: none, ever. */
  readonly wrongByKernel: number
}

const ACCESS = PERM_READ | PERM_WRITE | PERM_EXEC

/**
 * Compares labels with the truth, by bytes. A mapping's resident bytes are taken as spread evenly over it.
 * @param amount `rss`: resident bytes of memory that the kernel gives no name; `size`: addresses of all memory that may be accessed
 */
export function scoreOf(capture: Capture, truth: readonly TruthRange[], amount: 'rss' | 'size'): Score {
  const { table, classification } = capture
  const rss = findField(table, 'Rss')
  const sums = { right: 0, wrong: 0, unnamed: 0, wrongByKernel: 0 }
  const mistakes = new Map<string, number>()
  const inOrder = [...truth].sort((a, b) => a.start - b.start)
  for (let row = 0; row < table.rowCount; row++) {
    if ((table.perms[row]! & ACCESS) === 0) continue
    if (amount === 'rss' && mappingName(table, row) !== '') continue
    const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
    const resident = rss === undefined ? 0 : (fieldValue(table, rss, row) ?? 0) * 1024
    const share = amount === 'size' ? 1 : resident / mappingBytes(table, row)
    const category = categoryOf(classification, row)
    for (const known of inOrder) {
      const bytes = (Math.min(end, known.end) - Math.max(start, known.start)) * share
      if (!(bytes > 0)) continue
      if (known.right.includes(category)) sums.right += bytes
      else if (category === 'anonymous' || category === 'reserved') sums.unnamed += bytes
      else {
        sums.wrong += bytes
        const confidence: Confidence = CONFIDENCES[classification.confidence[row]!]!
        if (confidence === 'kernel') sums.wrongByKernel += bytes
        const mistake = `${known.name} taken for ${category} (${confidence})`
        mistakes.set(mistake, (mistakes.get(mistake) ?? 0) + bytes)
      }
    }
  }
  return { ...sums, mistakes }
}

/** Parts of all that is known, 0 … 1. */
export function shares({ right, wrong, unnamed }: Score): { right: number; wrong: number; unnamed: number } {
  const all = right + wrong + unnamed
  const of = (bytes: number): number => (all === 0 ? 0 : bytes / all)
  return { right: of(right), wrong: of(wrong), unnamed: of(unnamed) }
}
