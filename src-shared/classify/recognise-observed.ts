import { label, partOfSame, type Label } from './label.ts'
import { mixedLabel, type LabelPart, type ShareBasis } from './mixed-label.ts'
import type { Found, Span } from './observed.ts'
import type { Recogniser } from './recogniser.ts'
import type { RowCursor } from './row-cursor.ts'

/** What is beside something that is known and is not known itself. */
const OTHER = label('anonymous', 'unknown', 'anonymous', { purpose: 'other-memory' })
/** So much of a mapping without access must be of a thing for it to be its room. */
const SURE = 0.9
/** Less of a mapping than this is not shown: the pages at its ends that a look could not attribute. */
const LEAST_LISTED = 0.002
/** … but for what has so much of its addresses, if hardly any of its memory. */
const LEAST_ADDRESSES = 0.1
const LEAST_BYTES = 64 * 1024
/** So much of a mapping together in parts that are not listed is not counted to another part of it. */
const MOST_UNLISTED = 0.01

/**
 * What was found out besides the mappings (see Observed). It is about memory that the kernel does not name; of a range with
 * a purpose, the part without access is room for it. Where only part of a mapping is known, the rest is judged by what comes
 * after, or is other memory.
 * @param after what else may report what memory without a name is for
 */
export function recogniseObserved(after: readonly Recogniser[]): Recogniser {
  const rests = new Map<Label, Label>()
  function roomOf(whole: Label): Label {
    let room = rests.get(whole)
    if (room === undefined) {
      room = partOfSame(whole, 'reserved', 'room', 'rest')
      rests.set(whole, room)
    }
    return room
  }
  function restOf(cursor: RowCursor): Label {
    for (const recogniser of after) {
      const found = recogniser.recognise(cursor)
      if (found !== null) return found
    }
    return OTHER
  }
  return {
    recognise(cursor: RowCursor) {
      if (!cursor.isPlainAnonymous()) return null
      const found = cursor.spans.find(cursor.start, cursor.end)
      if (found === null) return null
      // Not of a hole that lies only partly in it.
      if (cursor.hasNoAccess()) return found.share >= SURE ? roomOf(found.label) : null
      if (found.share === 1) return found.label
      const { parts, basis } = partsOf(cursor, found, restOf(cursor))
      return parts.length === 1 ? parts[0]!.label : mixedLabel(parts, basis)
    }
  }
}

/** Adds a range that lies behind all others, or continues the last one. */
function addRange(ranges: [number, number][], from: number, to: number): void {
  const last = ranges.at(-1)
  if (last !== undefined && last[1] === from) last[1] = to
  else ranges.push([from, to])
}

/**
 * The parts worth listing, and the largest in any case. What is not listed counts to the largest, so that shares are all of the
 * mapping; where it is too much for that, as of a mapping that is the stacks of a thousand threads, it is other memory.
 * @param parts the most first
 */
function listedParts(parts: readonly LabelPart[], isLargeEnough: (part: LabelPart) => boolean): readonly LabelPart[] {
  const shareOf = (some: readonly LabelPart[]): number => some.reduce((sum, { share }) => sum + share, 0)
  const isListed = (part: LabelPart): boolean => part === parts[0] || isLargeEnough(part)
  const [most, ...listed] = parts.filter(isListed)
  const ofMost = 1 - shareOf(listed)
  if (ofMost - most!.share < MOST_UNLISTED) return [{ ...most!, share: ofMost }, ...listed]
  const isNamed = (part: LabelPart): boolean => isListed(part) && part.label !== OTHER
  const named = parts.filter(isNamed)
  const ranges: [number, number][] = []
  const others = parts.flatMap((part) => (isNamed(part) ? [] : part.ranges))
  for (const [from, to] of others.sort(([a], [b]) => a - b)) addRange(ranges, from, to)
  return [...named, { label: OTHER, share: 1 - shareOf(named), ranges }].sort((a, b) => b.share - a.share)
}

/**
 * What a mapping holds, the most first.
 * @param other what is not known of it
 */
function partsOf(
  cursor: RowCursor,
  { spans }: Found,
  other: Label
): { readonly parts: readonly LabelPart[]; readonly basis: ShareBasis } {
  const { start, end } = cursor
  const residentKb = cursor.residentKb()
  // Not a number where of one of them it is not known.
  const counted = spans.reduce((sum, { residentBytes = NaN }) => sum + residentBytes, 0)
  const basis = counted > 0 && residentKb !== undefined ? 'memory' : 'addresses'
  const whole = basis === 'memory' ? Math.max(counted, residentKb! * 1024) : end - start
  const sizeOf = (span: Span): number =>
    basis === 'memory' ? span.residentBytes! : Math.min(end, span.end) - Math.max(start, span.start)
  const sums = new Map<Label, { share: number; ranges: [number, number][] }>()
  function add(own: Label, share: number, from: number, to: number): void {
    const known = sums.get(own)
    if (known === undefined) sums.set(own, { share, ranges: [[from - start, to - start]] })
    else {
      known.share += share
      addRange(known.ranges, from - start, to - start)
    }
  }
  const known = spans.reduce((sum, span) => sum + sizeOf(span), 0)
  let at = start
  for (const span of spans) {
    const [from, to] = [Math.max(start, span.start), Math.min(end, span.end)]
    if (from > at) add(other, 0, at, from)
    add(span.label, sizeOf(span) / whole, from, to)
    at = to
  }
  if (at < end || !sums.has(other)) add(other, 0, at, end)
  sums.get(other)!.share += Math.max(0, 1 - known / whole)
  const parts = [...sums].map(([own, part]): LabelPart => ({ label: own, ...part })).sort((a, b) => b.share - a.share)
  const isMuch = (bytes: number): boolean => bytes >= LEAST_BYTES && bytes >= LEAST_ADDRESSES * (end - start)
  const addresses = ({ ranges }: LabelPart): number => ranges.reduce((sum, [from, to]) => sum + to - from, 0)
  const isLargeEnough = (part: LabelPart): boolean => part.share >= LEAST_LISTED || isMuch(addresses(part))
  return { parts: listedParts(parts, isLargeEnough), basis }
}
