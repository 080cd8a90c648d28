import { expect, it } from 'vitest'
import { nameWithPid, pidText } from './process-key.ts'

it('a number that was not told is not shown as one', () => {
  expect(pidText({ pid: 0 })).toBeNull()
  expect(pidText({ pid: 42 })).toBe('42')
  expect([0, 42].map((pid) => nameWithPid('cat', { pid }))).toEqual(['cat', 'cat (42)'])
})
