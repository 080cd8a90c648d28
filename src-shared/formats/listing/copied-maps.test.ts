import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { rows } from '#test/support/opened-files.ts'
import { linesBefore, named, readCopiedMaps } from './copied-maps.ts'

const encoder = new TextEncoder()
const HEADER = 'demo crashed\n\nMemory map:\n'
const MAPS = `00400000-00452000 r-xp 00000000 08:02 7 /usr/bin/demo
00452000-00453000 zz-p damaged
7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0 [stack]
`
/** What is read of a report's part behind its header, up to a text. */
const copied = (maps: string, meta: Parameters<typeof readCopiedMaps>[5] = {}, behind = '\n00452000-00453000 end\n') =>
  readCopiedMaps(
    'crash-report',
    encoder.encode(HEADER + maps + behind),
    [HEADER.length, HEADER.length + maps.length],
    'x.crash',
    nodeFormatContext,
    meta
  )

it('counts the lines that begin before an offset', () => {
  const bytes = encoder.encode('\na\n\nbc\n')
  expect(Array.from({ length: 9 }, (_, end) => linesBefore(bytes, end))).toEqual([0, 1, 1, 2, 3, 3, 3, 4, 4])
  expect(linesBefore(encoder.encode('no line ends here'), 9)).toBe(0)
})

describe('a copy of maps in a report', () => {
  it('is the process that crashed, read within its bounds, with notes by the lines of the report', () => {
    const { source, moments, notes } = copied(MAPS, { pid: 12, name: 'demo', command: 'demo -x' })
    expect(source).toMatchObject({ format: 'crash-report', fileName: 'x.crash' })
    expect(moments).toHaveLength(1)
    const [process, ...others] = moments[0]!.processes
    expect(others).toEqual([])
    expect(process).toMatchObject({ process: { pid: 12 }, name: 'demo', command: 'demo -x' })
    const capture = process!.capture()
    expect(capture).toMatchObject({ process: process!.process, name: 'demo', command: 'demo -x' })
    expect(rows(capture)).toEqual(['400000 328 r-xp /usr/bin/demo', '7ffd00000000 132 rw-p [stack]'])
    expect(notes).toEqual([{ kind: 'line', line: 5, detail: '00452000-00453000 zz-p damaged' }])
  })

  it('of several processes does not report which of them crashed', () => {
    const session = `cat /proc/7/maps\n${MAPS}cat /proc/8/maps\n${MAPS}`
    const { moments } = copied(session, { pid: 12, name: 'demo' })
    expect(moments.map(({ processes }) => processes.map(({ process }) => process.pid))).toEqual([[7, 8]])
  })

  it('without one mapping is no process', () => {
    expect(copied('none\n', { pid: 12 })).toMatchObject({ moments: [], notes: [] })
  })
})

it('what is known besides goes before, and what is not leaves the process as it was', () => {
  const [process] = copied(MAPS).moments[0]!.processes
  expect(process).toMatchObject({ process: { pid: 0 }, name: 'x.crash', command: 'x.crash' })
  expect(named(process!, { name: 'a' })).toMatchObject({ process: { pid: 0 }, name: 'a', command: 'a' })
  expect(named(process!, { pid: 3, command: 'b c' })).toMatchObject({
    process: { pid: 3 },
    name: 'x.crash',
    command: 'b c'
  })
})
