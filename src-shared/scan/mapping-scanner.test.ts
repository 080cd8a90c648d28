import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectSameAsReference } from '#test/support/expect-same-as-reference.ts'
import { generatedMaps, generatedSmaps } from '#test/support/generated-smaps.ts'
import { MappingScanner, scanMappings, type ScanResult } from './mapping-scanner.ts'

const encoder = new TextEncoder()
const bytesOf = (text: string): Uint8Array => encoder.encode(text)
const captures = new URL('../../test/support/captures/', import.meta.url)

const PLAIN_PARSER_BYTES = 32 * 1024 * 1024

/** Scans in chunks of the given sizes, over and over, from one buffer that is written over after each push. */
function scanInChunks(bytes: Uint8Array, sizes: readonly number[]): ScanResult {
  const scanner = new MappingScanner(1)
  const chunk = new Uint8Array(Math.max(...sizes))
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const part = bytes.subarray(at, at + sizes[turn % sizes.length]!)
    chunk.set(part)
    scanner.push(chunk.subarray(0, part.length))
    chunk.fill(0x61)
    at += part.length
  }
  return scanner.finish()
}

const chunkSizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 })

describe('the scanner agrees with the plain parser cell by cell', () => {
  it('on generated smaps of kernels that do not exist, split anywhere', () => {
    fc.assert(
      fc.property(generatedSmaps, chunkSizes, (text, sizes) => {
        const bytes = Buffer.from(text, 'latin1')
        expectSameAsReference(scanInChunks(bytes, sizes), bytes)
      }),
      { numRuns: 300 }
    )
  })

  it('on generated maps', () => {
    fc.assert(
      fc.property(generatedMaps, chunkSizes, (text, sizes) => {
        const bytes = Buffer.from(text, 'latin1')
        const scan = scanInChunks(bytes, sizes)
        expectSameAsReference(scan, bytes)
        expect(scan.kind).toBe('maps')
      }),
      { numRuns: 200 }
    )
  })

  it('on input several times longer than the buffer, cut by it anywhere', () => {
    for (const name of ['sleep.maps', 'sleep.smaps']) {
      const whole = readFileSync(new URL(name, captures), 'latin1')
      for (let first = 0; first < 64; first++) {
        const bytes = Buffer.from(`${'\n'.repeat(first)}${whole.repeat(Math.ceil(300_000 / whole.length))}`, 'latin1')
        const scan = scanInChunks(bytes, [bytes.length])
        if (first === 0) expectSameAsReference(scan, bytes)
        expect(scan.table.rowCount).toBe(bytes.toString('latin1').match(/^[0-9a-f]+-/gm)!.length)
        expect(scan.skippedCount).toBe(0)
      }
    }
  })

  it('on damaged input: bytes changed, pieces removed, line ends mixed, the end cut off', () => {
    const real = fc.constantFrom(
      ...['sleep.smaps', 'sleep.maps'].map((name) => readFileSync(new URL(name, captures), 'latin1'))
    )
    const damage = fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        removed: fc.constantFrom(0, 0, 1, 1, 2, 80, 700),
        put: fc.constantFrom(
          '',
          '\n',
          '\r\n',
          '\r',
          ' ',
          ':',
          '-',
          '0',
          'f',
          'kB',
          '\0',
          '\xff',
          'ff-',
          '\t',
          '18446744073709551616'
        )
      }),
      { minLength: 1, maxLength: 12 }
    )
    fc.assert(
      fc.property(
        fc.oneof(real, generatedSmaps),
        damage,
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        chunkSizes,
        (whole, damages, isDos, cut, sizes) => {
          let text = isDos ? whole.replaceAll('\n', '\r\n') : whole
          for (const { at, removed, put } of damages) {
            const offset = Math.floor(at * text.length)
            text = text.slice(0, offset) + put + text.slice(offset + removed)
          }
          if (cut < 0.5) text = text.slice(0, Math.floor(2 * cut * text.length))
          const bytes = Buffer.from(text, 'latin1')
          expectSameAsReference(scanInChunks(bytes, sizes), bytes)
        }
      ),
      { numRuns: 400 }
    )
  })

  it('on maps and smaps of every process of this machine', () => {
    let rows = 0
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      for (const file of ['maps', 'smaps']) {
        let bytes: Uint8Array
        try {
          bytes = readFileSync(`/proc/${pid}/${file}`)
        } catch {
          // Gone, or not ours to read.
          continue
        }
        // Someone's process may have a million mappings; the plain parser makes objects and one string of it all.
        if (bytes.length > PLAIN_PARSER_BYTES) continue
        const scan = scanMappings(bytes)
        rows += expectSameAsReference(scan, bytes)
        if (pid === String(process.pid)) expect(scan.skippedCount).toBe(0)
      }
    }
    expect(rows).toBeGreaterThan(20)
  }, 300_000)
})

