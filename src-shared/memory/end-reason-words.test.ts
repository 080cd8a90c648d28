import { expect, it } from 'vitest'
import { endReasonWords } from './end-reason-words.ts'

it('reports why a process ended, or that it is not known', () => {
  expect(endReasonWords({ kind: 'status', value: '3' })).toBe('it ended with status 3')
  expect(endReasonWords({ kind: 'signal', value: 'SIGKILL' })).toBe('it was ended by SIGKILL')
  expect(endReasonWords({ kind: 'oom' })).toBe('the kernel’s out-of-memory killer ended it')
  expect(endReasonWords(null)).toBe('it has ended; why is not known')
})
