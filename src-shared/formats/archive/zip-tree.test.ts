import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { Budget } from '../budget.ts'
import { madeZip } from '#test/support/made-archives.ts'
import { looked, MAPS, notesOf, open, proc, rowsOf } from '#test/support/opened-archives.ts'

describe('zip', () => {
  it.each([
    ['stored', { isStored: true }],
    ['zip64', { isZip64: true }],
    ['streamed, with sizes behind the data', { isStreamed: true }],
    ['streamed and stored', { isStreamed: true, isStored: true }]
  ])('%s', (_, how) => {
    for (const hasZip64End of [false, true]) {
      const bytes = madeZip([proc(1, how), proc(2, how)], hasZip64End)
      expect(rowsOf(bytes)).toEqual([
        [1, 1],
        [2, 2]
      ])
      expect(notesOf(bytes)).toEqual([])
    }
  })

  it('more than 65,535 entries, with and without zip64', () => {
    const many = Array.from({ length: 66_000 }, (_, index) => proc(index + 1, { content: MAPS, isStored: true }))
    for (const hasZip64End of [false, true]) {
      const context = { ...nodeFormatContext, budget: new Budget({ processes: 66_000 }) }
      expect(open(madeZip(many, hasZip64End), context).moments[0]?.processes).toHaveLength(66_000)
    }
  })

  it('an encrypted entry is listed as such, and the others open', () => {
    const bytes = madeZip([proc(1), proc(2, { isEncrypted: true })])
    expect(looked(open(bytes).moments[0]?.processes)).toEqual([1, 'proc/2/maps: it is encrypted'])
  })

  it('of entries of one name the last one counts', () => {
    const bytes = madeZip([proc(3, { content: MAPS }), proc(3)])
    expect(rowsOf(bytes)).toEqual([[3, 3]])
    expect(notesOf(bytes)).toEqual(['proc/3/maps: it is there more than once; the last one is shown'])
  })

  it('entries that share their data count each, once', () => {
    const big = MAPS.repeat(1000)
    const bytes = madeZip([
      proc(1, { content: big }),
      ...[2, 3, 4].map((pid) => proc(pid, { content: big, sharesWith: 0 }))
    ])
    const opened = open(bytes, { ...nodeFormatContext, limit: big.length * 3 })
    const { processes } = opened.moments[0] ?? {}
    const expected = [1000, 1000, 1000, expect.stringMatching(/^proc\/4\/maps: .*unpacks to more than/)]
    expect(looked(processes)).toEqual(expected)
    // Looked at again, they are still there.
    expect(looked(processes)).toEqual(expected)
  })

  it('without its directory it gives what is complete', () => {
    const whole = madeZip([proc(1), proc(2), proc(3)])
    const cut = whole.subarray(0, whole.indexOf('PK\x01\x02') - 10)
    expect(looked(open(cut).moments[0]?.processes)).toEqual([1, 2, 'proc/3/maps: the archive was cut off'])
    expect(notesOf(cut)).toEqual(['its directory is missing, it was cut off; what is complete is shown'])
    expect(() => open(whole.subarray(0, 25))).toThrow('cut off')
  })

  it('names an archive inside', () => {
    expect(() => open(madeZip([{ path: 'in/host.tar.xz', content: 'x' }]))).toThrow('in/host.tar.xz: unpack that first')
  })

  it('copies of a process are moments', () => {
    const bytes = madeZip([1, 2, 3].map((time) => ({ path: `t${time}/7/maps`, content: MAPS.repeat(time) })))
    const { moments } = open(bytes)
    expect(moments.map(({ note, processes }) => [note, processes[0]?.capture().table.rowCount])).toEqual([
      ['t1', 1],
      ['t2', 2],
      ['t3', 3]
    ])
  })
})
