import { expect, it } from 'vitest'
import { scanMappings } from './mapping-scanner.ts'
import { MOST_FILE_BYTES } from './scan-limits.ts'
import { TableBuilder } from './table-builder.ts'

/** So many names of this length are more than there is room for. */
const LENGTH = 50_000
const COUNT = Math.ceil(MOST_FILE_BYTES / (3 * LENGTH)) + 20
const nameOf = (at: number): string => `/${at}-`.padEnd(LENGTH, 'x')
const rangeOf = (at: number): [number, number] => [0x400000 + at * 0x1000, 0x401000 + at * 0x1000]

it('of very many or very long names of files those that there is room for are kept, and the rest is listed as skipped', () => {
  const builder = new TableBuilder()
  const lines: string[] = []
  for (let at = 0; at < COUNT; at++) {
    const [start, end] = rangeOf(at)
    const name = nameOf(at)
    builder.row({ start: BigInt(start), end: BigInt(end), perms: 1, offset: 0n, major: 8, minor: 1, inode: 7n, name })
    lines.push(`${start.toString(16)}-${end.toString(16)} r--p 00000000 08:01 7 ${name}\n`)
  }
  for (const { table, skipped, skippedCount } of [builder.finish(), scanMappings(Buffer.from(lines.join('')))]) {
    expect(table.rowCount).toBeGreaterThan(COUNT / 2)
    expect(table.rowCount).toBeLessThan(COUNT)
    expect(table.rowCount + skippedCount).toBe(COUNT)
    expect(skipped[0]?.reason).toBe('too-many-rows')
  }
})
