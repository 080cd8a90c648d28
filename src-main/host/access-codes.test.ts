import { afterEach, expect, it, vi } from 'vitest'
import { AccessCodes } from './access-codes.ts'

afterEach(() => void vi.useRealTimers())

it('takes a code once, and only when it is right', () => {
  const codes = new AccessCodes()
  const code = codes.issue('printed')
  expect(Buffer.from(code, 'base64url')).toHaveLength(32)
  for (const wrong of ['', `${code}x`, code.slice(1), new AccessCodes().issue('printed')])
    expect(codes.take(wrong, true)).toBeNull()
  expect(codes.take(code, true)).toBe('printed')
  expect(codes.take(code, true)).toBeNull()
})

it.each([
  ['launched', 120_000],
  ['asked', 600_000]
] as const)('a code that was %s is good for %d ms, the printed one until it is used', (use, lifetime) => {
  vi.useFakeTimers()
  const codes = new AccessCodes()
  const printed = codes.issue('printed')
  const soon = codes.issue(use)
  vi.advanceTimersByTime(lifetime - 1000)
  expect(codes.take(soon, true)).toBe(use)
  const late = codes.issue(use)
  vi.advanceTimersByTime(lifetime + 1000)
  expect(codes.take(late, true)).toBeNull()
  vi.advanceTimersByTime(30 * 86_400_000)
  expect(codes.take(printed, false)).toBe('printed')
})

it('a code on a command line is left for this user when another one comes with it', () => {
  const codes = new AccessCodes()
  const launched = codes.issue('launched')
  expect(codes.take(launched, false)).toBeNull()
  expect(codes.take(launched, true)).toBe('launched')
  expect(codes.take(codes.issue('asked'), false)).toBe('asked')
})

it('keeps the newest eight', () => {
  const codes = new AccessCodes()
  const issued = Array.from({ length: 9 }, () => codes.issue('asked'))
  expect(issued.map((code) => codes.take(code, true) !== null)).toEqual(issued.map((_, at) => at > 0))
})
