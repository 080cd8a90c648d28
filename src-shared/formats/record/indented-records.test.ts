import { describe, expect, it } from 'vitest'
import { open, rows } from '#test/support/opened-files.ts'
import { indentedRecords } from './indented-records.ts'
import type { RecordValue } from './record-value.ts'
import { isNode } from './record-value.ts'

/** A tree as objects: the pairs of each node, and what lies in it. */
const treeOf = (value: RecordValue): unknown =>
  isNode(value)
    ? { ...Object.fromEntries(value.pairs), ...(value.items.length > 0 ? { in: value.items.map(treeOf) } : {}) }
    : value
const read = (...lines: string[]): unknown => treeOf(indentedRecords(lines))

describe('lines of keys and values', () => {
  it.each([
    ['start: 0x400000', { start: '0x400000' }],
    ['start = 0x400000', { start: '0x400000' }],
    ['start => 0x400000,', { start: '0x400000' }],
    ['"start": "0x400000";', { start: '0x400000' }],
    ["path: '/a b' # remark", { path: "'/a b'".slice(1, -1) }],
    ['file path\t/a', { 'file path': '/a' }],
    ['key:', { key: '' }],
    ['a: x, y,', { a: 'x, y' }],
    ['a: say "x"', { a: 'say "x"' }],
    ['a: "x" y', { a: '"x" y' }],
    [`${'k'.repeat(61).padEnd(64)}: x`, { ['k'.repeat(61)]: 'x' }]
  ])('%s', (line, pairs) => {
    expect(read(line)).toEqual({ in: [pairs] })
  })

  it.each(['std::map', 'http://a', '400000: x', 'words alone', ': x', `${'k'.repeat(65)}: x`, `${'k'.padEnd(65)}: x`])(
    'are not %s',
    (line) => {
      expect(read(line)).toEqual({})
    }
  )

  it('lie in what is indented less', () => {
    expect(read('pid: 42', 'maps:', '  - start: 1', '    end: 2', '  - start: 3', 'name: demo')).toEqual({
      in: [{ pid: '42', maps: '', in: [{ start: '1', end: '2' }, { start: '3' }], name: 'demo' }]
    })
  })

  it('lie 64 levels deep at most', () => {
    const depth = (lines: number): number =>
      JSON.stringify(read(...Array.from({ length: lines }, (_, at) => `${' '.repeat(at)}k: ${at}`))).split('"in"')
        .length - 1
    expect([depth(3), depth(63), depth(64), depth(200)]).toEqual([3, 63, 63, 63])
  })

  it('behind an empty line belong to another record where they were given already', () => {
    expect(read('a: 1', 'b: 2', '', 'a: 3', '', 'b: 4')).toEqual({
      in: [
        { a: '1', b: '2' },
        { a: '3', b: '4' }
      ]
    })
    // Without an empty line it is one.
    expect(indentedRecords(['a: 1', 'a: 3']).items).toHaveLength(1)
  })

  it('end what they lie in where a line without a key is indented less', () => {
    expect(read('  a: 1', 'Mapping', '  a: 2')).toEqual({ in: [{ a: '1' }, { a: '2' }] })
  })

  it('of several processes keep each its own mappings', () => {
    const process = (pid: number, start: string): string =>
      `- pid: ${pid}\n  maps:\n    - start: 0x${start}000\n      end: 0x${start}fff\n      perms: r-xp\n      path: /usr/bin/demo\n`
    const { moments } = open(process(42, '400') + process(43, '500'))
    expect(moments[0]!.processes.map((one) => [one.process.pid, rows(one.capture())])).toEqual([
      [42, ['400000 4 r-xp /usr/bin/demo']],
      [43, ['500000 4 r-xp /usr/bin/demo']]
    ])
  })

  it('of processes that have names only are told apart by them', () => {
    const process = (name: string, start: string): string =>
      `- comm: ${name}\n  maps:\n    - start: 0x${start}000\n      end: 0x${start}fff\n      perms: r-xp\n      path: /usr/bin/demo\n`
    const { moments } = open(process('one', '400') + process('two', '500'))
    expect(moments[0]!.processes.map((one) => [one.name, rows(one.capture())])).toEqual([
      ['one', ['400000 4 r-xp /usr/bin/demo']],
      ['two', ['500000 4 r-xp /usr/bin/demo']]
    ])
  })
})
