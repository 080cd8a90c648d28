import type { Neighbour } from '#shared/address/address-lookup.ts'
import type { LocatedAddress } from '#shared/address/locate-address.ts'
import { visibleText } from '#shared/base/visible-text.ts'
import { mappingName, permsText, type MappingTable } from '#shared/memory/mapping-table.ts'
import { u64Hex } from '#shared/memory/u64-column.ts'

const hex = (value: bigint | number): string => `0x${value.toString(16)}`
const hexOrAbsent = (value: bigint | number | null): string | undefined => (value === null ? undefined : hex(value))

function rangeOf(table: MappingTable, row: number): { start: string; end: string; name: string } {
  return {
    start: `0x${u64Hex(table.start, row, 1)}`,
    end: `0x${u64Hex(table.end, row, 1)}`,
    name: mappingName(table, row)
  }
}

function neighbourJson(table: MappingTable, neighbour: Neighbour | null): object | null {
  return neighbour === null ? null : { ...rangeOf(table, neighbour.row), distance: hex(neighbour.distance) }
}

/** One answer for other programs; what is not known is absent. Addresses and distances are hexadecimal texts. */
export function answerJson(table: MappingTable, answer: LocatedAddress): object {
  const { address, row, gap } = answer
  return {
    address: hex(address),
    mapping: row === null ? null : { ...rangeOf(table, row), perms: permsText(table.perms[row]!) },
    offset: hexOrAbsent(answer.offset),
    fileOffset: hexOrAbsent(answer.fileOffset),
    module: answer.module ?? undefined,
    moduleOffset: hexOrAbsent(answer.moduleOffset),
    section: answer.section ?? undefined,
    symbol: answer.symbol ?? undefined,
    symbolOffset: hexOrAbsent(answer.symbolOffset),
    buildId: answer.buildId ?? undefined,
    gap: gap === null ? undefined : { before: neighbourJson(table, gap.before), after: neighbourJson(table, gap.after) }
  }
}

const lastPart = (name: string): string => visibleText(name.slice(name.lastIndexOf('/') + 1))

function sideText(table: MappingTable, neighbour: Neighbour, words: string): string {
  const name = mappingName(table, neighbour.row)
  return `${hex(neighbour.distance)} ${words} ${name === '' ? `the mapping at ${rangeOf(table, neighbour.row).start}` : visibleText(name)}`
}

/** One answer in words. */
function answerWords(table: MappingTable, answer: LocatedAddress): string {
  const { row, gap } = answer
  if (gap !== null) {
    const sides = [
      gap.before === null ? null : sideText(table, gap.before, 'after the end of'),
      gap.after === null ? null : sideText(table, gap.after, 'before')
    ]
    return `not mapped: ${sides.filter((side) => side !== null).join(', ')}`
  }
  if (row === null) return 'not mapped'
  const name = mappingName(table, row)
  const { start } = rangeOf(table, row)
  const words: string[] = []
  if (answer.symbol !== null) words.push(`${visibleText(answer.symbol)}+${hex(answer.symbolOffset ?? 0)}`)
  if (answer.module !== null && answer.moduleOffset !== null) {
    words.push(`${lastPart(answer.module)}+${hex(answer.moduleOffset)}`)
  }
  if (answer.section !== null) words.push(visibleText(answer.section))
  words.push(
    `${hex(answer.offset ?? 0)} into ${permsText(table.perms[row]!)} ${start}${name === '' ? '' : ` ${visibleText(name)}`}`
  )
  if (answer.fileOffset !== null) words.push(`file offset ${hex(answer.fileOffset)}`)
  return words.join('  ')
}

/** What was asked, with the addresses that it means in this process. */
export interface AskedLine {
  /** The line as it was given; null where the address came as a word of the command. */
  readonly line: string | null
  readonly addresses: readonly bigint[]
  readonly unknownModules: readonly string[]
}

/** Answers line by line: under each line that was given, or one line an address. */
export function answerText(
  table: MappingTable,
  asked: readonly AskedLine[],
  answers: readonly LocatedAddress[]
): string {
  let next = 0
  let text = ''
  for (const { line, addresses, unknownModules } of asked) {
    if (line !== null) text += `${visibleText(line)}\n`
    for (const module of unknownModules) text += `    ${visibleText(module)} is not mapped here\n`
    for (const address of addresses) {
      text += `${line === null ? '' : '    '}${hex(address)}  ${answerWords(table, answers[next++]!)}\n`
    }
  }
  return text
}
