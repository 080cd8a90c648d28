import { expect, it } from 'vitest'
import { isSameProcess, nameWithPid, pidText, processKeyText } from './process-key.ts'

it('a number that was not reported is not shown as one', () => {
  expect(pidText({ pid: 0 })).toBeNull()
  expect(pidText({ pid: 42 })).toBe('42')
  expect([0, 42].map((pid) => nameWithPid('cat', { pid }))).toEqual(['cat', 'cat (42)'])
})

it('a process is its number and its start: numbers are used again', () => {
  const key = { pid: 42, startTime: 7 }
  expect(isSameProcess(key, { ...key })).toBe(true)
  expect(isSameProcess(key, { pid: 42, startTime: 8 })).toBe(false)
  expect(isSameProcess(key, { pid: 43, startTime: 7 })).toBe(false)
  const texts = [key, { pid: 42, startTime: 8 }, { pid: 427, startTime: 0 }, { pid: 4, startTime: 27 }].map(
    processKeyText
  )
  expect(new Set(texts).size).toBe(texts.length)
})
