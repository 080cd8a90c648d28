import { expect, it } from 'vitest'
import { unknownText } from './unknown-text.ts'

const messageFor = (text: string): string => unknownText(new TextEncoder().encode(text))

it.each([
  ['Traceback (most recent call last):\n  File "a.py", line 3, in f\n', 'a report of an exception'],
  ['#0  0x00007f12 in read () from libc\n#1  main ()\n', 'a stack trace'],
  ['rax            0x7ffff7f8a000\n', 'registers'],
  ['00000000: 7f45 4c46 0201 0100 0000 0000 0000 0000\n', 'a dump of bytes'],
  ['  401136 <main>:\t55 48 89 push   %rbp\n', 'machine code'],
  ['#include <stdio.h>\nint main() {}\n', 'source code'],
  ['diff --git a/x b/x\n', 'a change of source code'],
  ['0x400000 - 0x401000 code\n', 'ranges of addresses'],
  ['the buffer is at 0x7ffff7f8a000\n', 'single addresses'],
  ['<!DOCTYPE html><p>x</p>\n', 'a page or a file of XML'],
  ['{"a": 1}\n', 'JSON'],
  ['MemTotal: 16 kB\n', 'sums'],
  ['2026-11-23 11:00:00 started\n', 'a log'],
  ['hello\n', 'a text without a list of mappings']
])('%j', (text, look) => {
  expect(messageFor(text)).toMatch(
    new RegExp(`^no known format: it looks like ${look}.*; paste what "cat /proc/PID/maps"`)
  )
})

it('an empty file, and one that is no text', () => {
  expect(messageFor('')).toMatch(/^no known format: it is empty; paste /)
  expect(messageFor('\0hello')).toMatch(
    /^no known format: it is no text, and no core file, minidump or archive; paste /
  )
})

it('one zero far inside does not make a text anything else', () => {
  const text = (before: number): string => `${'a'.repeat(before)}\0`
  expect(messageFor(text(4095))).toContain('it is no text')
  expect(messageFor(text(4096))).toContain('a text without a list')
})
