import { describe, expect, it } from 'vitest'
import { coreFilesText } from './core-files-text.ts'
import { debuggerVmmap } from './debugger-vmmap.ts'
import { jvmSystemMap } from './jvm-system-map.ts'
import { lldbRegions } from './lldb-regions.ts'
import { perfScript } from './perf-script.ts'
import { qemuUser } from './qemu-user.ts'
import { radareMaps } from './radare-maps.ts'
import { unifiedDiff } from './unified-diff.ts'
import type { Importer } from '../importer.ts'

const knows = (importer: Importer, text: string): boolean => importer.detect(Buffer.from(text), 'file') > 0

describe.each<[string, Importer, string, string]>([
  [
    'qemu',
    qemuUser,
    'start            end              size             prot\n',
    '0000000000400000-0000000000401000 0000000000001000 r-x\n'
  ],
  [
    'readelf',
    coreFilesText,
    '                 Start                 End         Page Offset\n',
    '    0x0000000000400000  0x0000000000401000  0x0000000000000000\n'
  ]
])('%s', (_, importer, heading, row) => {
  it('is known by its heading and a row together', () => {
    expect(knows(importer, heading + row)).toBe(true)
    expect([heading, row, ''].map((text) => knows(importer, text))).toEqual([false, false, false])
  })
})

describe.each<[string, Importer, readonly string[]]>([
  [
    'pwndbg, gef, peda',
    debuggerVmmap,
    [
      '0x555555554000 0x555555558000 r--p 4000 0 /usr/bin/demo',
      '0x0000555555554000 0x0000555555558000 0x0000000000000000 r-- /usr/bin/demo',
      '0x00400000 0x00401000 r-xp /usr/bin/demo'
    ]
  ],
  [
    'radare2',
    radareMaps,
    [
      '0x0000000000400000 - 0x0000000000401000 * usr 4K s r-x /bin/a /bin/a ; map.a',
      'sys   4K 0x0000000000400000 * 0x0000000000401000 s r-x /bin/a'
    ]
  ],
  ['perf', perfScript, ['demo 42 10.0: PERF_RECORD_MMAP2 42/42: [0x400000(0x1000) @ 0 08:02 11 0]: r-xp /bin/a']],
  ['diff', unifiedDiff, ['@@ -1,4 +1,5 @@']]
])('%s', (_, importer, lines) => {
  it.each(lines)('is known by a single row: %s', (line) => {
    expect(knows(importer, `a remark\n${line}\n`)).toBe(true)
    expect(knows(importer, 'a remark\n')).toBe(false)
  })
})

it.each([jvmSystemMap, lldbRegions])('$id is not known by other text', (importer) => {
  expect(knows(importer, 'a remark\n00400000-00401000 r-xp 00000000 00:00 0\n')).toBe(false)
})
