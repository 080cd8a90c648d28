import { describe, expect, it } from 'vitest'
import { learntPrefix, prefixOfRow } from './learnt-prefix.ts'
import { withoutPrefixes, withoutPrefixOfAll } from './line-prefix.ts'

const ROW = '00400000-00401000 r-xp 00000000 fd:01 7 /bin/a'

describe('what is before a row inside a line', () => {
  it.each([
    [`demo[7]: ${ROW}`, 'demo[7]: '],
    [`[x] 0000000000400000       4K r-xp demo`, '[x] '],
    [`x 0x00400000 0x00401000 `, 'x '],
    [`${'p'.repeat(159)} ${ROW}`, `${'p'.repeat(159)} `],
    [`${'p'.repeat(160)} ${ROW}`, null],
    [ROW, null],
    [`    ${ROW}`, null],
    [`a${ROW}`, null],
    ['no row', null]
  ])('%s', (line, prefix) => {
    expect(prefixOfRow(line)).toBe(prefix)
  })
})

describe('a prefix is learnt from those of rows', () => {
  const lengthsIn = (samples: readonly string[], ...lines: string[]): number[] | undefined => {
    const prefix = learntPrefix(samples)
    return prefix === null ? undefined : lines.map((line) => prefix.lengthIn(line))
  }

  it('its punctuation is the same, its numbers are any, its words those that were seen', () => {
    const samples = ['worker 7 <a> ', 'worker 12 <b> ', 'worker 8 <a> ']
    expect(lengthsIn(samples, 'worker 9 <c> x', 'worker 1234 <zz> x', 'master 9 <c> x', 'worker 9 (c) x', '')).toEqual([
      13, 17, 0, 0, 0
    ])
  })

  it('numbers may be padded; blanks that not all have are of the line itself', () => {
    expect(lengthsIn(['at   7: ', 'at  12:  '], 'at 123:   x')).toEqual([8])
    expect(lengthsIn(['at 7:'], 'at 7:  x')).toEqual([5])
  })

  it('is none where most lines have another, or there are none', () => {
    expect(lengthsIn(['a: ', '<b> ', '(c) '])).toBeUndefined()
    expect(lengthsIn([])).toBeUndefined()
    expect(lengthsIn(['a: ', 'b: ', '<c> '], 'd: x')).toEqual([3])
  })

  it('that ends with a quotation mark is quoted', () => {
    expect(learntPrefix(['x = "'])?.isQuoted).toBe(true)
    expect(learntPrefix(["x = '"])?.isQuoted).toBe(true)
    expect(learntPrefix(['x = '])?.isQuoted).toBe(false)
  })
})

describe('lines of a log', () => {
  const read = (text: string): string => Buffer.from(withoutPrefixes(Buffer.from(text), 65_536)).toString()
  const lines = (prefix: (at: number) => string, end = ''): string =>
    [0, 1, 2].map((at) => `${prefix(at)}${ROW}${end}\n`).join('')
  const PLAIN = lines(() => '')

  it.each<[kind: string, prefix: (at: number) => string]>([
    ['journalctl', (at) => `Nov 23 11:00:0${at} host cat[812]: `],
    ['short-iso', (at) => `2026-11-23T11:00:0${at}+0100 host cat[812]: `],
    ['docker', (at) => `2026-11-23T11:00:00.${at}23Z `],
    ['dmesg', (at) => `<6>[   12.34567${at}] `],
    ['dmesg -T', (at) => `[Mon Nov 23 11:00:0${at} 2026] `],
    ['docker compose', () => 'demo-1  | '],
    ['kubectl', () => '[pod/demo-7d9/demo] '],
    ['logcat', (at) => `11-23 11:00:00.00${at}  812  830 I DEBUG   : `],
    ['logcat, brief', () => 'I/DEBUG   (  812): '],
    ['grep -n', (at) => `${at + 1}:`],
    ['cat -n', (at) => `     ${at + 1}\t`],
    ['one log in another', (at) => `demo-1  | 2026-11-23T11:00:0${at}Z `],
    ['a program nobody knows', (at) => `#${at}# maps> `]
  ])('of %s', (_, prefix) => {
    expect(read(lines(prefix))).toBe(PLAIN)
  })

  it('quoted, without the quotation marks', () => {
    expect(read(lines((at) => `line ${at} = "`, '",'))).toBe(PLAIN)
  })

  it('stay as they are where most rows begin their lines', () => {
    const mixed = `${ROW}\n${ROW}\n1:${ROW}\n`
    expect(read(mixed)).toBe(mixed)
    expect(read('1:a\n2:b\n')).toBe('1:a\n2:b\n')
  })

  it('lose what all of them have, whatever is behind it', () => {
    const all = (text: string): string => Buffer.from(withoutPrefixOfAll(Buffer.from(text), 65_536)).toString()
    expect(all('demo-1  | a\ndemo-1  | b\n')).toBe('a\nb\n')
    expect(all('demo-1  | a\n\ndemo-1  | b\n')).toBe('a\n\nb\n')
    for (const own of ['demo-1  | a\nb\n', 'demo-1  | a\n', 'a\nb\n']) expect(all(own)).toBe(own)
  })
})
