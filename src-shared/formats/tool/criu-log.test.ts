import { expect, it } from 'vitest'
import { SAMPLES } from '#test/fuzz/samples.ts'
import { first, open, rows } from '#test/support/opened-files.ts'

const TEXT = SAMPLES['criu.txt'] ?? ''

it('the log of CRIU: rights are numbers, files too', () => {
  expect(open(TEXT).source.format).toBe('criu-log')
  expect(rows(first(TEXT))).toEqual(['55ac6b25c000 48 r--p …/file 1 of CRIU', '55ac6c070000 4 ---p [heap]'])
  expect(open(TEXT).notes.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['limit', expect.stringContaining('not by their names')]
  ])
})

it('its other lines are nothing that was lost', () => {
  const text = `(00.157000) Collecting mappings (pid: 812)\n${TEXT}(00.159000) ----------\n`
  expect(rows(first(text))).toEqual(rows(first(TEXT)))
  expect(open(text).notes.map(({ kind }) => kind)).toEqual(['limit'])
})
