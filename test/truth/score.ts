import type { Capture } from '#shared/memory/capture.ts'
import { categoryOf, CONFIDENCES, type Category, type Confidence } from '#shared/memory/category.ts'
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
import { purposeOf } from '#shared/memory/purpose.ts'
import type { TruthRange } from './truth-range.ts'

/** Bytes of which the truth is known, by vmatlas's labels for them. */
export interface Score {
  readonly right: number
  readonly wrong: number
  /** Called anonymous, or reserved: nothing false was said. */
  readonly unnamed: number
  /** What is wrong, as `truth taken for label (confidence)`, with bytes. */
  readonly mistakes: ReadonlyMap<string, number>
  /** Bytes that are wrong with the confidence of the kernel: none, ever. */
  readonly wrongByKernel: number
  /** Bytes that are wrong and not said to be only probable: the worst that can be said. */
  readonly wrongForSure: number
}

const ACCESS = PERM_READ | PERM_WRITE | PERM_EXEC

/**
 * Compares labels with the truth, by bytes. Where the truth does not contain how much of a range is in memory, resident bytes are
 * taken as spread evenly over a mapping, or over what each part of it has.
 * @param amount `rss`: resident bytes of memory that the kernel gives no name; `size`: addresses of all memory that may be accessed
 */
export function scoreOf(capture: Capture, truth: readonly TruthRange[], amount: 'rss' | 'size'): Score {
  const { table } = capture
  const rss = findField(table, 'Rss')
  const sums = { right: 0, wrong: 0, unnamed: 0, wrongByKernel: 0, wrongForSure: 0 }
  const mistakes = new Map<string, number>()
  const inOrder = [...truth].sort((a, b) => a.start - b.start)
  for (let row = 0; row < table.rowCount; row++) {
    if ((table.perms[row]! & ACCESS) === 0) continue
    if (amount === 'rss' && mappingName(table, row) !== '') continue
    const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
    const resident = rss === undefined ? 0 : (fieldValue(table, rss, row) ?? 0) * 1024
    const whole = amount === 'size' ? mappingBytes(table, row) : resident
    for (const piece of piecesOf(capture, row, start, end, whole)) {
      for (const known of inOrder) {
        const { residentBytes } = known
        const density =
          amount === 'size' || residentBytes === undefined ? piece.density : residentBytes / (known.end - known.start)
        const bytes = (Math.min(piece.end, known.end) - Math.max(piece.start, known.start)) * density
        if (!(bytes > 0)) continue
        const { category, confidence } = piece
        if (known.right.includes(category)) sums.right += bytes
        else if (category === 'anonymous' || category === 'reserved') sums.unnamed += bytes
        else {
          sums.wrong += bytes
          if (confidence === 'kernel') sums.wrongByKernel += bytes
          if (confidence !== 'probable') sums.wrongForSure += bytes
          const mistake = `${known.name} taken for ${category} (${confidence})`
          mistakes.set(mistake, (mistakes.get(mistake) ?? 0) + bytes)
        }
      }
    }
  }
  return { ...sums, mistakes }
}

/** Part of a mapping with one label. */
interface LabelledPiece {
  readonly start: number
  readonly end: number
  readonly category: Category
  readonly confidence: Confidence
  /** Bytes counted for each byte of its addresses. */
  readonly density: number
}

/** A mapping, or its parts where it holds memory for several purposes. @param amount bytes to be counted of all of it */
function piecesOf(
  { classification }: Capture,
  row: number,
  start: number,
  end: number,
  amount: number
): readonly LabelledPiece[] {
  const confidence = CONFIDENCES[classification.confidence[row]!]!
  const shares = purposeOf(classification, row).shares ?? []
  if (!shares.some(({ ranges }) => ranges.length > 0))
    return [{ start, end, category: categoryOf(classification, row), confidence, density: amount / (end - start) }]
  return shares.flatMap((part) => {
    const bytes = part.ranges.reduce((sum, [from, to]) => sum + to - from, 0)
    const density = amount === end - start ? 1 : (amount * part.share) / bytes
    return part.ranges.map(([from, to]) => ({ ...part, start: start + from, end: start + to, density }))
  })
}

/** Parts of all that is known, 0 … 1. */
export function shares({ right, wrong, unnamed }: Score): { right: number; wrong: number; unnamed: number } {
  const all = right + wrong + unnamed
  const of = (bytes: number): number => (all === 0 ? 0 : bytes / all)
  return { right: of(right), wrong: of(wrong), unnamed: of(unnamed) }
}
