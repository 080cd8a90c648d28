import { describe, expect, it } from 'vitest'
import { captureOfText } from '#test/support/capture-of-text.ts'
import type { Capture } from '../../memory/capture.ts'
import { whatItLacks } from './whole-capture.ts'
import { CAPTURE } from '#test/support/judged-captures.ts'

describe('what a capture lacks', () => {
  const noted = (kind: Capture['notes'][number]['kind']): string | null =>
    whatItLacks({
      ...CAPTURE,
      notes: [
        { kind: 'no-smaps', detail: '' },
        { kind, detail: '' }
      ]
    })

  it('is in its notes', () => {
    expect([noted('skipped-lines'), noted('open-end'), noted('rows-left-out'), noted('zombie')]).toEqual([
      'some of its lines could not be read',
      'its last line has no end',
      'some of its mappings were left out',
      null
    ])
  })

  it('is seen by a last row with fewer lines or without flags', () => {
    const lacks = (text: string): string | null => whatItLacks({ ...captureOfText(text), notes: [] })
    const [one, two] = ['1000-2000 rw-p 00000000 00:00 0 \n', '2000-3000 rw-p 00000000 00:00 0 \n']
    const cut = 'it ends within a mapping'
    expect(lacks(`${one}Rss: 1 kB\nPss: 1 kB\n${two}Rss: 1 kB\n`)).toBe(cut)
    expect(lacks(`${one}Rss: 1 kB\nVmFlags: rd\n${two}Rss: 1 kB\n`)).toBe(cut)
    expect(lacks(`${one}Rss: 1 kB\nVmFlags: rd\n${two}Rss: 1 kB\nVmFlags: rd\n`)).toBeNull()
    expect(lacks(`${one}Rss: 1 kB\n${two}Rss: 1 kB\nPss: 1 kB\n`)).toBeNull()
    expect(lacks(`${one}Rss: 1 kB\n`)).toBeNull()
    expect(lacks(one + two)).toBeNull()
    expect(lacks('')).toBeNull()
  })
})
