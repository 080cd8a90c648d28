import { captureLive } from '#main/commands/support/capture-live.ts'
import type { EvidenceDepth } from '#shared/memory/category.ts'
import { scoreOf, type Score } from './score.ts'
import { startProgram, type TruthProgram } from './truth-programs.ts'

/** Starts a program and scores the labels of its memory for each depth of evidence. */
export async function measureProgram(
  program: TruthProgram,
  depths: readonly EvidenceDepth[]
): Promise<ReadonlyMap<EvidenceDepth, Score>> {
  const running = await startProgram(program)
  try {
    return new Map(
      depths.map((depth) => [depth, scoreOf(captureLive(running.pid, 'smaps', depth), running.truth, 'rss')])
    )
  } finally {
    running.stop()
  }
}
