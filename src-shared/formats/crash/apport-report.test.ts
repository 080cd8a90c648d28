import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'

const MAPS = `00400000-0040b000 r-xp 00000000 08:01 393228                             /bin/cat
00e1f000-00e40000 rw-p 00000000 00:00 0                                  [heap]
7ffd3c5f5000-7ffd3c616000 rw-p 00000000 00:00 0                          [stack]
`
const MAPPINGS = ['400000 44 r-xp /bin/cat', 'e1f000 132 rw-p [heap]', '7ffd3c5f5000 132 rw-p [stack]']

const sample = (name: string): string => SAMPLES[name] ?? ''

it('apport’s: who it was, and nothing of the core file in it', () => {
  const core = `CoreDump: base64\n${` ${'QUJD'.repeat(200_000)}\n`.repeat(4)}`
  for (const text of [sample('apport.crash'), core + sample('apport.crash'), sample('apport.crash') + core]) {
    expect(open(text)).toMatchObject({ source: { format: 'apport', kernel: '6.8.0-31-generic' }, notes: [] })
    expect(first(text)).toMatchObject({ name: 'gedit', command: 'gedit /tmp/x.txt', process: { pid: 812 } })
    expect(rows(first(text))).toEqual(['400000 4 r-xp /usr/bin/gedit', '600000 4 rw-p '])
  }
})

it('apport, with the core before it', () => {
  const text = `ProblemType: Crash
CoreDump: base64
${` ${'H4sICAAAAAAC/0NvcmVEdW1wAA'.repeat(3)}\n`.repeat(2000)}ProcCmdline: cat
ProcMaps:
${MAPS.replaceAll(/^(?=.)/gm, ' ')}ProcStatus:
 Name:\tcat
 VmPeak:\t    4384 kB
 VmRSS:\t     668 kB
`
  expect(rows(first(text))).toEqual(MAPPINGS)
  // The lines below are no numbers of the stack.
  expect(first(text).detail).toBe('maps')
})
