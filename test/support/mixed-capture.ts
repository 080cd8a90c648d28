import { classify } from '#shared/classify/classify.ts'
import { label } from '#shared/classify/label.ts'
import { NOTHING_OBSERVED } from '#shared/classify/observed.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { captureOfText } from './capture-of-text.ts'

const KB = 1024
const MIXED_START = 0x7f0000000000
const POOLS = label('runtime', 'inferred', 'python-pool', { purpose: 'python-objects', depth: 'inside' })
const BLOCK = label('heap', 'inferred', 'malloc-chunk', { purpose: 'malloc-block', depth: 'inside' })

/** Memory of two purposes: `pools` bytes from `start` on, then blocks up to `end`; and how many bytes of each are in memory. */
const twoSpans = (start: number, pools: number, end: number, poolsKb: number, blocksKb: number) => [
  { start, end: start + pools, label: POOLS, residentBytes: poolsKb * KB },
  { start: start + pools, end, label: BLOCK, residentBytes: blocksKb * KB }
]

/**
 * A capture of a text with a mapping of 1 MiB at 0x7f0000000000, of which a quarter of the addresses, Python's pools, holds three
 * quarters of what is in memory; the rest is blocks of malloc.
 * @param halved another mapping that is half pools and half blocks
 */
export function mixedCapture(text: string, halved?: { readonly start: number; readonly end: number }): Capture {
  const capture = captureOfText(text)
  const spans = twoSpans(MIXED_START, 256 * KB, MIXED_START + 1024 * KB, 300, 100)
  if (halved !== undefined) {
    spans.push(...twoSpans(halved.start, (halved.end - halved.start) / 2, halved.end, 30, 10))
  }
  return { ...capture, classification: classify(capture.table, { ...NOTHING_OBSERVED, isInside: true, spans }) }
}
