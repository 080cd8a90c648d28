import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { allPatterns, patternsOf } from './find-patterns.ts'
import { pumped, pumpsOf, superLinear } from './pumps.ts'
import { StepCounter } from './step-counter.ts'

/** Made of a name in which every sign is escaped: nothing in it can repeat. */
const ESCAPED = ['src-shared/redact/name-redactor.ts']

const found = allPatterns()
const different = [
  ...new Map(found.patterns.map((pattern) => [`${pattern.source}/${pattern.flags}`, pattern])).values()
]

describe('regular expressions', () => {
  it('need no more work for each character of a longer text', { timeout: 0 }, () => {
    const slow = different.flatMap((pattern) => {
      const text = superLinear(pattern)
      return text === null ? [] : [{ ...pattern, text }]
    })
    expect(slow, 'no two parts that repeat may match the same text side by side').toEqual([])
  })

  it('can all be read from the source', () => {
    expect(found.unreadable.map((where) => where.replace(/:\d+$/, ''))).toEqual(ESCAPED)
    expect(different.length).toBeGreaterThan(200)
  })
})

describe('the search for them', () => {
  it('sees literals, constructed ones and those of components', () => {
    const folder = mkdtempSync(join(tmpdir(), 'patterns-'))
    const file = join(folder, 'A.vue')
    const script = [
      "const HEX = '[0-9a-f]'",
      'const one = /a\\/b/gi',
      'const two = new RegExp(`^${HEX}+` + String.raw`\\s`, "m")',
      'const three = new RegExp(input)'
    ]
    writeFileSync(file, `<template>/no/</template>\n<script setup lang="ts">\n${script.join('\n')}\n</script>\n`)
    const { patterns, unreadable } = patternsOf(file)
    rmSync(folder, { recursive: true })
    expect(patterns.map(({ source, flags }) => [source, flags])).toEqual([
      ['a\\/b', 'gi'],
      ['^[0-9a-f]+\\s', 'm']
    ])
    expect(unreadable).toHaveLength(1)
    expect(unreadable[0]).toMatch(/A\.vue:6$/)
  })

  it.each([
    [/(a+)+$/],
    [/ +$/],
    [/^(\S+?)\s*-\s*(\S+)$/],
    [/^\s*Address\s+K?[Bb]ytes\s+(.*?)\s*\bMode\b/],
    [/^x(.*?) \(\/proc\/(\d{1,10})\/smaps.* -{4,}/],
    [/(?:^|\n)\s*[0-9a-f]+-/],
    [/^\s*a/m],
    [/"(?:[^"\\]|\\?.)*"/],
    [/(?<=b\s*)a*c/],
    [/<a(?=.*z)/g],
    [/\.so(\.[\w.]+)?$/],
    [/\b(?:size)\b.*\b(?:RSS)\b/],
    [/^0x(?:\s+(.*))?$/],
    [/\s*x/y]
  ])('notices %s', (pattern) => {
    expect(superLinear(pattern)).not.toBeNull()
  })

  it.each([[/^\s*(\d+) kB$/], [/^[a-z]+\d/], [/^(?:a|b)*$/], [/(\w{1,40})=/], [/^[^:]*:[^:]*$/], [/"[^"]*"/g]])(
    'lets %s pass',
    (pattern) => {
      expect(superLinear(pattern)).toBeNull()
    }
  )
})

describe('the counting engine', () => {
  it('finds what the real one finds', () => {
    const others = [/(a)(?:b\1)+/, /(?<!a)b+?/, /(?<=(\d)x*)y/, /a{2,3}?b/, /\bfoo\B/, /[^]$/m, /(?:a|ab)(?:c|bcd)(d*)/]
    for (const { source, flags } of [...different, ...others]) {
      const counter = new StepCounter({ source, flags })
      const real = new RegExp(source, flags.replace(/[gy]/g, ''))
      let texts = 0
      for (const text of pumpsOf({ source, flags })) {
        if (texts++ > 40) break
        const whole = pumped(text, 3)
        const match = real.exec(whole)
        const own = counter.exec(whole, 0)
        const expected = match === null ? null : { at: match.index, end: match.index + match[0].length }
        expect(own, `${source} on ${JSON.stringify(whole)}`).toEqual(expected)
      }
    }
  })
})
