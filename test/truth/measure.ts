import { captureLive } from '#main/commands/support/capture-live.ts'
import type { EvidenceDepth } from '#shared/memory/category.ts'
import { scoreOf, type Score } from './score.ts'
import { startSubject, type TruthSubject } from './subjects.ts'

/** Starts a subject and scores what is said of it, by how deep it is looked for it. */
export async function measureSubject(
  subject: TruthSubject,
  depths: readonly EvidenceDepth[]
): Promise<ReadonlyMap<EvidenceDepth, Score>> {
  const running = await startSubject(subject)
  try {
    return new Map(
      depths.map((depth) => [depth, scoreOf(captureLive(running.pid, 'smaps', depth), running.truth, 'rss')])
    )
  } finally {
    running.stop()
  }
}
