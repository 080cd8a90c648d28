import { describe, expect, it } from 'vitest'
import { openBytes } from '../index.ts'
import { captureFromFiles } from '../capture-from-files.ts'
import { columnsOf } from '../../memory/columns.ts'
import { mappingName, mappingStart } from '../../memory/mapping-table.ts'
import type { Capture } from '../../memory/capture.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { numaRow, parseNumaMaps } from '../../scan/numa-maps.ts'
import { numaMaps } from './numa-maps.ts'

/** As Linux 6.1 prints it on a machine of two nodes. */
const NUMA = `559f9e8d5000 default file=/usr/bin/cat mapped=2 active=0 N0=2 kernelpagesize_kB=4
559f9f0e8000 bind:0-1 heap anon=3 dirty=3 active=0 N0=1 N1=2 kernelpagesize_kB=4
7f0000000000 prefer (many):0 huge anon=2 dirty=2 N1=2 kernelpagesize_kB=2048
7ffc51a3d000 default stack anon=3 dirty=3 N1=3 kernelpagesize_kB=4
`
const MAPS = `559f9e8d5000-559f9e8d7000 r--p 00000000 08:01 42 /usr/bin/cat
559f9f0e8000-559f9f109000 rw-p 00000000 00:00 0 [heap]
7ffc51a3d000-7ffc51a5e000 rw-p 00000000 00:00 0 [stack]
`
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

function cells(capture: Capture, id: string): (string | null)[] {
  const column = columnsOf(capture.table).find((each) => each.id === id)!
  return Array.from({ length: capture.table.rowCount }, (_, row) =>
    column.text(capture, row, { style: 'short', fullPath: false })
  )
}

describe('numa_maps', () => {
  it('reports nodes in kB of the mapping’s own pages, and the policy', () => {
    expect(parseNumaMaps(bytes(NUMA))).toHaveLength(4)
    expect(numaRow(NUMA.split('\n')[2]!)).toMatchObject({
      start: 0x7f0000000000,
      policy: 'prefer (many):0',
      nodesKb: new Map([[1, 4096]])
    })
    expect(numaRow('7f0000000000-7f0000001000 rw-p 00000000 00:00 0')).toBeNull()
    expect(numaRow('7f0000000000 default N99999=1')!.nodesKb.size).toBe(0)
  })

  it('by itself is a list of mappings without ends', () => {
    const { moments, notes } = openBytes(bytes(NUMA), 'numa_maps', nodeFormatContext)
    const capture = moments[0]!.processes[0]!.capture()
    expect(cells(capture, 'NumaNodes')).toEqual(['N0=8kB', 'N0=4kB N1=8kB', 'N1=4096kB', 'N1=12kB'])
    expect(cells(capture, 'NumaPolicy')).toEqual(['default', 'bind:0-1', 'prefer (many):0', 'default'])
    expect(mappingName(capture.table, 1)).toBe('[heap]')
    expect(mappingStart(capture.table, 3)).toBe(0x7ffc51a3d000)
    expect(notes.some(({ kind, detail }) => kind === 'limit' && detail.includes('where they end'))).toBe(true)
  })

  it('beside maps adds its columns to the rows that begin there', () => {
    const capture = captureFromFiles({ maps: bytes(MAPS), numa_maps: bytes(NUMA) })
    expect(cells(capture, 'NumaNodes')).toEqual(['N0=8kB', 'N0=4kB N1=8kB', 'N1=12kB'])
    expect(cells(capture, 'NumaPolicy')).toEqual(['default', 'bind:0-1', 'default'])
  })
})

describe('a damaged numa_maps', () => {
  const opened = (text: string) => openBytes(bytes(text), 'numa_maps', nodeFormatContext)
  const LIMIT = 'numa_maps shows where mappings begin, but neither where they end nor their permissions'

  it('lists by their lines what could not be read, and what can’t be a mapping', () => {
    const { moments, notes } = opened(
      `$ cat numa_maps\n${NUMA}7f0000000000-7f0000001000 rw-p\n559f9e8d5123 default heap anon=1 N0=1\n`
    )
    expect(notes).toEqual([
      { kind: 'line', line: 6, detail: '7f0000000000-7f0000001000 rw-p' },
      { kind: 'line', line: 7, detail: 'not page-aligned: 559f9e8d5123 default heap anon=1 N0=1' },
      { kind: 'limit', line: null, detail: LIMIT }
    ])
    expect(moments[0]!.processes[0]!.capture().table.rowCount).toBe(4)
  })

  it('of rows that are no mappings is no process', () => {
    const rows = ['1', '2', '3'].map((digit) => `559f9e8d512${digit} default heap anon=1 N0=1\n`).join('')
    expect(numaMaps.read(bytes(rows), 'x', nodeFormatContext)).toMatchObject({ moments: [{ processes: [] }] })
  })
})
