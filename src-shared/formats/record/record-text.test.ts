import { describe, expect, it } from 'vitest'
import { nodeFormatContext } from '#main/source/node-inflate.ts'
import { first, open, rows } from '#test/support/opened-files.ts'
import { recordText } from './record-text.ts'

const ROWS = [
  '55d000000000 16 r-xp /usr/bin/demo',
  '55d001000000 132 rw-p [heap]',
  '7f0000200000 16 r--s /usr/lib/libc.so.6',
  '7ffd00000000 132 rw-p [stack]'
]
const MAPPINGS = [
  { start: 0x55d000000000, kb: 16, perms: 'r-xp', name: '/usr/bin/demo' },
  { start: 0x55d001000000, kb: 132, perms: 'rw-p', name: '[heap]' },
  { start: 0x7f0000200000, kb: 16, perms: 'r--s', name: '/usr/lib/libc.so.6' },
  { start: 0x7ffd00000000, kb: 132, perms: 'rw-p', name: '[stack]' }
].map(({ start, kb, ...rest }) => ({
  ...rest,
  from: start,
  to: start + kb * 1024,
  start: start.toString(16),
  end: (start + kb * 1024).toString(16)
}))
type Mapping = (typeof MAPPINGS)[number]
const each = (row: (mapping: Mapping) => string, between = '\n'): string => `${MAPPINGS.map(row).join(between)}\n`

/** How Debug of the procfs crate calls what has no file. */
const enumOf = (name: string): string => (name === '[heap]' ? 'Heap' : name === '[stack]' ? 'Stack' : `Path("${name}")`)
const wordsOf = (perms: string): string =>
  [...perms]
    .flatMap((letter) => ({ r: 'READ', w: 'WRITE', x: 'EXECUTE', p: 'PRIVATE', s: 'SHARED' })[letter] ?? [])
    .join(' | ')
const has = (perms: string, letter: string): string => String(perms.includes(letter))

