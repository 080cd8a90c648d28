import fc from 'fast-check'
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

/** The same by the platform's decoder: at each offset the character that begins there, else `?` for the byte. */
function byDecoder(given: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let text = ''
  for (let at = 0; at < given.length;) {
    let letter: string | null = null
    let length = 1
    for (; length <= 4 && letter === null && at + length <= given.length; length++) {
      try {
        letter = decoder.decode(given.subarray(at, at + length))
      } catch {
        // No whole character yet, or none at all.
      }
    }
    if (letter === null || /[\p{Cc}]/u.test(letter))
      text += '?'.repeat(letter?.codePointAt(0) === undefined || letter < '\x80' ? 1 : 2)
    else text += letter
    at += letter === null ? 1 : length - 1
  }
  return text
}

describe('UTF-8', () => {
  const printed = (given: Uint8Array): string =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(printableName(given, UTF8))

  it('is every character that the platform decodes, whatever surrounds it', () => {
    const edges = [
      0x20, 0x7e, 0xa0, 0x7ff, 0x800, 0xfff, 0x1000, 0xd7ff, 0xe000, 0xfeff, 0xffff, 0x10000, 0x3ffff, 0x40000, 0xfffff,
      0x100000, 0x10ffff
    ]
    for (const edge of edges) {
      const whole = utf8(String.fromCodePoint(edge))
      expect(printed(whole), edge.toString(16)).toBe(String.fromCodePoint(edge))
      for (let cut = 1; cut < whole.length; cut++) expect(printed(whole.subarray(0, cut))).toBe('?'.repeat(cut))
    }
  })

  it('is nothing else: bytes of any kind', () => {
    const lead = [
      0x00, 0x1f, 0x20, 0x7e, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
      0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lead), { maxLength: 8 }), (given) => {
        expect(printed(Uint8Array.from(given))).toBe(byDecoder(Uint8Array.from(given)))
      }),
      { numRuns: 2000 }
    )
    for (const first of lead)
      for (const second of lead)
        for (const third of [0x7f, 0x80, 0xbf, 0xc0]) {
          const given = Uint8Array.of(first, second, third, 0x80)
          expect(printed(given), String(given)).toBe(byDecoder(given))
        }
  })
})

describe('titles', () => {
  it('hide private use to its ends, which the last two values of a plane are not', () => {
    const isHidden = (value: number): boolean =>
      shown(printableTitle(utf8(`a${String.fromCodePoint(value)}b`), UTF8)) === 'a?b'
    const hidden = [0xe000, 0xefff, 0xf000, 0xf8ff, 0xf0000, 0xf0fff, 0xfefff, 0xffffd, 0x100000, 0x10fffd]
    const kept = [0xd7ff, 0xf900, 0xfffd, 0x10000, 0xeffff, 0xeffff, 0xffffe, 0xfffff, 0x10fffe, 0x10ffff]
    expect(hidden.filter((value) => !isHidden(value))).toEqual([])
    expect(kept.filter(isHidden)).toEqual([])
    expect([0xf0ffe, 0xf0fff, 0x10effe].filter((value) => !isHidden(value))).toEqual([])
  })

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
