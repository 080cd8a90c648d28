import { threadsOf } from '#shared/capture/assemble-capture.ts'
import { classify } from '#shared/classify/classify.ts'
import { labelsFile } from '#shared/formats/snapshot/labels-file.ts'
import type { Looking } from '#shared/memory/capture.ts'
import type { EvidenceDepth } from '#shared/memory/category.ts'
import { scanMappings } from '#shared/scan/mapping-scanner.ts'
import type { ProcessStatus } from '#shared/scan/process-status.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { observeProcess } from './observe-process.ts'

/**
 * The file `labels.json` for mappings that were just read, so that whoever opens them later sees what only the living process
 * could report.
 * @param rows bytes of smaps or maps
 * @returns null where there are no mappings, and where labels would add nothing to the mappings
 */
export function captureLabels(
  folder: ProcFolder,
  rows: Uint8Array,
  status: ProcessStatus | null,
  pageSize: number,
  depth: EvidenceDepth
): { readonly bytes: Uint8Array; readonly looking: Looking } | null {
  if (depth === 'maps') return null
  const { table } = scanMappings(rows)
  if (table.rowCount === 0) return null
  const process = { folder, table, threads: threadsOf(status), pageSize }
  const { observed, looking } = observeProcess(process, depth)
  const text = labelsFile({ classification: classify(table, observed), looking }, table.rowCount)
  return { bytes: new TextEncoder().encode(text), looking }
}
