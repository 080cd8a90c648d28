import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { first, open, rows } from '#test/support/opened-files.ts'
import { lineList } from './line-list.ts'

const ROWS = ['55d000000000 16 r-xp /usr/bin/demo', '7f0000000000 132 rw-p ', '7ffd00000000 132 rw-p [stack]']
const MAPPINGS = [
  { start: '55d000000000', end: '55d000004000', kb: 16, perms: 'r-xp', bits: 0x75, name: '/usr/bin/demo' },
  { start: '7f0000000000', end: '7f0000021000', kb: 132, perms: 'rw-p', bits: 0x73, name: '' },
  { start: '7ffd00000000', end: '7ffd00021000', kb: 132, perms: 'rw-p', bits: 0x100173, name: '[stack]' }
] as const
type Mapping = (typeof MAPPINGS)[number]
const each = (row: (mapping: Mapping) => string): string => `${MAPPINGS.map(row).join('\n')}\n`

/** From the highest address down, as most people draw it. */
function ladder(corner: string, line: string, bar: string): string {
  const edge = (address: string): string => `0x${address} ${corner}${line.repeat(26)}${corner}\n`
  const box = (text: string): string => `${' '.repeat(15)}${bar} ${text.padEnd(24)} ${bar}\n`
  return MAPPINGS.toReversed()
    .map(({ start, end, perms, name }) => `${edge(end)}${box(`${name} ${perms}`)}${edge(start)}${box('(unmapped)')}`)
    .join('')
}

const KINDS: readonly (readonly [kind: string, text: string])[] = [
  ['a loop of drgn', each(({ start, end, bits, name }) => `0x${start} 0x${end} 0x${bits.toString(16)} ${name}`)],
  ['permissions first', each(({ start, end, perms, name }) => `${perms} 0x${start} 0x${end} ${name}`)],
  [
    'names first',
    each(({ start, end, perms, name }) => `${name === '' ? 'anon' : name}: 0x${start}-0x${end} ${perms}`)
  ],
  [
    'a log',
    each(
      ({ start, end, perms, name }) =>
        `I0101 00:00:00.000000 42 maps.cc:17] region [0x${start}, 0x${end}) prot=${perms} file=${name}`
    )
  ],
  ['a size instead of an end', each(({ start, kb, perms, name }) => `0x${start} ${kb}K ${perms} ${name}`)],
  [
    'rows in a frame',
    `┌──────────────────────┐\n${each(({ start, end, perms, name }) => `│ 0x${start}-0x${end} ${perms} ${name} │\n├──────────────────────┤`)}└──────────────────────┘\n`
  ],
  ['branches of a tree', `demo\n${each(({ start, end, perms, name }) => `├── ${start}-${end} ${perms} ${name}`)}`],
  [
    'boxes of several lines',
    `+----------------------+\n${each(({ start, end, perms, name }) => `| ${name === '' ? 'anonymous' : name}  ${perms} |\n| 0x${start} - 0x${end} |\n+----------------------+`)}`
  ],
  ['a ladder in ASCII', `The address space:\n\n${ladder('+', '-', '|')}`],
  ['a ladder of box drawing', ladder('├', '─', '│')]
]

describe('lines and drawings with a range, permissions and a name open, whatever is between', () => {
  it.each(KINDS)('%s', (_, text) => {
    const capture = first(text)
    expect(rows(capture).map((row) => row.replace(/(?<= [r-][w-][x-])-/, 'p'))).toEqual(ROWS)
  })

  it("procmap's drawing: gaps are no mappings, and a box above a cut goes no further than its size", () => {
    const edge = '+------------------------------------------------+'
    const capture = first(
      'Start memory map PID 42 (demo)\n' +
        `${edge} 0000000000000000\n|  < NULL trap >  [   4 KB,---,-,0x0]  |\n` +
        `${edge} 0000000000001000\n|<... Sparse Region ...> [ 88257.87 GB,---,-,0x0] |\n~ .   .   .   .  ~\n` +
        `${edge} 0000563077ee6000\n|/usr/bin/demo  [ 236 KB,r--,p,0x0014e000] |\n\n[...]\n\n` +
        `${edge} 00007ffd4f767000\n|  [stack]  [ 132 KB,rw-,p,0x00000000] |\n` +
        `${edge} 00007ffd4f788000\n`
    )
    expect(rows(capture)).toEqual(['563077ee6000 236 r--p /usr/bin/demo', '7ffd4f767000 132 rw-p [stack]'])
    expect([capture.cut, capture.name]).toEqual(['rows-left-out', 'demo'])
  })
})

