import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { label } from '../classify/label.ts'
import type { Capture } from '../memory/capture.ts'
import { writeExport, type ExportedProcess, type ExportFormat } from './export-formats.ts'
import { mappingRecords } from './mapping-record.ts'

const ONE = captureOfText(`10000000-10002000 r-xp 00001000 08:01 7                          /usr/lib/=x,"y".so
Rss:                   8 kB
Pss:                   4 kB
Private_Clean:         2 kB
Private_Dirty:         1 kB
THPeligible:           1
VmFlags: rd ex 
20000000-20004000 rw-p 00000000 00:00 18446744073709551615       [heap]
Rss:                  12 kB
Pss:                  12 kB
Private_Clean:         0 kB
Private_Dirty:        12 kB
THPeligible:           0
Name:                 own
`)
const TWO = captureOfText('1000-2000 ---p 00000000 00:00 0 \nSwap:                  3 kB\n')
const BOTH: readonly ExportedProcess[] = [
  { ...ONE, pid: 7, command: 'a "b"' },
  { ...TWO, pid: 0, command: '', absent: ['address', 'perms', 'offset', 'device', 'inode'] }
]

function written(format: ExportFormat, processes = BOTH): string {
  let text = ''
  writeExport(format, processes, (more) => (text += more))
  return text
}

