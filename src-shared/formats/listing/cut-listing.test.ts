import { crc32, deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { openBytes } from '#shared/formats/index.ts'
import { snapshotOfCaptures } from '#shared/formats/snapshot/snapshot-of-captures.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { isLeftOut, totalOf } from './cut-marks.ts'

const TITLE = '4711:   demod -n\n'
const ROWS = [
  '0000000000400000      8K r-x-- demod',
  '0000000000601000      4K rw--- demod',
  '00007ffe2cb21000    132K rw---   [ stack ]'
]
const HEADING = 'Address           Kbytes Mode  Offset           Device    Mapping\n'
const capturesOf = (text: string) => {
  const { moments } = openBytes(new TextEncoder().encode(text), 'pasted.txt', nodeFormatContext)
  return moments.flatMap(({ processes }) => processes.map((process) => process.capture()))
}
const cutsOf = (text: string) => capturesOf(text).map(({ cut }) => cut ?? null)

it('a listing of pmap with its total is complete; without one, or below a larger one, it is not', () => {
  const rows = `${TITLE}${ROWS.join('\n')}\n`
  expect(cutsOf(`${rows} total              144K\n`)).toEqual([null])
  expect(cutsOf(`${rows} total             9144K\n`)).toEqual(['less-than-total'])
  expect(cutsOf(rows)).toEqual(['no-total'])
  expect(cutsOf(`${rows} Gesamt             144K\n`)).toEqual([null])
})

it('lines of dots and the like show that rows were left out, in every kind of text', () => {
  for (const mark of [
    '...',
    '…',
    '[...]',
    '(snip)',
    '[snipped]',
    '<cut>',
    '[... truncated ...]',
    '-- 120 lines omitted --',
    '12 more rows omitted',
    '--More--'
  ]) {
    expect(isLeftOut(mark), mark).toBe(true)
    expect(cutsOf(`${TITLE}${ROWS[0]}\n${mark}\n${ROWS[2]}\n total              144K\n`), mark).toEqual([
      'rows-left-out'
    ])
    const maps = `00400000-00402000 r-xp 00000000 fe:00 42                         /usr/bin/demod\n${mark}\n7ffe2cb21000-7ffe2cb42000 rw-p 00000000 00:00 0                  [stack]\n`
    expect(cutsOf(maps), mark).toEqual(['rows-left-out'])
  }
  for (const line of ['Thanks, cut', 'cut here', '  cut', '... and it crashed', 'omitted', '/usr/lib/...'])
    expect(isLeftOut(line), line).toBe(false)
})

it('of several listings, only the one that was cut is marked as cut', () => {
  const whole = `${TITLE}${ROWS.join('\n')}\n total              144K\n`
  const other = `4712:   otherd\n${ROWS[0]}\n...\n total              144K\n`
  expect(cutsOf(whole + other)).toEqual([null, 'rows-left-out'])
  expect(cutsOf(other + whole)).toEqual(['rows-left-out', null])
})

it('prose below a listing is no total', () => {
  expect(totalOf('Uses 2000000 kB in all, says top')).toBeNull()
  expect(totalOf('mapped: 4136K    writeable/private: 340K    shared: 0K')).toBe(4136)
  expect(totalOf('total kB            4136    1200     340')).toBe(4136)
  expect(totalOf('                                       ==== === ===')).toBeNaN()
})

it('a snapshot of a cut listing is still marked as cut', () => {
  const device = `${TITLE}${HEADING}0000000000400000       8 r-x-- 0000000000000000 0fe:00000 demod\n...\n`
  const [capture] = capturesOf(device)
  const facts = { tool: 't', note: '' }
  const pack = {
    deflateRaw: (part: Uint8Array) => new Uint8Array(deflateRawSync(part)),
    crc32: (part: Uint8Array) => crc32(part)
  }
  const bytes = snapshotOfCaptures([{ takenAt: 1, note: '', captures: [capture!] }], facts, pack)
  const { moments } = openBytes(bytes, 'x.vmsnap', nodeFormatContext)
  const again = moments[0]!.processes[0]!.capture()
  expect(again.cut).toBe('rows-left-out')
  expect(again.notes.map(({ kind }) => kind)).toContain('rows-left-out')
})