const HEADER = '55d0c0000000-55d0c0002000 rw-p 00001000 fe:01 77 '

describe('what the scanner makes of', () => {
  it('numbers that a double does not hold', () => {
    const bytes = bytesOf(
      `0-ffffffffffffffff ---p ffffffffffffffff 00:00 18446744073709551615 /x\nSize: 18014398509481983 kB\nRss: 9007199254740993 kB\n` +
        `${HEADER}/y\nSize: 8 kB\nRss: 1 kB\n`
    )
    expect(expectSameAsReference(scanMappings(bytes), bytes)).toBe(2)
  })

  it('numbers that a double just holds', () => {
    for (let kb = 2n ** 53n - 12n; kb < 2n ** 53n + 12n; kb++) {
      const bytes = bytesOf(`${HEADER}/y\nRss: ${kb} kB\n`)
      expect(expectSameAsReference(scanMappings(bytes), bytes)).toBe(1)
    }
  })

  it('numbers beyond 64 bits: never a wrong row', () => {
    for (const header of [
      '10000000000000000-20000000000000000 rw-p 00000000 00:00 0 ',
      '1000-2000 rw-p 10000000000000000 00:00 0 ',
      '1000-2000 rw-p 00000000 00:00 18446744073709551616 ',
      '1000-2000 rw-p 00000000 100000000:00 0 ',
      '2000-1000 rw-p 00000000 00:00 0 '
    ]) {
      const { table, skipped } = scanMappings(bytesOf(`${header}\nRss: 4 kB\n${HEADER}\n`))
      expect(table.rowCount).toBe(1)
      expect(table.fields).toEqual([])
      expect(skipped.map(({ line, reason }) => [line, reason])).toEqual([
        [1, 'unreadable'],
        [2, 'before-first-mapping']
      ])
    }
  })

  it('a maps line that was lost: its lines do not fall to the mapping above', () => {
    const block = 'Size: 8 kB\nRss: 4 kB\nVmFlags: rd wr \n'
    const { table, skipped } = scanMappings(bytesOf(`${HEADER}/a\n${block}x${HEADER}/b\n${block.replaceAll('4', '5')}`))
    expect(table.rowCount).toBe(1)
    expect(table.fields[1]!.values[0]).toBe(4)
    expect(skipped.map(({ line, reason }) => [line, reason])).toEqual([
      [5, 'unreadable'],
      [6, 'without-mapping'],
      [7, 'before-first-mapping'],
      [8, 'before-first-mapping']
    ])
  })

  it('a line of 100 MB: it is passed over without being kept', () => {
    const scanner = new MappingScanner()
    scanner.push(bytesOf(`${HEADER}/a\nRss: 4 kB\n1000-2000 rw-p 00000000 00:00 0 `))
    const piece = new Uint8Array(1 << 20).fill(0x61)
    for (let i = 0; i < 100; i++) scanner.push(piece)
    scanner.push(bytesOf(`\nRss: 8 kB\n${HEADER}/b\n`))
    const { table, skipped } = scanner.finish()
    expect(table.rowCount).toBe(2)
    expect(table.fields[0]!.values[0]).toBe(4)
    expect(skipped.map(({ line, reason, text }) => [line, reason, text.length])).toEqual([
      [3, 'too-long', 80],
      [4, 'before-first-mapping', 9]
    ])
  })

  it('names as long as the kernel writes them', () => {
    const name = `/${'\\012'.repeat(4095)}`
    const bytes = bytesOf(`${HEADER}                ${name}\n${HEADER}${name}x\n`)
    expect(expectSameAsReference(scanInChunks(bytes, [4095]), bytes)).toBe(2)
  })

  it('rows that overlap or go backwards: it keeps and counts them', () => {
    const rows = ['3000-5000', '4000-6000', '1000-2000'].map((range) => `${range} rw-p 00000000 00:00 0 \n`)
    const scan = scanMappings(bytesOf(rows.join('')))
    expect(scan.table.rowCount).toBe(3)
    expect(scan.unorderedRows).toBe(2)
  })

  it('an end without newline: only what is surely whole counts', () => {
    const whole = `${HEADER}/a\nRss: 4 kB\nTHPeligible:    0\n`
    const lastLine = (text: string): [number, string | undefined] => {
      const { table, skipped } = scanMappings(bytesOf(whole + text))
      return [table.rowCount, skipped[0]?.reason]
    }
    expect(lastLine('')).toEqual([1, undefined])
    expect(lastLine('7ffc0000-7ffd0000 rw-p 00000000 00:00 0          [stack]')).toEqual([2, undefined])
    expect(lastLine('7ffc0000-7ffd0000 rw-p 00000000 00:00 12')).toEqual([1, 'cut-off'])
    expect(lastLine('7ffc0000-7ffd0000 rw-p 00000000 00:00 0')).toEqual([2, undefined])
    expect(lastLine('7ffc0000-7ffd0000 rw-p 00000000 00:00 12  /usr/li')).toEqual([2, undefined])
    expect(scanMappings(bytesOf(`${HEADER}/usr/li`)).isOpenEnd).toBe(true)
    expect(scanMappings(bytesOf(`${HEADER}[heap]`)).isOpenEnd).toBe(false)
    expect(lastLine('VmFlags: rd w')).toEqual([1, 'cut-off'])
    expect(lastLine('Pss: 12')).toEqual([1, 'cut-off'])
    expect(lastLine('Pss: 12 kB')).toEqual([1, undefined])
  })

  it('nothing', () => {
    const { table, kind, skipped } = scanMappings(new Uint8Array(0))
    expect([table.rowCount, kind, skipped]).toEqual([0, 'maps', []])
  })

  it('more kinds of lines than any kernel has: a limit, and a count of what was left out', () => {
    const lines = Array.from({ length: 300 }, (_, at) => `Field${at}: 1 kB\n`).join('')
    const { table, skippedCount } = scanMappings(bytesOf(`${HEADER}\n${lines}`))
    expect(table.fields).toHaveLength(256)
    expect(skippedCount).toBe(44)
  })
})