describe('an export', () => {
  it('as JSON has a record a mapping, null for what a source lacks, and no number that JavaScript would round', () => {
    const looked = { depth: 'maps', couldLookInside: null, cut: [] }
    expect(JSON.parse(written('json'))).toEqual({
      processes: [
        {
          pid: 7,
          command: 'a "b"',
          looked,
          mappings: [
            {
              start: '0x10000000',
              end: '0x10002000',
              perms: 'r-xp',
              offset: '0x1000',
              device: '08:01',
              inode: 7,
              name: '/usr/lib/=x,"y".so',
              category: 'image',
              confidence: 'inferred',
              what: '=x,"y".so: code and data',
              owner: '',
              kb: { Rss: 8, Pss: 4, Private_Clean: 2, Private_Dirty: 1, THPeligible: 1, uss: 3 },
              vmFlags: ['rd', 'ex'],
              texts: {},
              shares: { resident: 1 }
            },
            {
              start: '0x20000000',
              end: '0x20004000',
              perms: 'rw-p',
              offset: '0x0',
              device: '00:00',
              inode: '18446744073709551615',
              name: '[heap]',
              category: 'heap',
              confidence: 'kernel',
              what: 'heap (brk)',
              owner: '',
              kb: { Rss: 12, Pss: 12, Private_Clean: 0, Private_Dirty: 12, THPeligible: 0, uss: 12 },
              texts: { Name: 'own' },
              shares: { resident: 0.75 }
            }
          ]
        },
        {
          pid: null,
          command: '',
          looked,
          mappings: [
            {
              start: null,
              end: null,
              sizeKb: 4,
              perms: null,
              offset: null,
              device: null,
              inode: null,
              name: '',
              category: 'reserved',
              confidence: 'kernel',
              what: 'address space kept free',
              owner: '',
              kb: { Swap: 3 }
            }
          ]
        }
      ]
    })
    expect(
      written('json')
        .split('\n')
        .slice(0, 3)
        .map((line) => line.slice(0, 20))
    ).toEqual(['{"processes":[', ' {"pid":7,"command":', '  {"start":"0x100000'])
    expect(written('json', [])).toBe('{"processes":[\n]}\n')
  })

  it('as CSV has a column for what any process has, and no cell that a spreadsheet takes for a formula', () => {
    expect(written('csv').split('\r\n')).toEqual([
      'pid,start,end,perms,offset,device,inode,category,confidence,what,owner,Rss,Pss,Private_Clean,Private_Dirty,THPeligible,Swap,uss,resident,VmFlags,name',
      `7,0x10000000,0x10002000,r-xp,0x1000,08:01,7,image,inferred,"'=x,""y"".so: code and data",,8,4,2,1,1,,3,1,rd ex,"/usr/lib/=x,""y"".so"`,
      '7,0x20000000,0x20004000,rw-p,0x0,00:00,18446744073709551615,heap,kernel,heap (brk),,12,12,0,12,0,,12,0.75,,[heap]',
      ',,,,,,,reserved,kernel,address space kept free,,,,,,,3,,,,',
      ''
    ])
  })

  it('as TSV has the same cells', () => {
    const [header, first, second, third, end] = written('tsv').split('\n')
    expect([header!.split('\t').length, end]).toEqual([21, ''])
    expect(first).toMatch(/^7\t0x10000000\t.*\t'=x,"y"\.so: code and data\t\t8\t4\t2\t1\t1\t\t3\t1\trd ex\t\/usr/)
    expect(second).toMatch(/\t12\t0\.75\t\t\[heap\]$/)
    expect(third).toMatch(/^\t{7}reserved\tkernel\t/)
  })

  it('as Markdown is a table, in which names of programs mark nothing up', () => {
    const [header, line, first, second] = written('markdown', BOTH.slice(0, 1)).split('\n')
    expect(header).toBe(
      '| pid | start | end | perms | offset | device | inode | category | confidence | what | owner | Rss | Pss | Private\\_Clean | Private\\_Dirty | THPeligible | uss | resident | VmFlags | name |'
    )
    expect(line).toBe(`|${' --- |'.repeat(20)}`)
    expect(first).toContain('| =x,"y".so\\: code and data |  | 8 |')
    expect(second).toMatch(/\| 0\.75 \|  \| \\\[heap\\\] \|$/)
  })

  it('has a column for flags only where a process has some', () => {
    const header = (processes: readonly ExportedProcess[]): string => written('csv', processes).split('\r\n')[0]!
    expect(header([BOTH[1]!])).not.toContain('VmFlags')
    expect(header([BOTH[1]!, BOTH[0]!])).toMatch(/owner,Swap,Rss,.*,VmFlags,name$/)
  })
})

describe('a mapping for several purposes', () => {
  const PARTS = [
    { of: label('heap', 'kernel', 'heap', { purpose: 'heap', owner: 'glibc' }), share: 0.75, ranges: [[0, 0x1000]] },
    { of: label('stack', 'probable', 'thread-stack', { purpose: 'thread-stack' }), share: 0.25, ranges: [] }
  ] as const

  function parts(more: Partial<Pick<Capture, 'absent'>> = {}): unknown {
    const shares = PARTS.map(({ of: { category, confidence, group, purpose }, share, ranges }) => ({
      purpose,
      category,
      confidence,
      group,
      share,
      ranges
    }))
    const { classification } = ONE
    const purposes = classification.purposes.map((purpose) => ({ ...purpose, shares }))
    return mappingRecords({ ...ONE, classification: { ...classification, purposes }, ...more })(1).parts
  }

  it('has each with its share, and its addresses where they are reported', () => {
    expect(parts()).toEqual([
      {
        what: 'heap (brk)',
        owner: 'glibc',
        category: 'heap',
        confidence: 'kernel',
        share: 0.75,
        ranges: [['0x20000000', '0x20001000']]
      },
      { what: expect.any(String) as string, owner: '', category: 'stack', confidence: 'probable', share: 0.25 }
    ])
    expect(JSON.stringify(parts({ absent: ['address'] }))).not.toContain('ranges')
  })
})

it('an inode is a number as long as JavaScript has it exactly', () => {
  const inode = (text: string): unknown =>
    mappingRecords(captureOfText(`1000-2000 r--p 00000000 08:01 ${text} /srv/x\n`))(0).inode
  expect([inode('9007199254740991'), inode('9007199254740992')]).toEqual([9_007_199_254_740_991, '9007199254740992'])
})
