import type { LocatedAddress } from '#shared/address/locate-address.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { nameWithoutFolders } from '#shared/memory/mapping-name-text.ts'
import { mappingName, type MappingTable } from '#shared/memory/mapping-table.ts'
import { u64Hex } from '#shared/memory/u64-column.ts'

/** What is known of an address, in the order of the columns; each is a text to copy. */
export const ANSWER_COLUMNS = ['address', 'symbol', 'module', 'section', 'mapping', 'fileOffset', 'buildId'] as const
export type AnswerColumn = (typeof ANSWER_COLUMNS)[number]

const hex = (value: bigint | number): string => `0x${value.toString(16)}`
const plus = (name: string, offset: bigint | number): string => `${name}+${hex(offset)}`

/** The texts of an answer; empty where it is not known or there is none. `gap` is the text where nothing is mapped. */
export function answerCells(
  table: MappingTable,
  answer: LocatedAddress,
  gap: (answer: LocatedAddress) => string
): Readonly<Record<AnswerColumn, string>> {
  const { row, offset, module, moduleOffset, symbol, symbolOffset, section, fileOffset, buildId } = answer
  const name = row === null ? '' : visibleText(nameWithoutFolders(mappingName(table, row)))
  const start = row === null ? '' : u64Hex(table.start, row, 1)
  return {
    address: hex(answer.address),
    symbol: symbol === null ? '' : plus(visibleText(symbol), symbolOffset ?? 0),
    module: module === null || moduleOffset === null ? '' : plus(visibleText(nameWithoutFolders(module)), moduleOffset),
    section: section === null ? '' : visibleText(section),
    mapping: row === null ? gap(answer) : plus(name === '' ? start : `${start} ${name}`, offset ?? 0n),
    fileOffset: fileOffset === null ? '' : hex(fileOffset),
    buildId: buildId ?? ''
  }
}
