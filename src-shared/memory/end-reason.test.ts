import { describe, expect, it } from 'vitest'
import { endReasonText, parseEndReason, type EndReason } from './end-reason.ts'

describe('why a process ended', () => {
  it.each<[string, EndReason]>([
    ['status:0', { kind: 'status', value: '0' }],
    ['status:255', { kind: 'status', value: '255' }],
    ['signal:SIGKILL', { kind: 'signal', value: 'SIGKILL' }],
    ['signal:RTMIN+3', { kind: 'signal', value: 'RTMIN+3' }],
    ['signal:signal 64', { kind: 'signal', value: 'signal 64' }],
    ['oom', { kind: 'oom' }],
    ['oom-cgroup', { kind: 'oom-cgroup' }]
  ])('%s is kept and read again', (text, reason) => {
    expect(endReasonText(reason)).toBe(text)
    expect(parseEndReason(text)).toEqual(reason)
  })

  it('is nothing where nothing is known', () => expect(endReasonText(null)).toBe(''))

  it.each([
    '',
    'oom!',
    'status:',
    'status:1000',
    'status:-1',
    'my status:1',
    'status:1 or so',
    'signal:signal x',
    'signal:signal 1000',
    'signal:sigkill',
    'signal:ABCDEFGHIJKLM',
    'core:1'
  ])('%j is not known', (text) => expect(parseEndReason(text)).toBeNull())
})
