import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'
import { apportReport } from './apport-report.ts'

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

describe('a report of apport', () => {
  const BEGINNING = 'ProblemType: Crash\n'
  const OWN = ` ${MAPS.trimEnd().replaceAll('\n', '\n ')}\n`
  const shown = (text: string) => {
    const { name, command, process } = first(text)
    return [name, command, process.pid]
  }

  it('says of its process as much as it holds', () => {
    const path = 'ExecutablePath: /usr/bin/demo\n'
    const status = 'ProcStatus:\n TracerPid:\t7\n Name:\t demo of mine \n Pid: \t 812\n'
    const command = 'ProcCmdline: demo --all\n'
    const maps = `ProcMaps:\n${OWN}`
    expect(shown(BEGINNING + maps)).toEqual(['file', 'file', 0])
    expect(shown(BEGINNING + path + maps)).toEqual(['demo', '/usr/bin/demo', 0])
    expect(shown(BEGINNING + path + command + maps + status)).toEqual(['demo of mine', 'demo --all', 812])
    expect(shown(BEGINNING + maps + status.trimEnd())).toEqual(['demo of mine', 'file', 812])
  })

  it('has its maps below the first key of that name, up to the next line without a blank', () => {
    const other = 'ProcMaps:\n 00700000-00701000 r-xp 00000000 08:01 1 /bin/other\n'
    for (const text of [
      `${BEGINNING}ProcMaps:\n${OWN}${other}`,
      `${BEGINNING}ProcMaps:\n${OWN}no key\n 00700000-00701000 r-xp 00000000 08:01 1 /bin/other\n`,
      ` 00700000-00701000 r-xp 00000000 08:01 1 /bin/other\n${BEGINNING}ProcMaps:\n${OWN}`,
      `${BEGINNING}see ProcMaps:\n 00700000-00701000 r-xp 00000000 08:01 1 /bin/other\nProcMaps:\n${OWN.trimEnd()}`
    ])
      expect(rows(first(text))).toEqual(MAPPINGS)
  })

  it('is of a kernel by its name', () => {
    const kernel = (uname: string) => open(`${BEGINNING}Uname: ${uname}\nProcMaps:\n${OWN}`).source.kernel
    expect(kernel('Linux 6.8.0-31-generic x86_64')).toBe('6.8.0-31-generic')
    expect(kernel('GNU Linux 6.8')).toBeNull()
    expect(open(`${BEGINNING}ProcMaps:\n${OWN}`).source).toMatchObject({ kernel: null, tool: 'apport' })
  })

  it('without maps is refused in words, and is known by its keys', () => {
    const read = (text: string) => apportReport.read(Buffer.from(text), 'file', nodeFormatContext)
    expect(() => read(BEGINNING)).toThrow('this crash report holds no "ProcMaps:"')
    const sure = (text: string): number => apportReport.detect(Buffer.from(text), 'file')
    expect(['ProblemType: ', 'Uname: ', 'ExecutablePath: ', 'x\nUname: '].map(sure)).toEqual([0.97, 0.97, 0.97, 0.97])
    expect(['The Uname: ', 'Uname:x', 'ProcMaps: '].map(sure)).toEqual([0, 0, 0])
  })
})
