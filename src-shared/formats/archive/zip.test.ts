import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { madeZip, type MadeZipEntry } from '#test/support/made-archives.ts'
import { Budget } from '../budget.ts'
import type { SkippedNote } from '../importer.ts'
import { isZip, readZip } from './zip.ts'

const file = (path: string, content: string, more: Partial<MadeZipEntry> = {}): MadeZipEntry => ({
  path,
  content,
  ...more
})
const LOCAL = 'PK\x03\x04'
const CENTRAL = 'PK\x01\x02'

/** Each entry with its text, or why it can't be read; then what was noted. */
function looked(zip: Uint8Array, context: Parameters<typeof readZip>[1] = nodeFormatContext): string[] {
  const notes: SkippedNote[] = []
  const entries = readZip(zip, context, notes).map(({ path, read }) => {
    try {
      return `${path}: ${Buffer.from(read()).toString()}`
    } catch (error) {
      return `${path}! ${error instanceof Error ? error.message : 'a bug'}`
    }
  })
  return [...entries, ...notes.map(({ detail }) => detail)]
}

it('begins with an entry, or with its end where it is empty', () => {
  expect(['PK\x03\x04x', 'PK\x05\x06x'].map((text) => isZip(Buffer.from(text)))).toEqual([true, true])
  for (const text of ['PK\x03\x04', 'PK\x01\x02x', 'XK\x03\x04x', 'PX\x03\x04x', '']) {
    expect(isZip(Buffer.from(text)), JSON.stringify(text)).toBe(false)
  }
  expect(looked(madeZip([]))).toEqual([])
})

describe('a zip', () => {
  const two = [file('a', 'one'), file('folder/', ''), file('folder/b', 'two'.repeat(50))]
  const read = ['a: one', `folder/b: ${'two'.repeat(50)}`]

  it('has its entries without folders, and reports their sizes', () => {
    expect(looked(madeZip(two))).toEqual(read)
    expect(readZip(madeZip(two), nodeFormatContext).map(({ size }) => size)).toEqual([3, 150])
    expect(looked(madeZip(two, true))).toEqual(read)
  })

  it('may have a comment, also one that looks like an end', () => {
    const zip = madeZip(two)
    zip.writeUInt16LE(9, zip.length - 2)
    expect(looked(Buffer.concat([zip, Buffer.from('a comment')]))).toEqual(read)
    expect(looked(Buffer.concat([madeZip(two), Buffer.alloc(0xffff)]))).toEqual(read)
    expect(() => looked(Buffer.concat([madeZip([]), Buffer.alloc(0xffff + 1)]))).toThrow('its directory is missing')
  })

  it('may have other facts in front of the large numbers', () => {
    const zip = madeZip([file('a', 'one', { isZip64: true })])
    const at = zip.indexOf(CENTRAL)
    const length = zip.readUInt16LE(at + 30)
    const other = Buffer.from([0x55, 0x54, 1, 0, 7])
    zip.writeUInt16LE(length + other.length, at + 30)
    const extra = at + 46 + 1
    const whole = Buffer.concat([zip.subarray(0, extra), other, zip.subarray(extra)])
    expect(looked(whole)).toEqual(['a: one'])
  })

  it('reports for each entry why it can’t be read', () => {
    const withMethod = (method: number): string[] => {
      const zip = madeZip([file('a', 'one', { isStored: true }), file('b', 'two')])
      zip.writeUInt16LE(method, zip.indexOf(CENTRAL) + 10)
      return looked(zip)
    }
    expect(withMethod(12)).toEqual(['a! packed by method 12, which is not known here', 'b: two'])
    expect(withMethod(93)).toEqual(['a! its packed data is damaged', 'b: two'])
    const lost = madeZip([file('a', 'one'), file('b', 'two')])
    lost.write('XX', lost.indexOf(LOCAL))
    expect(looked(lost)).toEqual(['a! its header is missing', 'b: two'])
    const beyond = madeZip([file('a', 'one')])
    beyond.writeUInt32LE(beyond.length, beyond.indexOf(CENTRAL) + 42)
    expect(looked(beyond)).toEqual(['a! its header is missing'])
    const long = madeZip([file('a', 'one')])
    long.writeUInt32LE(long.length, long.indexOf(CENTRAL) + 20)
    expect(looked(long)).toEqual(['a! the archive was cut off'])
    expect(looked(madeZip([file('a', 'one', { isEncrypted: true })]))).toEqual(['a! it is encrypted'])
  })

  it('ends where its directory is damaged', () => {
    const zip = madeZip([file('a', 'one'), file('b', 'two')])
    const second = zip.lastIndexOf(CENTRAL)
    const damaged = Buffer.from(zip)
    damaged.write('XX', second)
    expect(looked(damaged)).toEqual(['a: one'])
    const long = Buffer.from(zip)
    long.writeUInt16LE(0xffff, second + 28)
    expect(looked(long)).toEqual(['a: one'])
  })

  it('without its directory has what its own headers report', () => {
    const entries = [
      file('a', 'one', { isStored: true }),
      file('b', 'two'),
      file('c', 'x', { isStreamed: true }),
      file('d', 'y')
    ]
    const zip = madeZip(entries)
    const lost = 'its directory is missing, it was cut off; what is complete is shown'
    const local = zip.subarray(0, zip.indexOf(CENTRAL))
    expect(looked(local)).toEqual(['a: one', 'b: two', lost])
    // An old end, in front of which are new files.
    const old = Buffer.concat([local, zip.subarray(-22)])
    expect(looked(old)).toEqual(['a: one', 'b: two', lost])
    expect(() => looked(Buffer.from('PK'))).toThrow('its directory is missing: the file was cut off')
  })

  it('takes no more entries and bytes than there is room for', () => {
    const zip = madeZip([file('a', 'one'), file('b', 'two'), file('c', 'three')])
    const within = (limits: ConstructorParameters<typeof Budget>[0]): string[] =>
      looked(zip, { ...nodeFormatContext, budget: new Budget(limits) })
    expect(within({ entries: 2 })).toEqual(['a: one', 'b: two', 'it has more than 2 entries; the others are left out'])
    expect(within({ unpacked: 6 })).toEqual(['a: one', 'b: two', expect.stringMatching(/^c! .*unpacks to/)])
    expect(within({ bytes: 4 })).toEqual(['a: one', 'b: two', expect.stringMatching(/^c! /)])
  })
})
