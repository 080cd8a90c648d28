import type { MappingTable } from '../memory/mapping-table.ts'
import {
  ANON,
  backingName,
  holdsStackStart,
  stackColumn,
  STACK,
  type NamingFacts,
  type NamingOptions
} from '../memory/pmap-name.ts'
import { textCount } from '../memory/text-list.ts'
import type { U64Column } from '../memory/u64-column.ts'
import { printableName, type TextRules } from './printable.ts'

export interface LabelOptions extends NamingOptions {
  readonly rules: TextRules
}

const encoder = new TextEncoder()
/** pmap's own words follow two blanks. */
const labelOfWord = (word: string): Uint8Array => encoder.encode(`  ${word}`)
const ANON_LABEL = labelOfWord(ANON)
const STACK_LABEL = labelOfWord(STACK)

/** Bytes for the Mapping column of the default format, -d and -x; each backing is named once. */
export class MappingLabels {
  readonly #table: MappingTable
  readonly #stack: U64Column | null
  /** Label of each backing; null where it depends on the row's addresses. */
  readonly #byBacking: readonly (Uint8Array | null)[]

  constructor(table: MappingTable, { startStack, shmMinor }: NamingFacts, options: LabelOptions) {
    this.#table = table
    this.#stack = stackColumn(startStack)
    this.#byBacking = Array.from({ length: textCount(table.backings.name) }, (_, backing) => {
      const name = backingName(table, backing, shmMinor, options)
      return typeof name === 'string' ? labelOfWord(name) : name && printableName(name, options.rules)
    })
  }

  labelOf(row: number): Uint8Array {
    const label = this.#byBacking[this.#table.backing[row]!]
    return label ?? (holdsStackStart(this.#table, row, this.#stack) ? STACK_LABEL : ANON_LABEL)
  }
}
