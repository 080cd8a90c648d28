import { expect, it } from 'vitest'
import { shown, TerminalText } from './terminal-text.ts'

it('keeps our own words and makes what is put in visible', () => {
  expect(shown`a\n${'b\u001b[2J\n'}: ${3}\n`.text).toBe('a\nb␛[2J␊: 3\n')
  expect(shown`${'\u009b31m'}`.text).toBe('\\u{9b}31m')
})

it('puts a text that is visible already in as it is', () => {
  const line = shown`${'x\ny'}\n`
  expect(shown`${line}z`.text).toBe('x␊y\nz')
  expect(TerminalText.joined([line, line], ';').text).toBe('x␊y\n;x␊y\n')
})

it('keeps the line ends and tabs of a format, and nothing else that steers', () => {
  expect(TerminalText.ofLines('a\tb\r\nc\rd\u001b[1m\n').text).toBe('a\tb\nc␍d␛[1m\n')
})
