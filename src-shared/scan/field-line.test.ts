import { describe, expect, it } from 'vitest'
import { hasName, isBlank, newFieldLine, readFieldLine } from './field-line.ts'
import { bytesOf } from '#test/support/latin-bytes.ts'

describe('a line of smaps', () => {
  const read = (text: string): unknown => {
    const line = newFieldLine()
    readFieldLine(bytesOf(text), 0, text.length, line)
    if (line.kind === 'none') return null
    const name = text.slice(0, line.nameLength)
    if (line.kind === 'number') return [name, line.value, line.isKb]
    if (line.kind === 'wide') return [name, line.wide, line.isKb]
    return [line.kind, name, text.slice(line.valueFrom, line.valueTo)]
  }

  it.each([
    ['Rss:                  12 kB', ['Rss', 12, true]],
    ['THPeligible:    0', ['THPeligible', 0, false]],
    ['Rss:\t7\tkB \t', ['Rss', 7, true]],
    ['a-Z_09: 1', ['a-Z_09', 1, false]],
    ['X: 9007199254740991 kB', ['X', 9007199254740991, true]],
    ['X: 9007199254740992', ['X', 9007199254740992n, false]],
    ['X: 99999999999999999999 kB', ['X', 99999999999999999999n, true]],
    ['X: 000000000000000000000', ['text', 'X', '000000000000000000000']],
    ['X: 12kB', ['text', 'X', '12kB']],
    ['X: 12 KB', ['text', 'X', '12 KB']],
    ['X: 12 kb', ['text', 'X', '12 kb']],
    ['X: 12 kBx', ['text', 'X', '12 kBx']],
    ['X: kB', ['text', 'X', 'kB']],
    ['X: -1', ['text', 'X', '-1']],
    ['X: 1:2', ['text', 'X', '1:2']],
    ['X: 1/2', ['text', 'X', '1/2']],
    ['X:', ['text', 'X', '']],
    ['Name: [anon: x] ', ['text', 'Name', '[anon: x]']],
    ['VmFlags: rd wr ', ['flags', 'VmFlags', 'rd wr']],
    ['VmFlagz: rd', ['text', 'VmFlagz', 'rd']],
    [`${'n'.repeat(64)}: 1`, ['n'.repeat(64), 1, false]],
    [`${'n'.repeat(66)}: 1`, null],
    [': 1', null],
    ['X 1', null],
    ['X', null],
    ['X@: 1', null],
    ['X[: 1', null],
    ['X`: 1', null],
    ['X{: 1', null],
    ['X/: 1', null],
    ['', null]
  ] as const)('%j', (text, expected) => expect(read(text)).toEqual(expected))

  it('has a name byte by byte', () => {
    const bytes = bytesOf('xRss:')
    expect([hasName(bytes, 1, 3, 'Rss'), hasName(bytes, 1, 4, 'Rss'), hasName(bytes, 1, 3, 'Rsx')]).toEqual([
      true,
      false,
      false
    ])
    expect([32, 9, 10, 0, undefined].map(isBlank)).toEqual([true, true, false, false, false])
  })
})
