import { afterEach, expect, it, vi } from 'vitest'
import { LaunchCode } from './launch-code.ts'

afterEach(() => void vi.useRealTimers())

it('is good once, and only when it is right', () => {
  const code = new LaunchCode()
  expect(Buffer.from(code.value, 'base64url')).toHaveLength(32)
  for (const wrong of ['', `${code.value}x`, code.value.slice(1), new LaunchCode().value])
    expect(code.take(wrong)).toBe(false)
  expect(code.take(code.value)).toBe(true)
  expect(code.take(code.value)).toBe(false)
})

it('is good for two minutes', () => {
  vi.useFakeTimers()
  const [soon, late] = [new LaunchCode(), new LaunchCode()]
  vi.advanceTimersByTime(119_000)
  expect(soon.take(soon.value)).toBe(true)
  vi.advanceTimersByTime(2000)
  expect(late.take(late.value)).toBe(false)
})
