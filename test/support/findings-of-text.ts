import { FindingContext } from '#shared/findings/finding-context.ts'
import type { Finding } from '#shared/findings/finding.ts'
import { findingsOf } from '#shared/findings/index.ts'
import type { GrownList } from '#shared/history/grown-entries.ts'
import type { Capture, Surroundings } from '#shared/memory/capture.ts'
import type { FindingId } from '#shared/words/findings.ts'
import { captureOfText } from './capture-of-text.ts'

/** A mapping in smaps: its line of maps, fields in kB, flags. */
export function smapsBlock(
  line: string,
  fields: Readonly<Record<string, number>> = {},
  flags = 'rd wr mr mw me ac'
): string {
  const numbers = Object.entries(fields).map(([name, kb]) => `${name}: ${kb} kB`)
  return [line, ...numbers, `VmFlags: ${flags} `, ''].join('\n')
}

/** Anonymous memory of `kb` at an address of its own, by `at`. */
export function anonymousBlock(
  at: number,
  kb: number,
  fields: Readonly<Record<string, number>>,
  flags?: string
): string {
  const start = 0x7e0000000000 + at * 0x1000000000
  return smapsBlock(`${start.toString(16)}-${(start + kb * 1024).toString(16)} rw-p 00000000 00:00 0 `, fields, flags)
}

/** What is found in a process with these blocks of smaps. */
export function findingsIn(
  blocks: readonly string[],
  parts: Partial<Capture> = {},
  growth: GrownList | null = null
): readonly Finding[] {
  return findingsOf(new FindingContext({ ...captureOfText(blocks.join('')), ...parts }, growth))
}

/** A program's own code: never the reason of a finding. */
export const QUIET = smapsBlock('555500000000-555500100000 r-xp 00000000 08:01 7 /usr/bin/quiet', { Rss: 0 })

/** The finding of this kind, if there is one. */
export const pick = (findings: readonly Finding[], id: FindingId): Finding | null =>
  findings.find((each) => each.id === id) ?? null

/** Surroundings of which only these are known. */
export const surroundings = (more: Partial<Surroundings>): Surroundings => ({
  maxMapCount: null,
  limits: null,
  coredumpFilter: null,
  ...more
})
