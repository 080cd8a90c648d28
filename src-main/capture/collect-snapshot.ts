import type { MomentRequest } from './collect-moment.ts'
import type { SnapshotFacts } from './manifest-source.ts'
import { SnapshotRecorder } from './snapshot-recorder.ts'

export type SnapshotRequest = SnapshotFacts & MomentRequest

/**
 * Reads processes into a snapshot of one moment (docs/snapshot-format.md): raw files and a manifest, as one zip.
 * @throws FailureError `cancelled`; `gone` when nothing of what was wanted is left
 */
export async function collectSnapshot(request: SnapshotRequest): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  const recorder = new SnapshotRecorder(request, (bytes) => parts.push(bytes))
  await recorder.take(request)
  const { head, tail } = recorder.finish()
  return Buffer.concat([head, ...parts, tail])
}
