import { describe, expect, it } from 'vitest'
import { first, open, processesOf, rows } from '#test/support/opened-files.ts'
import { sanitizerMap } from './sanitizer-map.ts'

it('AddressSanitizer', () => {
  const text = `==4242==ERROR: AddressSanitizer: SEGV on unknown address 0x000000000000
  #0 0x4f6b2d in main /tmp/a.c:3
==4242==Process memory map follows:
\t0x000000400000-0x00000041a000\t/tmp/a.out
\t0x00007fff7000-0x00008fff7000\t
\t0x7ffc8f1b2000-0x7ffc8f1d3000\t[stack]
==4242==End of process memory map.
==4242==ABORTING
`
  const capture = first(text)
  expect(rows(capture).map((row) => row.replace(' r--p', ''))).toEqual([
    '400000 104 /tmp/a.out',
    '7fff7000 262144 ',
    '7ffc8f1b2000 132 [stack]'
  ])
  expect(capture.process.pid).toBe(4242)
  expect(capture.absent).toEqual(['perms', 'offset', 'device', 'inode'])
})

describe('the map of a sanitizer', () => {
  const BEGIN = '==42==Process memory map follows:\n'
  const END = '==42==End of process memory map.\n'
  const A = '\t0x000000400000-0x000000401000\t/tmp/a.out\n'
  const B = '\t0x7ffc8f1b2000-0x7ffc8f1d3000\t[stack]\n'
  const ROWS = ['400000 /tmp/a.out', '7ffc8f1b2000 [stack]']
  const listed = (text: string) =>
    processesOf(text).map(({ process, capture }) => [
      process.pid,
      ...rows(capture()).map((row) => `${row.split(' ')[0]} ${row.split(' ')[3]}`)
    ])

  it('is what stands between its first and its last line', () => {
    expect(listed(`${A}${BEGIN}${A}${B}${END}${B}`)).toEqual([[42, ...ROWS]])
    // It may be cut off, and follow another one.
    expect(listed(`${BEGIN}${A}${BEGIN.replace('42', '43')}${B}`)).toEqual([
      [42, ROWS[0]],
      [43, ROWS[1]]
    ])
  })

  it('without its first line is a list of ranges and paths, of the process that an error names', () => {
    expect(listed(`${A}${B}`)).toEqual([[0, ...ROWS]])
    expect(listed(`${A}${END}${B}`)).toEqual([[0, ...ROWS]])
  })

  it('lists damaged rows inside of it', () => {
    const damaged = '\t0x000000400000-0x0000004zz000\t/tmp/a.out\n'
    const { notes } = open(`${damaged}${BEGIN}${A}${damaged}${B}${END}${damaged}`)
    expect(notes.filter(({ kind }) => kind === 'line').map(({ line }) => line)).toEqual([4])
  })

  it('is known by its first line, less surely by rows alone', () => {
    const sure = (text: string): number => sanitizerMap.detect(Buffer.from(text), 'file')
    expect([sure(BEGIN + A), sure(A + B), sure(BEGIN), sure('')]).toEqual([0.95, 0.5, 0, 0])
    // With other words behind its ranges it is some other list.
    expect(sure(`${A}\t0x000000500000-0x000000501000\tr-xp /tmp/b\n`)).toBe(0)
  })
})
