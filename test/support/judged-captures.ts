import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { judge, type Judgement } from '#shared/fleet/gate/judge.ts'
import type { Rule } from '#shared/fleet/gate/limits.ts'

/** A block of smaps. @param rss kB, all of it anonymous */
export const row = (range: string, perms: string, offset: string, rest: string, rss: number): string =>
  `${range} ${perms} ${offset} ${rest}\nRss: ${rss} kB\nAnonymous: ${rss} kB\nSwap: 0 kB\n`

export const HEAP = row('60000000-60001000', 'rw-p', '00000000', '00:00 0                          [heap]', 100)

export const LIBRARY =
  row('10000000-10002000', 'r-xp', '00000000', '08:01 7                          /usr/lib/libx.so (deleted)', 8) +
  row('10002000-10003000', 'rw-p', '00002000', '08:01 7                          /usr/lib/libx.so (deleted)', 4)

/** A library, which is deleted, and a heap. */
export const CAPTURE = captureOfText(LIBRARY + HEAP)

export const rule = (more: Partial<Rule>): Rule => ({ select: {}, measure: 'rss', ...more })

export const outcome = (more: Partial<Rule>, capture = CAPTURE, baseline: Capture | null = null): Judgement =>
  judge(rule(more), capture, baseline)
