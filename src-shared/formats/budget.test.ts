import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { madeZip } from '#test/support/made-archives.ts'
import { MAPS, proc } from '#test/support/opened-archives.ts'
import { Budget, type Limits } from './budget.ts'
import type { Imported } from './importer.ts'
import { openBytes } from './index.ts'

/** Opens with little room for one thing, and enough for all others. */
const openWith = (limits: Partial<Limits>, bytes: Uint8Array): Imported =>
  openBytes(bytes, 'x', { ...nodeFormatContext, budget: new Budget(limits) })
const details = ({ notes }: Imported): string => notes.map(({ detail }) => detail).join('\n')

describe('a file costs no more', () => {
  it('bytes than there is room for', () => {
    const text = Buffer.from(MAPS.repeat(10))
    expect(() => openWith({ bytes: text.length - 1 }, text)).toThrow(`it has more than ${text.length - 1} bytes`)
    expect(openWith({ bytes: text.length }, text).moments).toHaveLength(1)
  })

  it.each([
    ['colours', (row: string) => `\x1b[35m${row}\x1b[0m\n`],
    ['another end of lines', (row: string) => `${row}\r\n`],
    ['tags', (row: string) => `<pre>${row}</pre>\n`],
    ['times before its lines', (row: string) => `2026-11-23T11:00:00.123Z ${row}\n`]
  ])('a text that has to be rewritten for its %s', (_, inside) => {
    const row = '00400000-00401000 r-xp 00000000 fd:01 7 /bin/a'.padEnd(4000, 'a')
    const rows = (count: number): Buffer => Buffer.from(inside(row).repeat(count))
    const large = rows(4500)
    expect(() => openWith({ bytes: 2 * large.length }, large)).toThrow('it is too large for what has to be taken from')
    // As it is, it needs no more room.
    const plain = Buffer.from(`${row}\n`.repeat(4500))
    expect(openWith({ bytes: plain.length }, plain).moments).toHaveLength(1)
    const little = rows(100)
    expect(openWith({ bytes: little.length }, little).moments).toHaveLength(1)
  })

  it('entries: the others are left out', () => {
    const opened = openWith({ entries: 3 }, madeZip([proc(1), proc(2), proc(3), proc(4)]))
    expect(opened.moments[0]?.processes).toHaveLength(3)
    expect(details(opened)).toContain('more than 3 entries')
  })

  it('processes: the others are left out', () => {
    const opened = openWith({ processes: 2 }, madeZip([proc(1), proc(2), proc(3), proc(4)]))
    expect(opened.moments[0]?.processes.map(({ process }) => process.pid)).toEqual([1, 2])
    expect(details(opened)).toContain('no room for more processes')
  })

  it('bytes of files that are no processes', () => {
    const zip = madeZip(['a.txt', 'b.txt'].map((path) => ({ path, content: MAPS.repeat(5) })))
    const one = MAPS.length * 5
    expect(openWith({ tried: 2 * one }, zip).moments.flatMap(({ processes }) => processes)).toHaveLength(2)
    const opened = openWith({ tried: one }, zip)
    expect(opened.moments.flatMap(({ processes }) => processes)).toHaveLength(1)
    expect(details(opened)).toContain('b.txt: there is no room for more files that are no processes')
  })

  it('names and command lines', () => {
    const withTitle = (pid: number) => [proc(pid), { path: `proc/${pid}/cmdline`, content: 'x'.repeat(1000) }]
    const opened = openWith({ texts: 1500 }, madeZip([...withTitle(1), ...withTitle(2), ...withTitle(3)]))
    const titles = opened.moments[0]?.processes.map(({ command }) => command.length)
    expect(titles).toEqual([1000, 0, 0])
    expect(details(opened)).toContain('no more room for names and command lines')
  })

  it('values of JSON', () => {
    const rows = Array.from({ length: 10 }, (_, row) => ({
      start: `${row + 1}000`,
      end: `${row + 2}000`,
      perms: 'r--p'
    }))
    const json = Buffer.from(JSON.stringify(rows))
    expect(openWith({}, json).moments[0]?.processes[0]?.capture().table.rowCount).toBe(10)
    expect(() => openWith({ values: 20 }, json)).toThrow('values of JSON')
  })

  it('keys of JSON that are all different count for more', () => {
    const rows = (keyOf: (row: number) => string): Buffer => {
      const row = (at: number): object => ({
        start: `${at + 1}000`,
        end: `${at + 2}000`,
        perms: 'r--p',
        [keyOf(at)]: 1
      })
      return Buffer.from(JSON.stringify(Array.from({ length: 50 }, (_, at) => row(at))))
    }
    expect(
      openWith(
        { values: 300 },
        rows(() => 'size')
      ).moments
    ).toHaveLength(1)
    expect(() =>
      openWith(
        { values: 300 },
        rows((at) => `size${at}`)
      )
    ).toThrow('values of JSON')
  })

  it('moments: the others are left out', () => {
    const moments = [1, 2, 3].map((at) => ({ folder: `m${at}`, takenAt: at, processes: [] }))
    const snapshot = madeZip([
      { path: 'manifest.json', content: JSON.stringify({ format: 'vmatlas-snapshot', version: 1, moments }) },
      ...[1, 2, 3].map((at) => ({ path: `m${at}/7/maps`, content: MAPS }))
    ])
    expect(openWith({}, snapshot).moments).toHaveLength(3)
    const opened = openWith({ moments: 2 }, snapshot)
    expect(opened.moments).toHaveLength(2)
    expect(details(opened)).toContain('no room for more moments')
  })
})
