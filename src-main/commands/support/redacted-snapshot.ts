import { joinBytes } from '#shared/base/join-bytes.ts'
import { openBytes } from '#shared/formats/index.ts'
import { shareCaptures } from '#shared/formats/snapshot/share-captures.ts'
import type { RedactionChoice } from '#shared/redact/redaction.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { NODE_PACK, shareableOf } from './export-shared.ts'
import type { Recorded } from './record-moments.ts'

/** What was recorded, without what is to be left out: made of captures again, as every export is, so nothing else is in it. */
export function redactedSnapshot(recorded: Recorded, redaction: RedactionChoice): Uint8Array {
  const parts: Uint8Array[] = []
  recorded.writeTo((bytes) => void parts.push(bytes.slice()))
  const opened = openBytes(joinBytes(parts), 'capture', nodeFormatContext)
  return shareCaptures({ ...shareableOf(opened, []), format: 'vmsnap', redaction, viewer: null }, NODE_PACK)
}
