import { expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import { categoryOf, CONFIDENCES } from '../memory/category.ts'
import { purposeOf } from '../memory/purpose.ts'

/** What is known of the first mapping without a name and with access, of lines as `smaps` prints them: range, permissions, flags. */
function labelsOf(...lines: readonly string[]): string {
  const text = lines.map((line) => {
    const [, range, perms, name, flags] = /^(\S+) (\S+) (\/\S+|-) ?(.*)$/.exec(line)!
    const [inode, path] = name === '-' ? ['0', ''] : ['7', name]
    return `${range} ${perms} 00000000 00:00 ${inode} ${path}\nSize: 64 kB\nRss: 16 kB\nVmFlags: ${flags}\n`
  })
  const { table, classification } = captureOfText(text.join(''))
  const row = Array.from({ length: table.rowCount }, (_, at) => at).find(
    (at) => table.backing[at] === 0 && (table.perms[at]! & 7) !== 0
  )!
  return `${purposeOf(classification, row).key} ${categoryOf(classification, row)} ${CONFIDENCES[classification.confidence[row]!]}`
}

const program = (path: string): string => `555500000000-555500001000 r-xp ${path} rd ex mr mw me`
const RW = 'rd wr mr mw me ac'

/** Lines of living programs of Debian 12 on Linux 6.18, each with what it is and what it is not elsewhere. */
it.each([
  [
    'a chunk of SpiderMonkey',
    '/usr/lib/firefox-esr/libxul.so',
    [`1a7e3a00000-1a7e3b00000 rw-p - ${RW}`],
    'js-heap runtime inferred'
  ],
  [
    'a chunk of mozjemalloc',
    '/usr/lib/firefox-esr/libxul.so',
    [`7ffb8af03000-7ffb8afff000 rw-p - ${RW}`],
    'mozjemalloc-heap arena inferred'
  ],
  [
    'code that Firefox wrote',
    '/usr/lib/firefox-esr/libxul.so',
    ['20b5826b0000-20b5826be000 r-xp - rd ex mr mw me ac'],
    'generated-code runtime inferred'
  ],
  [
    'InnoDB’s buffer pool',
    '/usr/sbin/mariadbd',
    [`77be6f000000-77be77000000 rw-p - ${RW} dd`],
    'mysql-buffers runtime probable'
  ],
  [
    'memory of a virtual machine',
    '/usr/bin/qemu-system-x86_64',
    ['7f451be00000-7f452be00000 rw-p - rd wr mr mw me dc ac hg mg'],
    'guest-memory anonymous probable'
  ],
  [
    'the memory of a program that QEMU runs at that program’s own addresses',
    '/usr/bin/qemu-x86_64',
    [`004d3000-022a5000 rw-p - ${RW}`],
    'guest-memory anonymous probable'
  ],
  [
    'the same addresses in another program',
    '/usr/bin/x',
    [`004d3000-022a5000 rw-p - ${RW}`],
    'anonymous anonymous unknown'
  ],
  [
    'a chunk of SpiderMonkey in GNOME’s gjs',
    '/usr/lib/x86_64-linux-gnu/libmozjs-102.so.102.15.1',
    [`44f7ca00000-44f7cb00000 rw-p - ${RW}`],
    'js-heap runtime inferred'
  ],
  [
    'memory at the same address that is no chunk',
    '/usr/lib/x86_64-linux-gnu/libmozjs-102.so.102.15.1',
    [`44f7ca00000-44f7ca80000 rw-p - ${RW}`],
    'anonymous anonymous unknown'
  ],
  [
    'a Haskell heap',
    '/usr/bin/pandoc',
    [`4200000000-4200900000 rw-p - ${RW}`, '4200900000-14200000000 ---p - mr mw me nr'],
    'ghc-heap runtime probable'
  ],
  [
    'the same address without GHC’s reservation',
    '/usr/bin/x',
    [`4200000000-4200900000 rw-p - ${RW}`],
    'anonymous anonymous unknown'
  ],
  [
    'a table of V8',
    '/usr/lib/chromium/chromium',
    ['7fb41c040000-7fb41c050000 rw-p - rd wr mr mw me nr'],
    'v8-table runtime inferred'
  ],
  ['CLISP', '/usr/lib/clisp/lisp.run', [`100000000000-100000311000 rw-p - ${RW}`], 'lisp-heap runtime probable'],
  [
    'tcmalloc in a program that links it',
    '/usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4',
    [`7fbb2051c000-7fbb22526000 rw-p - ${RW}`],
    'tcmalloc-heap arena probable'
  ],
  [
    'what a regular expression compiles to',
    '/usr/sbin/varnishd',
    ['7efd637ca000-7efd637da000 rwxp - rd wr ex mr mw me ac'],
    'executable anonymous unknown'
  ],
  ['stacks of fibers', '/usr/bin/ruby3.1', [`7f4d22bc1000-7f4d22c62000 rw-p - ${RW} nh`], 'fiber-stack stack probable'],
  [
    'the same flags elsewhere',
    '/usr/bin/x',
    [`7f4d22bc1000-7f4d22c62000 rw-p - ${RW} nh`],
    'anonymous anonymous unknown'
  ]
])('%s', (_, path, lines, label) => {
  expect(labelsOf(program(path), ...lines)).toBe(label)
})

it('single pages in Chromium’s reservations are PartitionAlloc’s metadata, larger ones V8’s', () => {
  const cage = (size: string): string[] => [
    program('/usr/lib/chromium/chromium'),
    '384c290b4000-384c290b5000 ---p - mr mw me',
    `384c290b5000-${size} rw-p - ${RW}`,
    `${size}-385429000000 ---p - mr mw me`
  ]
  expect(labelsOf(...cage('384c290b6000'))).toBe('partition-alloc arena inferred')
  expect(labelsOf(...cage('384c290c5000'))).toBe('v8-cage runtime inferred')
})

/** The purposes of all mappings without a name, of ranges and permissions below a program of Node. */
function purposesOf(flags: string, ...lines: readonly string[]): string[] {
  const rows = ['555500000000-555500001000 r-xp 00000000 fd:00 7 /usr/bin/node', ...lines]
  const text = rows.map(
    (line) => `${line}${/ \//.test(line) ? '' : ' 00000000 00:00 0 '}\nRss: 16 kB\nVmFlags: ${flags}\n`
  )
  const { classification, table } = captureOfText(text.join(''))
  return Array.from({ length: table.rowCount - 1 }, (_, at) => {
    const { key } = purposeOf(classification, at + 1)
    return `${key} ${categoryOf(classification, at + 1)} ${CONFIDENCES[classification.confidence[at + 1]!]}`
  })
}

const MEMORY = 'wasm-memory runtime inferred'
const ROOM = 'wasm-memory reserved inferred'

it('memory of WebAssembly has its guard region behind it, and in front of it too in Node 20', () => {
  // Node 24: 1 MiB and the rest of 8 GiB.
  expect(
    purposesOf('rd wr mr mw me dc ac', '7f4670000000-7f4670100000 rw-p', '7f4670100000-7f4870000000 ---p')
  ).toEqual([MEMORY, ROOM])
  // Node 20: the guard in front of another memory is joined to it.
  expect(
    purposesOf(
      'rd wr mr mw me dc ac',
      '7fa4e6ff0000-7fa566ff0000 ---p',
      '7fa566ff0000-7fa5670f0000 rw-p',
      '7fa5670f0000-7fa7e6ff0000 ---p',
      '7fa7e6ff0000-7fa7e70f0000 rw-p',
      '7fa7e70f0000-7fa9e6ff0000 ---p'
    )
  ).toEqual([ROOM, MEMORY, ROOM, MEMORY, ROOM])
})

it.each([
  ['another length', 'dc', '7f4670000000-7f4670100000 rw-p', '7f4670100000-7f4870010000 ---p'],
  ['a gap between', 'dc', '7f4670000000-7f46700f0000 rw-p', '7f4670100000-7f4870000000 ---p'],
  ['no whole pages of WebAssembly', 'dc', '7f466ffff000-7f4670100000 rw-p', '7f4670100000-7f486ffff000 ---p'],
  ['memory that a forked child has as well', 'ac', '7f4670000000-7f4670100000 rw-p', '7f4670100000-7f4870000000 ---p'],
  ['nothing that may be written', 'dc', '7f4670000000-7f4670100000 r--p', '7f4670100000-7f4870000000 ---p']
])('%s is no memory of WebAssembly', (_, flag, ...lines) => {
  expect(purposesOf(`mr mw me ${flag}`, ...lines).join()).not.toContain('wasm')
})

it('what is kept free in a reservation of 1 TiB is room of V8’s sandbox, and elsewhere only kept free', () => {
  const lines = ['291d00000000-292d00000000 ---p', '292d00000000-292d00010000 rw-p', '292d00010000-2a1d00000000 ---p']
  const room = 'v8-sandbox reserved inferred'
  expect(purposesOf('mr mw me nr dd', ...lines)).toEqual([room, 'v8-sandbox runtime inferred', room])
  const others = purposesOf('mr mw me nr', ...lines)
  expect([others[0], others[2]]).toEqual(['reserved reserved kernel', 'reserved reserved kernel'])
})
