import { HEAD_BYTES, type Importer } from '../importer.ts'
import { countLines, headLines, hexRange, readLines, type LineReader } from './line-importer.ts'

/**
 * Android's showmap: size, RSS, PSS, shared and private clean and dirty, on newer systems swap, swap PSS and more, the
 * number of mappings, the name; with -a addresses in front (system/memory/libmeminfo/tools/showmap.cpp).
 */
const ROW = /^\s*(?:([0-9a-f]{8,16})\s+([0-9a-f]{8,16})\s+)?((?:\d+\s+){7,16})([^\d\s].*)$/i
const NAMES = [
  'Size',
  'Rss',
  'Pss',
  'Shared_Clean',
  'Shared_Dirty',
  'Private_Clean',
  'Private_Dirty',
  'Swap',
  'SwapPss'
]
const HEADING = /\b(?:size|virtual)\b.{0,60}\b(?:RSS|shared)\b/
/** Where the mappings of a list without addresses are laid, one after the other. */
const FIRST = 0x10000n

/** Reads showmap's lines. @param text all of them, to find out which columns there are */
export function newShowmapReader(text: Uint8Array): LineReader {
  const head = text.subarray(0, HEAD_BYTES)
  const hasSwap = countLines(head, /swap/i) > 0
  const hasAddresses = [...headLines(head)].some((line) => ROW.exec(line)?.[1] !== undefined)
  let next = FIRST
  return {
    limits: hasAddresses
      ? 'showmap prints no permissions'
      : 'showmap prints neither addresses nor permissions: order and sizes only',
    line(line, out) {
      const row = ROW.exec(line)
      if (/\bTOTAL\s*$/.test(line)) {
        // The sums end a list; another one may follow.
        next = FIRST
        out.begin()
        return true
      }
      if (row === null) return false
      const numbers = row[3]!.trim().split(/\s+/)
      const size = BigInt(numbers[0]!) * 1024n
      const range = row[1] === undefined ? null : hexRange(row[1], row[2]!)
      if (size === 0n || size > 1n << 47n) return size === 0n
      const isTaken = out.mapping({
        ...(range ?? { start: next, end: next + size, isAddressUnknown: true }),
        name: row[4]!.trim()
      })
      next += size
      NAMES.forEach((field, at) => {
        const number = numbers[at]
        if (number !== undefined && (at < 7 || hasSwap)) out.field(field, number)
      })
      return isTaken
    }
  }
}

export const showmap: Importer = {
  id: 'showmap',
  detect: (head) => (countLines(head, HEADING) > 0 && countLines(head, ROW) > 0 ? 0.85 : 0),
  read: (bytes, name) => readLines('showmap', bytes, name, newShowmapReader(bytes))
}
