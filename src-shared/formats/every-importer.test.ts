import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { seeds } from '#test/fuzz/importers.ts'
import { SAMPLES as TEXT_SAMPLES } from '#test/fuzz/samples.ts'
import { rows } from '#test/support/opened-files.ts'
import { FailureError } from '../contract/failure.ts'
import type { Capture } from '../memory/capture.ts'
import { writeExport } from '../pmap/export-formats.ts'
import type { Imported } from './importer.ts'
import { IMPORTERS, openBytes } from './index.ts'
import { writeSmaps } from './snapshot/smaps-text.ts'

const openAs = (name: string, bytes: Uint8Array): Imported => openBytes(bytes, name, nodeFormatContext)
const capturesOf = ({ moments }: Imported): Capture[] =>
  moments.flatMap(({ processes }) => processes.map((process) => process.capture()))
const rowsOf = (imported: Imported): string[][] => capturesOf(imported).map((capture) => rows(capture))

/** Some samples are there to be refused. */
function openedOrNull(bytes: Uint8Array): Imported | null {
  try {
    return openAs('file', bytes)
  } catch {
    return null
  }
}

/** One sample or more of every format, what it opens as, and how its importer wants it. */
const SAMPLES = [...seeds()].flatMap(([name, seed]) => {
  const text = TEXT_SAMPLES[name]
  const bytes = text === undefined ? seed : Buffer.from(text)
  const imported = openedOrNull(bytes)
  if (imported === null) return []
  const importer = IMPORTERS.find(({ id }) => id === imported.source.format)
  return importer === undefined ? [] : [{ name, bytes, importer, golden: rowsOf(imported) }]
})
const isPlainText = (bytes: Uint8Array): boolean => !bytes.subarray(0, 4096).includes(0) && bytes[0] !== 0x1f
const TEXTS = SAMPLES.filter(({ bytes, importer }) => importer.takes !== 'bytes' && isPlainText(bytes))
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

it('there is a sample of every importer', () => {
  expect([...new Set(SAMPLES.map(({ importer }) => importer.id))].toSorted()).toEqual(
    IMPORTERS.map(({ id }) => id).toSorted()
  )
})

describe('an importer is chosen by content', () => {
  it.each(SAMPLES)('$name under other names', ({ bytes, golden }) => {
    for (const name of ['core.42', 'notes.md', 'x', 'a.zip']) expect(rowsOf(openAs(name, bytes))).toEqual(golden)
  })
})

describe('a text that was cut off has no mapping that the whole one has not', () => {
  it.each(TEXTS)('$name', ({ bytes, golden }) => {
    const known = new Set(golden.flat())
    const ranges = new Set(golden.flat().map((row) => row.split(' ').slice(0, 2).join(' ')))
    for (const part of [0.3, 0.5, 0.77]) {
      let found: string[][]
      try {
        found = rowsOf(openAs('file', bytes.subarray(0, Math.floor(bytes.length * part))))
      } catch (error) {
        expect(error).toBeInstanceOf(FailureError)
        continue
      }
      const strange = found.flat().filter((row) => !known.has(row))
      // The cut may go through the last row's permissions or its name, never through its range.
      expect(strange.length).toBeLessThanOrEqual(1)
      for (const row of strange) expect(ranges).toContain(row.split(' ').slice(0, 2).join(' '))
    }
  })
})

describe('a text that came through other hands', () => {
  it.each(TEXTS)('$name with CR LF', ({ bytes, golden }) => {
    const text = latin(bytes).replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')
    expect(rowsOf(openAs('file', Buffer.from(text, 'latin1')))).toEqual(golden)
  })

  it.each(TEXTS.filter(({ importer }) => importer.takes === undefined))(
    '$name quoted in a mail',
    ({ bytes, golden }) => {
      const text = latin(bytes).replace(/^/gm, '> ')
      expect(rowsOf(openAs('file', Buffer.from(text, 'latin1')))).toEqual(golden)
    }
  )
})

describe('a capture holds nothing of the bytes that it was read from', () => {
  it.each(SAMPLES)('$name', ({ bytes, golden }) => {
    const own = Uint8Array.from(bytes)
    const captures = capturesOf(openAs('file', own))
    own.fill(0xff)
    expect(captures.map((capture) => rows(capture))).toEqual(golden)
  })
})

describe('what was opened can be written and opened again', () => {
  it.each(SAMPLES)('$name', ({ bytes, golden }) => {
    const [capture] = capturesOf(openAs('file', bytes))
    if (capture === undefined || capture.absent?.includes('address') === true) return
    // Listings have no form for mappings whose ends are not known.
    if (golden[0]?.every((row) => row.split(' ')[1] === '0') === true) return
    const parts: Uint8Array[] = []
    writeSmaps(capture.table, (part) => parts.push(part.slice()))
    expect(rowsOf(openAs('file', Buffer.concat(parts)))[0]).toEqual(golden[0])
    for (const format of ['csv', 'tsv', 'json'] as const) {
      let text = ''
      const { table, classification, command, absent } = capture
      writeExport(format, [{ pid: 7, command, table, classification, absent }], (part) => (text += part))
      const again = rowsOf(openAs('file', Buffer.from(text)))[0]
      // Permissions that were not reported are not written.
      const plain = (all: readonly string[] | undefined): string[] | undefined =>
        absent?.includes('perms') === true ? all?.map((row) => row.split(' ').toSpliced(2, 1).join(' ')) : all?.slice()
      expect(plain(again)).toEqual(plain(golden[0]))
    }
  })
})

it('each has a test of its own beside it', () => {
  const list = readFileSync(new URL('index.ts', import.meta.url), 'utf8')
  const names = /IMPORTERS: readonly Importer\[\] = \[([^\]]*)\]/.exec(list)?.[1]?.match(/\w+/g) ?? []
  expect(names.length).toBe(IMPORTERS.length)
  const untested = names.filter((name) => {
    const file = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '(.*)\\.ts'`).exec(list)?.[1] ?? ''
    return !existsSync(new URL(`${file}.test.ts`, import.meta.url))
  })
  expect(untested).toEqual([])
})