describe('the table is small', () => {
  it('a field without differences is one value, Size none at all', () => {
    const { table } = scanMappings(readFileSync(new URL('sleep.smaps', captures)))
    const field = (name: string): (typeof table.fields)[number] => table.fields.find((column) => column.name === name)!
    expect([field('Size').derived, field('Size').values.byteLength]).toEqual(['size', 1])
    expect([field('Locked').stride, field('Locked').values.byteLength]).toEqual([0, 1])
    expect([field('MMUPageSize').stride, field('MMUPageSize').values[0]]).toEqual([0, 4])
    expect(field('Rss').values.byteLength).toBeLessThanOrEqual(2 * table.rowCount)
  })

  it('columns widen with their values and keep the earlier ones', () => {
    const values = [7, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, 1]
    const text = values.map((value, row) => `${row + 1}000-${row + 2}000 rw-p 00000000 00:00 0 \nRss: ${value} kB\n`)
    const { table } = scanMappings(bytesOf(text.join('')))
    expect([...table.fields[0]!.values]).toEqual(values)
    for (const [rows, Kind] of [
      [2, Uint8Array],
      [4, Uint16Array],
      [6, Uint32Array],
      [7, Float64Array]
    ] as const) {
      expect(scanMappings(bytesOf(text.slice(0, rows).join(''))).table.fields[0]!.values).toBeInstanceOf(Kind)
    }
  })

  it('the same file is kept once', () => {
    const { table } = scanMappings(readFileSync(new URL('sleep.maps', captures)))
    expect(table.backings.major.length).toBeLessThan(table.rowCount)
  })
})
