import { describe, expect, it } from 'vitest'
import { printableName, printableTitle, printableWideName } from './printable.ts'

const UTF8 = { isUtf8: true, isTerminal: false }
const C = { isUtf8: false, isTerminal: false }
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const shown = (given: Uint8Array): string => new TextDecoder('latin1').decode(given)

describe('names in the default format, -d and -x', () => {
  it('keep ASCII, blanks and backslashes as they are', () => {
    expect(shown(printableName(bytes(' a\\012b  (deleted)'), UTF8))).toBe(' a\\012b  (deleted)')
  })

  it('never hold a control character, in any locale', () => {
    for (const rules of [UTF8, C])
      expect(shown(printableName(bytes('tab\tesc\x1b[31mdel\x7f'), rules))).toBe('tab?esc?[31mdel?')
    expect(shown(printableName(utf8('c1\u0085x'), UTF8))).toBe('c1??x')
  })

  it('keep valid UTF-8 in UTF-8 locales and write ? for each byte elsewhere', () => {
    expect(printableName(utf8('ünï日本'), UTF8)).toEqual(utf8('ünï日本'))
    expect(shown(printableName(utf8('ü日'), C))).toBe('?????')
  })

  it.each([
    ['bad\xff\xfeutf', 'bad??utf'],
    ['half\xc3', 'half?'],
    ['overlong\xc0\xaf', 'overlong??'],
    ['surrogate\xed\xa0\x80', 'surrogate???'],
    ['above\xf4\x90\x80\x80', 'above????']
  ])('write ? for each byte that is no UTF-8: %j', (given, expected) => {
    expect(shown(printableName(bytes(given), UTF8))).toBe(expected)
  })
})

describe('titles', () => {
  it('hide private-use characters as well', () => {
    expect(shown(printableTitle(utf8('a\ue000b\uf8ffc'), UTF8))).toBe('a?b?c')
    expect(printableName(utf8('a\ue000b'), UTF8)).toEqual(utf8('a\ue000b'))
  })
})

describe('names in -X', () => {
  it('are raw, except on a terminal', () => {
    const name = bytes('esc\x1b[31mred\x7f')
    expect(printableWideName(name, UTF8)).toBe(name)
    expect(shown(printableWideName(name, { isUtf8: true, isTerminal: true }))).toBe('esc?[31mred?')
  })
})
