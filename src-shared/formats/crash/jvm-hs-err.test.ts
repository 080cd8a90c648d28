import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { first, fixture, open, rows } from '#test/support/opened-files.ts'
import { jvmHsErr } from './jvm-hs-err.ts'

it('opens an hs_err file', () => {
  const capture = first(fixture('jvm.hs-err.txt'))
  expect(capture).toMatchObject({ name: 'java', detail: 'maps' })
  expect(capture.process.pid).toBeGreaterThan(1)
  expect(rows(capture).some((row) => row.endsWith('libjvm.so'))).toBe(true)
  expect(open(fixture('jvm.hs-err.txt')).notes).toEqual([])
})

describe('an hs_err file', () => {
  const BANNER = '# A fatal error has been detected by the Java Runtime Environment:\n'
  const MAPS = '00400000-00401000 r-xp 00000000 fd:01 7 /opt/java\n7f0000000000-7f0000001000 rw-p 00000000 00:00 0 \n'
  const ROWS = ['400000 4 r-xp /opt/java', '7f0000000000 4 rw-p ']
  const report = (above: string, below = '\nVM Arguments:\n'): string =>
    `${BANNER}${above}Dynamic libraries:\n${MAPS}${below}`

  it('has its process and how it was called, where it says so', () => {
    const called = '#  SIGSEGV (0xb) at pc=0x00007f00, pid=812, tid=813\nCommand Line: -Xmx1g -jar demo.jar \n'
    expect(first(report(called))).toMatchObject({
      name: 'java',
      command: 'java -Xmx1g -jar demo.jar',
      process: { pid: 812 }
    })
    expect(first(report(''))).toMatchObject({ name: 'java', command: 'java', process: { pid: 0 } })
    expect(first(report(`${'#\n'.repeat(3000)}pid=812\n`)).process.pid).toBe(0)
  })

  it('has its maps up to an empty line, or the end of the file', () => {
    for (const below of ['', '\nVM Arguments:\n', '\r\n00500000-00501000 r-xp 00000000 fd:01 7 /x\n'])
      expect(rows(first(report('', below)))).toEqual(ROWS)
    const { notes } = open(report('', 'damaged 00500000-00501000 r-xp\n\n00600000-00601000 damaged\n'))
    expect(notes.map(({ line }) => line)).toEqual([5])
  })

  it('without maps is refused in words', () => {
    const read = (text: string) => jvmHsErr.read(Buffer.from(text), 'file', nodeFormatContext)
    expect(() => read(BANNER)).toThrow('this hs_err file holds no "Dynamic libraries:"')
    expect(() => read(`${BANNER}Dynamic libraries:\n0x7ff600 - 0x7ff700 \tC:\\java.exe\n\n`)).toThrow(
      'from another system'
    )
  })

  it('is known by its first words', () => {
    const sure = (text: string): number => jvmHsErr.detect(Buffer.from(text), 'file')
    expect([sure(BANNER), sure('# Dynamic libraries:\n')]).toEqual([0.98, 0])
  })
})