const KINDS: readonly (readonly [kind: string, text: string])[] = [
  [
    'YAML',
    `pid: 42\nmaps:\n${each(({ start, end, perms, name }) => `  - start: 0x${start}\n    end: 0x${end}\n    perms: ${perms}\n    path: "${name}"`)}`
  ],
  [
    'YAML, names first, digits without a mark',
    each(({ start, end, perms, name }) => `- name: "${name}"\n  start: "${start}"\n  end: "${end}"\n  prot: ${perms}`)
  ],
  [
    'YAML in braces, decimal',
    each(({ from, to, perms, name }) => `- { start: ${from}, end: ${to}, perms: "${perms}", name: "${name}" }`)
  ],
  [
    'Debug of Rust',
    each(
      ({ from, to, perms, name }) =>
        `MemoryMap { address: (${from}, ${to}), perms: ${wordsOf(perms)}, offset: 0, dev: (8, 2), inode: 11, pathname: ${enumOf(name)}, extension: MMapExtension { map: {}, vm_flags: NONE } }`
    )
  ],
  [
    'Debug of Rust on many lines',
    `MemoryMaps([\n${each(({ from, to, perms, name }) => `    MemoryMap {\n        address: (\n            ${from},\n            ${to},\n        ),\n        perms: MMPermissions(\n            ${wordsOf(perms)},\n        ),\n        pathname: ${enumOf(name)},\n    },`)}])\n`
  ],
  [
    '%+v of Go',
    each(
      ({ start, end, perms, name }) =>
        `&{Start:${start} End:${end} Perms:${perms} Offset:0 Dev:08:02 Inode:11 Pathname:${name}}`
    )
  ],
  [
    '%#v of Go',
    each(
      ({ start, end, perms, name }) =>
        `procfs.ProcMap{StartAddr:0x${start}, EndAddr:0x${end}, Perms:(*procfs.ProcMapPermissions){Read:${has(perms, 'r')}, Write:${has(perms, 'w')}, Execute:${has(perms, 'x')}, Shared:${has(perms, 's')}, Private:${has(perms, 'p')}}, Pathname:"${name}"},`
    )
  ],
  [
    'repr of Python',
    each(({ from, to, perms, name }) => `Map(start=${from}, end=${to}, perms='${perms}', offset=0, path='${name}')`)
  ],
  [
    'toString of Java',
    each(({ start, end, perms, name }) => `Region[start=0x${start}, end=0x${end}, perms=${perms}, name=${name}]`)
  ],
  [
    'a table of Lua',
    `return {\n${each(({ start, end, perms, name }) => `  { start = 0x${start}, ["end"] = 0x${end}, perms = "${perms}", path = "${name}" },`)}}\n`
  ],
  [
    'print_r of PHP',
    `Array\n(\n${each(({ start, end, perms, name }) => `    [0] => Array\n        (\n            [start] => ${start}\n            [end] => ${end}\n            [perms] => ${perms}\n            [path] => ${name}\n        )\n`)})\n`
  ],
  [
    'hashes of Ruby',
    `[${each(({ from, to, perms, name }) => `{:start=>${from}, :end=>${to}, :perms=>"${perms}", :path=>"${name}"}`, ', ').trim()}]\n`
  ],
  [
    'maps of Clojure',
    each(({ start, end, perms, name }) => `{:start 0x${start} :end 0x${end} :perms "${perms}" :path "${name}"}`)
  ],
  [
    'S-expressions',
    `(${each(({ from, to, perms, name }) => `((start . ${from}) (end . ${to}) (perms . "${perms}") (path . "${name}"))`, ' ').trim()})\n`
  ],
  [
    'structs of gdb, permissions as bits of the kernel',
    each(
      ({ from, to, perms, name }) =>
        `$1 = {vm_start = ${from}, vm_end = ${to}, vm_flags = ${0x70 + (perms.includes('r') ? 1 : 0) + (perms.includes('w') ? 2 : 0) + (perms.includes('x') ? 4 : 0) + (perms.includes('s') ? 8 : 0)}, vm_file = 0x0 <fixed_percpu_data>, filename = "${name}"}`
    )
  ],
  [
    'XML',
    `<process pid="42">\n${each(({ start, end, perms, name }) => `  <region start="0x${start}" end="0x${end}" perms="${perms}" path="${name}"/>`)}</process>\n`
  ],
  [
    'elements of XML',
    `<maps>\n${each(({ start, end, perms, name }) => `<mapping><start>${start}</start><end>${end}</end><perms>${perms}</perms><name>${name}</name></mapping>`)}</maps>\n`
  ],
  [
    'a property list',
    `<plist><array>\n${each(({ from, to, perms, name }) => `<dict><key>start</key><integer>${from}</integer><key>end</key><integer>${to}</integer><key>perms</key><string>${perms}</string><key>path</key><string>${name}</string></dict>`)}</array></plist>\n`
  ],
  [
    'an INI file',
    each(({ start, end, perms, name }) => `[mapping]\nstart=0x${start}\nend=0x${end}\nperms=${perms}\nfile=${name}\n`)
  ],
  [
    'logfmt',
    each(
      ({ start, end, perms, name }) =>
        `ts=2026-01-01T00:00:00Z level=info start=0x${start} end=0x${end} perms=${perms} path="${name}"`
    )
  ],
  [
    'blocks of lines, with sizes',
    each(
      ({ start, end, perms, name, from, to }) =>
        `Mapping\n  Address range : 0x${start} - 0x${end}\n  Size          : ${(to - from) / 1024} kB\n  Protection    : ${perms}\n  Backing file  : ${name}\n`
    )
  ],
  [
    'lines without a mark between, names first',
    `Name: demo\nPid: 42\n${each(({ start, end, perms, name }) => `Name: ${name}\nStart: 0x${start}\nEnd: 0x${end}\nPerms: ${perms}`)}`
  ]
]

