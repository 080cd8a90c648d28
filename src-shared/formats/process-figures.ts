import type { MappingTable } from '../memory/mapping-table.ts'
import { totalKb, totalOfFields } from '../memory/totals.ts'
import type { ImportedProcess } from './importer.ts'

/** What the process list shows of a process, kB (1024 bytes); undefined where the file does not tell. */
export interface Figures {
  readonly sizeKb: number | undefined
  readonly rssKb: number | undefined
  readonly swapKb: number | undefined
  readonly pssKb: number | undefined
  readonly ussKb: number | undefined
}

/**
 * The figures of one process: those of status and of smaps_rollup; where a file has neither, as texts do, what its
 * mappings add up to, if `addsUp`.
 */
export function figuresOf(process: ImportedProcess, addsUp: boolean): Figures {
  const { numbers } = process
  const rollup = process.rollup?.() ?? null
  if (numbers === undefined && rollup === null && addsUp) return sumsOf(process)
  const own = (rollup?.['Private_Clean'] ?? 0) + (rollup?.['Private_Dirty'] ?? 0)
  return {
    sizeKb: numbers?.['VmSize'],
    rssKb: numbers?.['VmRSS'] ?? rollup?.['Rss'],
    swapKb: numbers?.['VmSwap'] ?? rollup?.['Swap'],
    pssKb: rollup?.['Pss'],
    ussKb: rollup === null ? undefined : own
  }
}

function sumsOf(process: ImportedProcess): Figures {
  const table = tableOf(process)
  const sum = (...names: readonly string[]): number | undefined => {
    const total = table === null ? null : totalOfFields(table, names, null)
    return total === null ? undefined : Number(total)
  }
  return {
    sizeKb: table === null || table.rowCount === 0 ? undefined : Number(totalKb(table, null)),
    rssKb: sum('Rss'),
    swapKb: sum('Swap'),
    pssKb: sum('Pss'),
    ussKb: sum('Private_Clean', 'Private_Dirty')
  }
}

/** Null where the mappings can't be read; that is told when the process is opened. */
function tableOf(process: ImportedProcess): MappingTable | null {
  try {
    return process.capture().table
  } catch {
    return null
  }
}
