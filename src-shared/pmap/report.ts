import type { AddressRange } from '../memory/address-range.ts'
import type { AbsentColumn } from '../memory/capture.ts'
import type { MappingTable } from '../memory/mapping-table.ts'
import type { NamingFacts } from '../memory/pmap-name.ts'
import type { LabelOptions } from './mapping-label.ts'

/** The mappings of one process as pmap is to print them. */
export interface Report extends NamingFacts {
  readonly table: MappingTable
  /** Not the kernel's own text but another tool's, which lacks these columns: they are printed as `?`. */
  readonly absent?: readonly AbsentColumn[] | undefined
}

export interface ReportOptions extends LabelOptions {
  /** -q: no column headers and no footer. */
  readonly isQuiet: boolean
  /** -A, or null for everything. */
  readonly range: AddressRange | null
}