describe('records with a start and an end are mappings, whatever syntax they are written in', () => {
  it.each(KINDS)('%s', (_, text) => {
    const opened = open(text)
    expect(opened.source.format).toBe('records')
    expect(opened.moments.flatMap(({ processes }) => processes.map((process) => rows(process.capture())))).toEqual([
      ROWS
    ])
  })

  it('knows the process, and numbers by the unit that the size shows', () => {
    const text =
      'pid: 42\nmaps:\n- {start: 0x55d000000000, end: 0x55d000004000, perms: r-xp, size: 16384, rss: 8192, path: /usr/bin/demo}\n'
    const capture = first(text)
    expect(open(text).moments[0]?.processes[0]?.process.pid).toBe(42)
    expect(capture.table.fields.map(({ name, values }) => [name, values[0]])).toEqual([['Rss', 8]])
  })

  it('knows the process that lines above the first record name', () => {
    const process = open(KINDS[0]![1]).moments[0]?.processes[0]
    expect([process?.process.pid, open(`comm: demo\n${KINDS[0]![1]}`).moments[0]?.processes[0]?.name]).toEqual([
      42,
      'demo'
    ])
  })

  it('leaves out numbers whose unit is not known', () => {
    const { notes } = open(
      '- {start: 0x55d000000000, end: 0x55d000004000, perms: r-xp, rss: 8192, path: /usr/bin/demo}\n'
    )
    expect(notes.map(({ detail }) => detail).join()).toMatch(/bytes or kB/)
  })
})

describe('what came through other hands is read as it was', () => {
  const [, yaml] = KINDS[0]!
  const wrapped: readonly (readonly [kind: string, text: string])[] = [
    ['quoted in a mail', yaml.replace(/^/gm, '> ')],
    ['in a log', yaml.replace(/^(?=.)/gm, '2026-01-01T00:00:00.123Z ')],
    ['in a log of docker compose', yaml.replace(/^(?=.)/gm, 'demo-1  | ')],
    ['in a fence, prose around it', `Hi,\n\n\`\`\`\n${yaml}\`\`\`\nAny idea? It takes 2 GB.\n`],
    ['in a page', `<pre>${yaml}</pre>\n`]
  ]
  it.each(wrapped)('%s', (_, text) => {
    expect(rows(first(text))).toEqual(ROWS)
  })
})

describe('records that are no mappings of a Linux process are not opened', () => {
  it.each([
    ['pages that do not fit', '- {start: 0x55d000000010, end: 0x55d000004000, perms: r-xp, path: /usr/bin/demo}\n'],
    [
      'ranges that overlap',
      '- {start: 0x55d000000000, end: 0x55d000004000, perms: r-xp, path: /usr/bin/demo}\n- {start: 0x55d000002000, end: 0x55d000006000, perms: r-xp, path: /usr/bin/demo}\n'
    ],
    [
      'a size that is another one',
      '- {start: 0x55d000000000, end: 0x55d000004000, size: 12 kB, perms: r-xp, path: /usr/bin/demo}\n'
    ],
    [
      'modules, whose permissions are not given',
      '- {start: 0x55d000000000, end: 0x55d000004000, path: /usr/bin/demo}\n- {start: 0x7f0000000000, end: 0x7f0000200000, path: /usr/lib/libc.so.6}\n'
    ],
    ['regions of macOS', '- {start: 0x100000000, end: 0x100004000, perms: r-x, path: /usr/lib/libSystem.B.dylib}\n'],
    [
      'memory of a microcontroller',
      'FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 512K\nRAM (rwx) : ORIGIN = 0x20000000, LENGTH = 128K\n'
    ],
    [
      'memory of a device tree',
      'memory@80000000 {\n  reg = <0x0 0x80000000 0x0 0x40000000>;\n  device_type = "memory";\n};\n'
    ],
    ["the kernel's own", '- {start: 0xffff888000000000, end: 0xffff888000100000, perms: rw-p, name: "[direct map]"}\n']
  ])('%s', (_, text) => {
    expect(() => open(text)).toThrow()
  })
})

it('records are looked for where there is a word for a beginning and a long hexadecimal number', () => {
  const sure = (text: string): number => recordText.detect(Buffer.from(text), 'file')
  expect([sure('Range: 40A00'), sure('Range: 4000'), sure('Beyond 40A00'), sure('')]).toEqual([0.1, 0, 0, 0])
})

it('what has no records, or more than a million values, is refused in words', () => {
  const read = (bytes: Uint8Array) => recordText.read(bytes, 'file', nodeFormatContext)
  expect(() => read(Buffer.from('start: here\n'))).toThrow('its records are no mappings of a Linux process')
  expect(() => read(Buffer.alloc(1_000_001, ':'))).toThrow('too large to be searched for one')
})
