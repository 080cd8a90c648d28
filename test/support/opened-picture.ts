import type { Imported, ImportedProcess } from '#shared/formats/importer.ts'
import type { Capture } from '#shared/memory/capture.ts'
import {
  deviceText,
  exactFieldValue,
  flagsText,
  mappingKb,
  mappingName,
  mappingStart,
  permsText
} from '#shared/memory/mapping-table.ts'
import { textAt } from '#shared/memory/text-list.ts'
import { u64BigInt } from '#shared/memory/u64-column.ts'

/** Rows of a mapping list beyond these are only counted and added up, but for the last one. */
const MOST_ROWS = 4

/** `key=value` of what is known; what is null, empty or absent is left out. */
const factsText = (facts: Readonly<Record<string, unknown>>): string =>
  Object.entries(facts)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ')

function rowText({ table, absent = [] }: Capture, row: number): string {
  const backing = table.backing[row]!
  const has = (column: (typeof absent)[number]): boolean => !absent.includes(column)
  const numbers = table.fields.flatMap((field) => {
    const value = exactFieldValue(table, field, row)
    return value === undefined ? [] : [`${field.name}=${value}`]
  })
  const texts = table.texts.flatMap(({ name, texts, id }) => (id[row] ? [`${name}=${textAt(texts, id[row])}`] : []))
  return [
    has('address') ? mappingStart(table, row).toString(16) : '?',
    `${mappingKb(table, row)}K`,
    has('perms') ? permsText(table.perms[row]!).slice(0, has('sharing') ? 4 : 3) : '?',
    has('offset') ? u64BigInt(table.offset, row).toString(16) : '?',
    has('device') ? deviceText(table.backings, backing) : '?',
    has('inode') ? String(u64BigInt(table.backings.inode, backing)) : '?',
    JSON.stringify(mappingName(table, row)),
    ...numbers,
    ...texts,
    flagsText(table, row) ?? ''
  ]
    .join(' ')
    .trimEnd()
}

function sumText({ table }: Capture): string {
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  const sums = table.fields.map((field) => [
    field.name,
    rows.reduce((sum, row) => sum + Number(exactFieldValue(table, field, row) ?? 0n), 0)
  ])
  return `${rows.length} rows of ${rows.reduce((sum, row) => sum + mappingKb(table, row), 0)}K ${factsText(Object.fromEntries(sums))}`
}

function processText(process: ImportedProcess): string[] {
  const capture = process.capture()
  const { absent, cut, notes, detail, pageSize, status, faults, startStack, surroundings, takenAt, verdict } = capture
  const { pid, startTime } = process.process
  const rollup = process.rollup?.() ?? null
  const { rowCount } = capture.table
  const stack = startStack === null ? null : startStack.toString(16)
  return [
    `  process ${factsText({ pid, startTime, name: process.name, command: process.command, uid: process.uid, user: process.user })}`,
    `    ${factsText({ detail, pageSize, absent, cut, takenAt, user: capture.user, faults, stack, verdict: verdict.kind })}`,
    ...(surroundings === undefined ? [] : [`    ${factsText({ ...surroundings })}`]),
    ...(status === null ? [] : [`    status ${factsText(status)}`]),
    ...(rollup === null ? [] : [`    rollup ${factsText(rollup)}`]),
    ...notes.map(({ kind, detail }) => `    note ${factsText({ kind, detail })}`),
    ...Array.from({ length: Math.min(rowCount, MOST_ROWS) }, (_, row) => `    ${rowText(capture, row)}`),
    ...(rowCount > MOST_ROWS ? [`    … ${rowText(capture, rowCount - 1)}`, `    ${sumText(capture)}`] : [])
  ]
}

/** All that is known of an opened file, as lines for people: what is absent is left out, or `?` in a row. */
export function pictureOf({ source, moments, notes }: Imported): string {
  return [
    factsText({ ...source, fileName: '' }),
    ...notes.map(({ kind, line, detail }) => `note ${factsText({ kind, line, detail })}`),
    ...moments.flatMap(({ takenAt, note, processes }) => [
      `moment ${factsText({ takenAt, note })}`.trimEnd(),
      ...processes.flatMap(processText)
    ])
  ].join('\n')
}
