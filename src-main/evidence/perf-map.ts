import { isGeneratedAt } from '#shared/address/generated-code.ts'
import { JITS } from '#shared/classify/anonymous-rules.ts'
import { label } from '#shared/classify/label.ts'
import type { LivingRuntime } from '#shared/classify/runtimes.ts'
import { mappingEnd, mappingStart, type MappingTable } from '#shared/memory/mapping-table.ts'
import type { ProcFolder } from '#main/source/proc-folder.ts'
import { generatedNames } from '#main/symbols/generated-files.ts'
import type { SpanSet } from './span-set.ts'

/** Bytes of a list that are read at one look, some 5 ms; the next one continues behind them. */
const STEP = 512 * 1024

/** Memory in which the process's own list for perf names generated code; what is known already is left out. */
export function addGeneratedCode(
  folder: ProcFolder,
  table: MappingTable,
  runtimes: readonly LivingRuntime[],
  into: SpanSet
): void {
  const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter((row) => isGeneratedAt(table, row))
  const names = rows.length === 0 ? null : generatedNames(folder.pathOf('.'), table, STEP)
  if (names === null) return
  const owner = runtimes.find(({ id }) => JITS.includes(id))?.name ?? ''
  for (const row of rows) {
    const [start, end] = [mappingStart(table, row), mappingEnd(table, row)]
    const { count, bytes } = names.code.within(start, end)
    if (count === 0) continue
    const values = { count, kb: Math.ceil(bytes / 1024), file: names.file }
    const made = label('runtime', 'inferred', 'perf-map', { purpose: 'generated-code', owner, depth: 'files' })
    into.add(start, end, { ...made, evidence: { ...made.evidence, values } })
  }
}
