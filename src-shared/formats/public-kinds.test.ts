import { describe, expect, it } from 'vitest'
import { LATE_PUBLIC_KINDS } from '#test/fixtures/listings/late-public-kinds.ts'
import { OTHER_PUBLIC_KINDS } from '#test/fixtures/listings/other-public-kinds.ts'
import { PUBLIC_KINDS } from '#test/fixtures/listings/public-kinds.ts'
import { number, open, rows } from '#test/support/opened-files.ts'

describe('what people paste in public opens row by row and number by number, or is refused with a word that helps', () => {
  it.each([...PUBLIC_KINDS, ...OTHER_PUBLIC_KINDS, ...LATE_PUBLIC_KINDS])(
    '$kind',
    ({ text, rows: expected, pids, numbers, refused }) => {
      if (refused !== undefined) {
        expect(() => open(text)).toThrow(refused)
        return
      }
      const { moments, notes } = open(text)
      const processes = moments.flatMap((moment) => moment.processes)
      const captures = processes.map((process) => process.capture())
      expect(captures.map((capture) => rows(capture))).toEqual(expected)
      if (pids !== undefined) expect(processes.map(({ process }) => process.pid)).toEqual(pids)
      for (const [field, values] of Object.entries(numbers ?? {})) {
        expect(values.map((_, row) => number(captures[0]!, field, row))).toEqual(values)
      }
      expect(notes.filter(({ kind }) => kind !== 'limit')).toEqual([])
      expect(captures.flatMap((capture) => capture.notes).filter(({ kind }) => kind === 'skipped-lines')).toEqual([])
    }
  )
})
