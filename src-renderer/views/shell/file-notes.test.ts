import { expect, it } from 'vitest'
import { fileNotes } from './file-notes.ts'

it('what a format never contains is not listed as skipped', () => {
  const limit = { kind: 'limit', line: null, detail: 'this gdb prints no permissions' } as const
  const line = { kind: 'line', line: 7, detail: '0x4000 0x?' } as const
  expect(fileNotes([limit, line])).toEqual({ skipped: [line], limits: [limit] })
})
