import { describe, expect, it } from 'vitest'
import { visibleText } from './visible-text.ts'

describe('visible text', () => {
  it('leaves ordinary names alone, whatever their script', () => {
    for (const name of ['/usr/lib/libc.so.6', '[anon:glibc: malloc]', '/home/日本/ünïcødé', '/with  two blanks ']) {
      expect(visibleText(name)).toBe(name)
    }
  })

  it('shows control characters as their pictures', () => {
    expect(visibleText('a\tb\nc\u001b[31m\u007f')).toBe('a␉b␊c␛[31m␡')
  })

  it('does not let a name turn its direction or hide its end', () => {
    expect(visibleText('evil\u202egnp.so')).toBe('evil\\u{202e}gnp.so')
    expect(visibleText('lib\u200bc.so')).toBe('lib\\u{200b}c.so')
    expect(visibleText('\u0085\ufeff')).toBe('\\u{85}\\u{feff}')
  })

  it('shows a name of blank-looking characters as something', () => {
    expect(visibleText('  ')).toBe('␠␠')
    expect(visibleText('\u3164\u2800\ufe0f\u034f\u00a0\u3000')).toBe(
      '\\u{3164}\\u{2800}\\u{fe0f}\\u{34f}\\u{a0}\\u{3000}'
    )
  })

  it('leaves nothing that XML does not allow', () => {
    expect(visibleText('\ufffe\uffff\ud800x\u{1ffff}')).toBe('\\u{fffe}\\u{ffff}\\u{d800}x\\u{1ffff}')
  })
})