describe('lines and drawings of something else are not opened', () => {
  it.each([
    [
      'segments of a lecture',
      `0xc0000000 +--------+\n           | stack  |\n0xbf000000 +--------+\n           | heap   |\n0x08048000 +--------+\n`
    ],
    [
      "the kernel's page tables",
      '0xffff888000000000-0xffff888000100000 1M rw-p direct map\n0xffff888000100000-0xffff888000200000 1M rw-p direct map\n'
    ],
    [
      'sections in lldb',
      '0x00000001 code [0x0000000000401000-0x0000000000401185) r-x a.out..text\n0x00000002 data [0x0000000000402000-0x0000000000402185) rw- a.out..data\n'
    ],
    [
      'regions of macOS',
      '0x100000000-0x100004000 r-x /usr/lib/dyld\n0x100004000-0x100008000 rw- /usr/lib/libSystem.B.dylib\n'
    ]
  ])('%s', (_, text) => {
    expect(() => open(text)).toThrow()
  })
})

describe('a list of lines', () => {
  const read = (text: string) => lineList.read(Buffer.from(text), 'file', nodeFormatContext)
  const listed = (text: string) =>
    read(text).moments.flatMap(({ processes }) =>
      processes.map(({ process, name, capture }) => [process.pid, name, ...rows(capture())])
    )
  const A = '55d000400000-55d000401000 r-xp /bin/demo'
  const B = '55d000500000-55d000501000 rw-p [heap]'
  const OWN = ['55d000400000 4 r-xp /bin/demo', '55d000500000 4 rw-p [heap]']

  it('has two lines at least, and is complete unless it shows otherwise', () => {
    expect(read(`${A}\n${B}\n`)).toMatchObject({ source: { format: 'lines' }, notes: [] })
    expect(read(`${A}\n${B}\n`).moments[0]!.processes[0]!.capture().cut).toBeUndefined()
    expect(read(`${A}\n[...]\n${B}\n`).moments[0]!.processes[0]!.capture().cut).toBe('rows-left-out')
    for (const text of ['', `${B}\n`, 'prose\n']) expect(() => read(text)).toThrow('no mappings of a Linux process')
  })

  it('is of the process that the lines above name', () => {
    expect(listed(`process 42 (demo):\n${A}\n${B}\n`)).toEqual([[42, 'demo', ...OWN]])
    // The same number again takes nothing away.
    expect(listed(`process 42 (demo):\n${A}\npid=42\n${B}\n`)).toEqual([[42, 'demo', ...OWN]])
    expect(listed(`PID: 1\n${A}\nPID: 2\n${B}\n`)).toEqual([
      [1, 'file', OWN[0]],
      [2, 'file', OWN[1]]
    ])
    expect(listed(`pid 2147483647\n${A}\n${B}\n`)).toEqual([[2_147_483_647, 'file', ...OWN]])
    expect(listed(`pid 2147483648\n${A}\n${B}\n`)).toEqual([[0, 'file', ...OWN]])
  })

  it('is read by its boxes where names are on lines of their own', () => {
    const edge = '+--------------------+'
    const box = (line: string): string =>
      `| ${line.split(' ').slice(0, 2).join(' ')} |\n| ${line.split(' ')[2] ?? ''} |\n${edge}\n`
    expect(listed(`${edge}\n${box(A)}${box(B)}`)).toEqual([[0, 'file', ...OWN]])
  })

  it('is read by its lines where a box holds several', () => {
    const edge = '+--------------------+'
    expect(
      listed(
        `${edge}\n| ${A} |\n| ${B} |\n${edge}\n| ${A.replaceAll('d0004', 'd0006')} |\n| 55d000700000-55d000701000 rw-p |\n${edge}\n`
      )[0]
    ).toHaveLength(6)
  })

  it('of more than 10,000 lines is no drawing', () => {
    const ladder = `0x55d000400000 +---------+\n| r-xp /a |\n0x55d000401000 +---------+\n| rw-p [heap] |\n0x55d000402000 +---------+\n`
    expect(listed(ladder)).toEqual([[0, 'file', '55d000400000 4 r-xp /a', '55d000401000 4 rw-p [heap]']])
    expect(listed(`${ladder}${'a line\n'.repeat(9995)}`)).toHaveLength(1)
    expect(() => listed(`${ladder}${'a line\n'.repeat(9996)}`)).toThrow('no mappings')
  })

  it('is looked for where there is a long hexadecimal number', () => {
    const sure = (text: string): number => lineList.detect(Buffer.from(text), 'file')
    expect([sure('at 40A00 '), sure('at 4000 '), sure('words beyond them'), sure('')]).toEqual([0.08, 0, 0, 0])
  })
})
