import type { EvidenceDepth } from '#shared/memory/category.ts'
import type { JvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import type { Capture } from '#shared/memory/capture.ts'
import { captureProcess } from '#main/capture/capture-process.ts'
import { pageSize } from '#main/source/machine.ts'
import { PROC_ROOT } from '#main/source/proc-folder.ts'
import { FULL_PACE } from '#main/source/read-mappings.ts'

/**
 * Reads whatever process has that number now, without pauses.
 * @param jvm what its JVM reported when it was asked
 * @throws FailureError
 */
export function captureLive(
  pid: number,
  detail: 'smaps' | 'maps' = 'smaps',
  evidence: EvidenceDepth = 'inside',
  jvm?: JvmKnowledge
): Capture {
  return captureProcess({
    process: { pid, startTime: 0 },
    detail,
    pace: FULL_PACE,
    root: PROC_ROOT,
    pageSize: pageSize(),
    rowsHint: 1024,
    expectsMotion: false,
    evidence,
    jvm,
    looksIntoOthers: true
  })
}
